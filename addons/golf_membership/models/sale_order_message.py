# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class SaleOrder(models.Model):
    """Who spends points is told what is left."""

    _inherit = "sale.order"

    def action_confirm(self):
        drafts = self.filtered(lambda order: order.state != "sale")
        result = super().action_confirm()
        for order in drafts.filtered(lambda order: order.state == "sale"):
            spent = order.order_line.filtered(
                lambda line: line.coupon_id.sudo().golf_club_points  # whether it is the club's
            )
            points = sum(spent.mapped("points_cost"))
            if points:
                self.env["golf.message"]._tell(
                    "redemption", order.partner_id, order.company_id, f"order {order.id}", -points
                )
        return result
