# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from odoo.addons.crm_customer_profile.models.append_only import guard


class ServiceEvent(models.Model):
    """What happened to a request, never changed: service levels and reports come from here."""

    _name = "service.event"
    _description = "Event of a Service Request"
    _order = "at, id"
    _rec_name = "type"

    request_id = fields.Many2one(
        "service.request", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, precompute=True, index=True
    )
    at = fields.Datetime("When", required=True, readonly=True, index=True)
    type = fields.Selection("_selection_type", "What", required=True, readonly=True)
    state_from = fields.Char(readonly=True)
    state_to = fields.Char(readonly=True)
    old_value = fields.Char("Before", readonly=True)
    new_value = fields.Char("After", readonly=True)
    user_id = fields.Many2one("res.users", "By", readonly=True, ondelete="restrict")
    agent_id = fields.Many2one(
        "res.users", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    queue_id = fields.Many2one("service.queue", readonly=True, ondelete="restrict")
    note = fields.Char(readonly=True)

    _by_request = models.Index("(request_id, at, id)")

    def init(self):
        result = super().init()
        facts = (
            "request_id", "at", "type", "state_from", "state_to", "old_value", "new_value",
            "user_id", "agent_id", "queue_id", "note",
        )  # fmt: skip
        guard(self.env.cr, self._table, facts, {"request_id": "service_request"})
        return result

    @api.model
    def _selection_type(self):
        """Return what may happen; files of other topics add theirs."""
        return [
            ("open", self.env._("Opened")),
            ("queue", self.env._("Put into a queue")),
            ("assign", self.env._("Assigned")),
            ("unassign", self.env._("Given back")),
            ("state", self.env._("State changed")),
            ("priority", self.env._("Priority changed")),
            ("tier", self.env._("Service tier changed")),
            ("kind", self.env._("Kind changed")),
            ("category", self.env._("Category changed")),
            ("reply", self.env._("Answered by staff")),
            ("customer_reply", self.env._("Written by the customer")),
            ("repeat", self.env._("Linked to an earlier one")),
            ("merge", self.env._("Merged")),
            ("split", self.env._("Split")),
            ("reopen", self.env._("Reopened")),
            ("waits", self.env._("Nobody available")),
            ("breach", self.env._("Promised time passed")),
            ("escalate", self.env._("Escalated")),
            ("told_customer", self.env._("Customer told")),
            ("told_owner", self.env._("Owner told")),
            ("call", self.env._("Called back")),
            ("rating", self.env._("Rated")),
            ("work", self.env._("Work order")),
        ]
