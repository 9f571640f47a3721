# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceQueue(models.Model):
    """Where the cost of a queue's work is counted, and what follows from its last work order."""

    _inherit = "service.queue"

    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        "Analytic account",
        check_company=True,
        ondelete="restrict",
        groups="crm_service_queue.group_service_supervisor",
        help="Where cost and revenue of its work orders are counted.",
    )
    resolve_with_work = fields.Boolean(
        "Resolve with the last work order",
        help="A request is resolved when all its work orders are finished. Otherwise its agent is"
        " told.",
    )
