# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from ..membership import state as rules


class GolfMembership(models.Model):
    """The history of a membership: an event for each change, for good, dated where it fell."""

    _inherit = "golf.membership"

    status_on_day = fields.Selection(
        selection="_selection_status_on_day",
        string="Status on the day",
        compute="_compute_status_on_day",
        search="_search_status_on_day",
        help="The status on the day that was asked for, by the recorded events; today's otherwise.",
    )

    @api.model
    def _selection_status_on_day(self):
        # As described, not as declared: in the reader's language.
        return self._fields["state"]._description_selection(self.env)

    @api.depends("state")
    @api.depends_context("golf_status_day")
    def _compute_status_on_day(self):
        day = self._get_asked_day()
        states = self._get_states_on(day) if day else {m.id: m.state for m in self}
        for membership in self:
            membership.status_on_day = states.get(membership.id, False)

    def _search_status_on_day(self, operator, value):
        if operator != "in":
            return NotImplemented
        day = self._get_asked_day()
        if not day:
            return fields.Domain("state", "in", value)
        ids = SQL(
            "(SELECT membership_id FROM (%s) last WHERE state_to = ANY(%s))",
            self._get_states_query(day),
            [state for state in value if state],
        )
        domain = fields.Domain("id", "in", ids)
        if False in value:
            known = SQL("(SELECT membership_id FROM (%s) last)", self._get_states_query(day))
            domain |= fields.Domain("id", "not in", known)
        return domain

    @api.model
    def _get_asked_day(self):
        """Return the day that the context asks about, or ``None``."""
        return fields.Date.to_date(self.env.context.get("golf_status_day")) or None

    def get_state_on(self, day):
        """Return what these memberships were on any past day, by their events.

        :param day: a date, or its ISO form
        :return: {membership id: state}; without an entry where there was no membership yet
        :raises AccessError: a membership that the user may not read
        """
        self.check_access("read")
        return self._get_states_on(fields.Date.to_date(day))

    def _get_states_on(self, day):
        """Return {membership id: state at the end of ``day``}: the last event up to that day."""
        rows = self.env.execute_query(self._get_states_query(day, self.ids)) if self.ids else ()
        return {membership_id: state for membership_id, state in rows}

    @api.model
    def _get_states_query(self, day, ids=None):
        """Return the SQL of (membership, state on ``day``), of all memberships or of ``ids``."""
        self.env["golf.membership.event"].flush_model()
        only = SQL("AND membership_id = ANY(%s)", list(ids)) if ids is not None else SQL()
        return SQL(
            """
            SELECT DISTINCT ON (membership_id) membership_id, state_to
              FROM golf_membership_event
             WHERE state_to IS NOT NULL AND date <= %s %s
             ORDER BY membership_id, date DESC, id DESC
            """,
            day,
            only,
        )

    def _record_admission(self):
        """Open the history of new memberships with how they came to be."""
        today = {company: company._golf_today() for company in self.company_id}
        # History is written by the system for whoever admitted the member, not by that user.
        self.env["golf.membership.event"].sudo().create(
            [
                {
                    "membership_id": membership.id,
                    "company_id": membership.company_id.id,
                    "kind": "imported" if membership.origin == "import" else "applied",
                    "date": today[membership.company_id],
                    "state_to": membership.state,
                    "user_id": self.env.uid,
                }
                for membership in self
            ]
        )
        self._apply_privileges()

    def _note_touched(self):
        """Have the history catch up with the recomputed states before the transaction commits."""
        ids = [id_ for id_ in self._ids if isinstance(id_, int)]
        if not ids:
            return
        precommit = self.env.cr.precommit
        touched = precommit.data.get("golf.membership.touched")
        if touched is None:
            touched = precommit.data["golf.membership.touched"] = set()
            precommit.add(self.browse()._sync_touched)
        touched.update(ids)

    @api.model
    def _sync_touched(self):
        ids = self.env.cr.precommit.data.pop("golf.membership.touched", ())
        # The history and the member's tier follow from the money, whoever registered it.
        self.sudo().browse(sorted(ids)).exists()._sync_history()

    def _sync_history(self):
        """Append an event for each membership whose state differs from its last event.

        Idempotent: called again it does nothing, and it mends a history that fell behind.
        """
        last = self._get_last_recorded_states()
        nothing = (None, None)
        changed = self.filtered(lambda m: m.state != last.get(m.id, nothing)[0])
        if not changed:
            return
        values = []
        for membership in changed:
            values += membership._prepare_state_events(*last.get(membership.id, nothing))
        self.env["golf.membership.event"].create(values)
        changed._apply_privileges()
        changed._win_applications()
        changed.filtered(lambda m: m.state in rules.LEFT).person_ids._end_company_users()
        if any(membership.state == rules.ACTIVE for membership in changed):
            self.env.ref("golf_membership.ir_cron_golf_welcome")._trigger()

    def _prepare_state_events(self, state_from, last_change):
        """Return the values of the events that lead from the last recorded state to the present.

        What the calendar brought is dated where it fell, each step of it, also when the daily job
        comes late. What a payment or a person changed is dated today.

        :param state_from: the state recorded last, ``None`` without any
        :param last_change: its day, before which nothing is dated
        """
        self.ensure_one()
        today = self.company_id._golf_today()
        steps = rules.steps_since(self._get_state_facts(), state_from, last_change, today)
        if not steps or steps[-1][1] != self.state:
            steps = [(max(filter(None, (today, last_change))), self.state)]
        values = []
        for day, state in steps:
            values.append(
                {
                    "membership_id": self.id,
                    "kind": self._get_event_kind(state_from, state),
                    "date": day,
                    "state_from": state_from,
                    "state_to": state,
                    "user_id": self.env.uid,
                }
            )
            state_from = state
        return values

    @api.model
    def _get_event_kind(self, state_from, state_to):
        """Return the kind of the event that records a change of state."""
        came_back = state_to == rules.ACTIVE and state_from in (rules.SUSPENDED, rules.LAPSED)
        return "reinstated" if came_back else "state"

    def _win_applications(self):
        """Win the applications of those who have become members."""
        joined = self.filtered(lambda m: m.state in (rules.ACTIVE, rules.UPCOMING))
        applications = joined.order_id.opportunity_id
        applications.filtered(lambda lead: lead.won_status == "pending").action_set_won()

    def _get_last_recorded_states(self):
        """Return {membership id: (state, day) of its last state-bearing event}."""
        if not self:
            return {}
        self.env["golf.membership.event"].flush_model()
        self.env.cr.execute(
            """
            SELECT DISTINCT ON (membership_id) membership_id, state_to, date
              FROM golf_membership_event
             WHERE membership_id = ANY(%s) AND state_to IS NOT NULL
             ORDER BY membership_id, id DESC
            """,
            [list(self.ids)],
        )
        return {id_: (state, day) for id_, state, day in self.env.cr.fetchall()}
