# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceWorkOrder(models.Model):
    """Offers the services that the customer may have."""

    _inherit = "service.work.order"

    product_domain = fields.Binary(compute="_compute_product_domain")

    @api.depends("partner_id")
    def _compute_product_domain(self):
        for order in self:
            order.product_domain = [
                ("type", "=", "service"),
                *self.env["product.template"]._get_service_domain(order.partner_id),
            ]

    def _check_service_offer(self):
        # What is sold already is no question of offering it.
        for order in self.filtered(lambda order: not order.sudo().sale_line_id):
            order.product_id.product_tmpl_id._check_offered_to(order.partner_id)
