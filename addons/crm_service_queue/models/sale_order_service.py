# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class SaleOrder(models.Model):
    """Shows the work that was sold by it."""

    _inherit = "sale.order"

    service_work_count = fields.Integer(
        compute="_compute_service_work_count", groups="crm_service_queue.group_service_user"
    )

    def _compute_service_work_count(self):
        groups = self.env["service.work.order"]._read_group(
            [("sale_line_id.order_id", "in", self.ids)], ["sale_line_id"], ["__count"]
        )
        counts = {}
        for line, count in groups:
            order = line.sudo().order_id.id
            counts[order] = counts.get(order, 0) + count
        for order in self:
            order.service_work_count = counts.get(order.id, 0)

    def _action_confirm(self):
        result = super()._action_confirm()
        self.order_line._make_service_work()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        # Sellers need not see work orders.
        self.sudo().order_line.service_work_order_ids._drop_sold()
        return result

    def action_open_service_work(self):
        """Open the work orders of this order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_work_order_action"
        )
        return {
            **action,
            "domain": [("sale_line_id.order_id", "=", self.id)],
            "context": {},
            "path": False,
        }
