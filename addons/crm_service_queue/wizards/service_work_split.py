# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceWorkSplit(models.TransientModel):
    """Chooses what of a work order becomes one of its own."""

    _name = "service.work.split"
    _description = "Split a Work Order"

    order_id = fields.Many2one("service.work.order", required=True, ondelete="cascade")
    line_ids = fields.Many2many(
        "service.work.line", string="Lines", domain="[('order_id', '=', order_id)]"
    )
    check_ids = fields.Many2many(
        "service.work.order.check", string="Points", domain="[('order_id', '=', order_id)]"
    )

    def action_split(self):
        """Split, and open the new work order."""
        self.ensure_one()
        split = self.order_id._split(self.line_ids, self.check_ids)
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.work.order",
            "res_id": split.id,
            "views": [(False, "form")],
        }
