# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from odoo.addons.crm_customer_profile.models.append_only import guard

#: What may happen to a request; addons add theirs by `selection_add`.
TYPES = [
    ("open", "Opened"),
    ("queue", "Put into a queue"),
    ("assign", "Assigned"),
    ("unassign", "Given back"),
    ("state", "State changed"),
    ("priority", "Priority changed"),
    ("tier", "Service tier changed"),
    ("kind", "Kind changed"),
    ("category", "Category changed"),
    ("reply", "Answered by staff"),
    ("customer_reply", "Written by the customer"),
    ("repeat", "Linked to an earlier one"),
    ("merge", "Merged"),
    ("split", "Split"),
    ("reopen", "Reopened"),
    ("waits", "Nobody available"),
    ("breach", "Promised time passed"),
    ("escalate", "Escalated"),
    ("told_customer", "Customer told"),
    ("told_owner", "Owner told"),
    ("call", "Called back"),
    ("rating", "Rated"),
    ("work", "Work order"),
]


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
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,  # given with the rest, it is not looked up for each event
        precompute=True,
        index=True,
    )
    at = fields.Datetime("When", required=True, readonly=True, index=True)
    type = fields.Selection(TYPES, "What", required=True, readonly=True)
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

    @api.depends("request_id.company_id")
    def _compute_company_id(self):
        for event in self:
            event.company_id = event.request_id.company_id

    def init(self):
        result = super().init()
        facts = (
            "request_id", "at", "type", "state_from", "state_to", "old_value", "new_value",
            "user_id", "agent_id", "queue_id", "note",
        )  # fmt: skip
        guard(self.env.cr, self._table, facts, {"request_id": "service_request"})
        return result
