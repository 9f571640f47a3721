# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceWorkOrder(models.Model):
    """Where the cost of work is counted: by the order, its place, or its queue."""

    _inherit = "service.work.order"

    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        "Analytic account",
        compute="_compute_analytic_account_id",
        store=True,
        readonly=False,
        check_company=True,
        ondelete="restrict",
        groups="crm_service_queue.group_service_dispatcher",
    )

    @api.depends("queue_id", "place_id")
    def _compute_analytic_account_id(self):
        for order in self:
            # Accounts are set by managers; which one holds is the system's to find.
            source = order.sudo()
            order.analytic_account_id = (
                source.place_id.service_analytic_id or source.queue_id.analytic_account_id
            )

    def write(self, vals):
        result = super().write(vals)
        if {"analytic_account_id", "queue_id", "place_id", "partner_id"} & vals.keys():
            self.sudo().filtered(lambda order: order.state == "done").line_ids._sync_cost_entries()
        return result

    def _after_move(self, state):
        result = super()._after_move(state)
        if state == "done":
            self.line_ids._sync_cost_entries()
        return result
