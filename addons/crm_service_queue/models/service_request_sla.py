# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import SQL

from .service_request import WAITING

SLA_STATES = [
    ("none", "Nothing promised"),
    ("ok", "In time"),
    ("warning", "Soon late"),
    ("breached", "Late"),
    ("paused", "Paused"),
]
#: The mean of a time counts those that have it.
MEANS = {
    "first_response_seconds:avg": ("first_response_seconds", "first_response_at"),
    "resolution_seconds:avg": ("resolution_seconds", "first_resolved_at"),
}


class ServiceRequest(models.Model):
    """What was promised on a request, and whether it is kept: read from its log by pure code."""

    _inherit = "service.request"

    sla_ids = fields.One2many("service.request.sla", "request_id", "Promises", readonly=True)
    sla_deadline = fields.Datetime(
        "Due", readonly=True, copy=False, help="When the next promise is due, or was."
    )
    sla_state = fields.Selection(SLA_STATES, "Promise", readonly=True, copy=False)
    sla_breached = fields.Boolean("Was late", readonly=True, copy=False)
    next_tick_at = fields.Datetime(
        "Next look", readonly=True, copy=False, groups="crm_service_queue.group_service_manager"
    )
    delay_reason_id = fields.Many2one(
        "service.delay.reason",
        "Why it was late",
        index="btree_not_null",
        tracking=True,
        copy=False,
        ondelete="restrict",
    )
    delay_note = fields.Char("What happened", copy=False)
    first_response_seconds = fields.Integer(
        "First answer after (seconds)", readonly=True, copy=False, aggregator="avg"
    )
    resolution_seconds = fields.Integer(
        "Resolved after (seconds)", readonly=True, copy=False, aggregator="avg"
    )
    paused_seconds = fields.Integer("Waited (seconds)", readonly=True, copy=False)
    first_resolved_at = fields.Datetime("First resolved", readonly=True, copy=False)
    reopened_soon = fields.Boolean("Reopened within 14 days", readonly=True, copy=False)

    _due = models.Index("(next_tick_at, id) WHERE next_tick_at IS NOT NULL")
    _late = models.Index("(sla_deadline) WHERE is_open AND sla_deadline IS NOT NULL")

    def _read_group_select(self, aggregate_spec, query):
        """Take the means of times of those that have them, at once (no time) among them."""
        if aggregate_spec not in MEANS:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "AVG(COALESCE(%s, 0)) FILTER (WHERE %s IS NOT NULL)",
            *(self._field_to_sql(query.table, name, query) for name in MEANS[aggregate_spec]),
        )

    # ------------------------------------------------------------------
    # What happens to a request happens to its clocks
    # ------------------------------------------------------------------

    def _start_clocks(self):
        result = super()._start_clocks()
        self.sudo()._sync_clocks(self._get_moment(), renew=True)
        return result

    def _move_clocks(self, old, state, at):
        result = super()._move_clocks(old, state, at)
        # Steps between open states in which somebody has to act change no clock.
        if {old, state} & {*WAITING, "resolved", "verified", "closed", "cancelled"}:
            self.sudo()._sync_clocks(at)
        return result

    def _retarget(self):
        result = super()._retarget()
        # New ones are not clocked yet; what is done keeps the promise it had.
        self.sudo().filtered("sla_state")._sync_clocks(self._get_moment(), renew=True)
        return result

    def _move_clocks_on_reply(self, at):
        result = super()._move_clocks_on_reply(at)
        if self.sudo().reply_count == 1:
            self.sudo()._sync_clocks(at)
        return result

    def _log_event(self, kind, at=None, **facts):
        events = super()._log_event(kind, at=at, **facts)
        if kind in ("call", "unassign", "rating"):
            # None while it is being made.
            known = self.sudo().filtered("sla_state")
            known._sync_clocks(self._get_moment())
        return events

    def action_resolve(self):
        """Say that it is settled; whoever is late says why first.

        Only who presses the button is asked: mail, portal and other systems go on.
        """
        self._check_serves()
        late = self.filtered(lambda r: r.is_open and r._is_late_now() and not r.delay_reason_id)
        if not late:
            return super().action_resolve()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Later than promised"),
            "res_model": "service.sla.delay",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_ids": self.ids},
        }

    def _is_late_now(self):
        """Say whether a promise is or was broken, also where nobody has noted it yet."""
        self.ensure_one()
        deadline = self.sla_deadline
        return self.sla_breached or bool(deadline and deadline < self._get_moment())

    def _recompute_clocks(self):
        """Work out from the log again what all clocks show; for a repair, or a changed calendar."""
        self.sudo()._sync_clocks(self._get_moment(), everything=True)
