# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class AccountAnalyticLine(models.Model):
    """The cost of a line of work."""

    _inherit = "account.analytic.line"

    service_work_line_id = fields.Many2one(
        "service.work.line", readonly=True, copy=False, index="btree_not_null", ondelete="cascade"
    )

    _service_work_line_once = models.UniqueIndex(
        "(service_work_line_id) WHERE service_work_line_id IS NOT NULL",
        "The cost of this line is counted already.",
    )
