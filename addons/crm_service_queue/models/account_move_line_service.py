# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class AccountMoveLine(models.Model):
    """Which work an invoice line is for; a credit note takes it over, a mere copy does not."""

    _inherit = "account.move.line"

    service_work_order_id = fields.Many2one(
        "service.work.order",
        "Work order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    service_work_line_id = fields.Many2one(
        "service.work.line",
        "Line of work",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _copy_data_extend_business_fields(self, values):
        result = super()._copy_data_extend_business_fields(values)
        values["service_work_order_id"] = self.service_work_order_id.id
        values["service_work_line_id"] = self.service_work_line_id.id
        return result
