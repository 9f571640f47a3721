# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime

from odoo import api, fields, http, models
from odoo.exceptions import AccessError, UserError

from .service_request import OPEN

#: What a request went through; the methods here write it, nobody by hand.
COURSE = {
    "number", "state", "opened_at", "assigned_at", "first_response_at", "resolved_at",
    "verified_at", "closed_at", "assign_count", "reassign_count", "reopen_count", "reply_count",
    "merged_into_id", "split_from_id", "follow_up_of_id", "repeat_of_id",
}  # fmt: skip
#: Whose changes are events: {field: type of the event}.
WATCHED = {
    "queue_id": "queue",
    "user_id": "assign",
    "priority": "priority",
    "tier_id": "tier",
    "kind": "kind",
    "category_id": "category",
}
DONE = ("resolved", "verified", "closed")
#: Where a request may go from each state.
WAYS = {
    **{state: (*OPEN, "resolved", "cancelled") for state in OPEN},
    "resolved": ("verified", "closed", *OPEN),
    "verified": ("closed", *OPEN),
    "closed": OPEN,
    "cancelled": OPEN,
}
STAMPS = {"resolved": "resolved_at", "verified": "verified_at", "closed": "closed_at"}


class ServiceRequest(models.Model):
    """The course of a request: each step is one write and one event at the same moment."""

    _inherit = "service.request"

    @api.model_create_multi
    def create(self, vals_list):
        """Number the requests, note that they were opened, and send them on their way."""
        if not self.env.su:
            self._check_reach_of_customers(vals_list)
        numbers = self._get_numbers()
        agents = []
        # What the caller gave is his; he may give the same for several.
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            self._check_course(vals)
            # Given to somebody is a step of its own, with its event.
            agents.append(vals.pop("user_id", False))
            vals["number"] = vals.get("number") or (numbers.next_by_id() if numbers else "")
        requests = super().create(vals_list)
        requests._open(agents)
        return requests

    @api.model
    def _check_course(self, vals):
        """Refuse to let anybody write what the methods of this model write."""
        fields_of_course = [] if self.env.su else sorted(COURSE & vals.keys())
        if fields_of_course:
            labels = self.fields_get(fields_of_course, ["string"])
            raise AccessError(
                self.env._(
                    "The course of a request is kept by the system: leave out %(fields)s.",
                    fields=", ".join(labels[name]["string"] for name in fields_of_course),
                )
            )

    @api.model
    def _get_numbers(self):
        """Return the sequence that numbers requests; the company's own comes first."""
        company_ids = (self.env.company.id, False)
        # Numbers are the system's to give, whoever asks.
        sequences = self.env["ir.sequence"].sudo()
        return sequences.search(
            [("code", "=", "service.request"), ("company_id", "in", company_ids)],
            order="company_id",
            limit=1,
        )

    @api.model
    def _check_reach_of_customers(self, vals_list):
        """Refuse a request about somebody its writer may not know."""
        ids = {vals["partner_id"] for vals in vals_list if vals.get("partner_id")}
        self.env["res.partner"].browse(ids).check_access("read")

    def _open(self, agents):
        """Begin the course of new requests: note it, route them, start the clocks, find an agent.

        :param agents: for each the id of the user it was given to, or False
        """
        self._log_event("open", at=lambda request: request.opened_at)
        self._route()
        self._link_repeats()
        self._start_clocks()
        given = {}
        for request, agent_id in zip(self, agents, strict=True):
            if agent_id:
                given[agent_id] = given.get(agent_id, self.browse()) | request
        for agent_id, requests in given.items():
            requests.write({"user_id": agent_id})
        self.filtered(lambda request: not request.user_id)._offer()

    def write(self, vals):
        self._check_course(vals)
        if not self.env.su and vals.get("partner_id"):
            self._check_reach_of_customers([vals])
        watched = [name for name in WATCHED if name in vals]
        # Who takes a request away from himself may not read it any more afterwards.
        before = {name: {r.id: r[name] for r in self.sudo()} for name in watched}
        result = super().write(vals)
        changed = self.browse()
        for name in watched:
            moved = self.sudo().filtered(lambda r, n=name: r[n] != before[n][r.id])
            if moved:
                moved._note_change(name, before[name])
                # Whoever has it, the same is promised.
                changed |= moved if name != "user_id" else self.browse()
        if changed and not self.env.context.get("service_clocks_later"):
            changed._retarget()
        return result

    def _note_change(self, name, before):
        """Make events of what a watched field has become; what follows from it is written too.

        :param before: {id: what it was}
        """
        at = self._get_moment()
        if name == "user_id":
            self._note_agents(before, at)
            return

        def show(value):
            return value.display_name if isinstance(value, models.BaseModel) else value

        self._log_event(
            WATCHED[name],
            at=at,
            old_value=lambda request: show(before[request.id]),
            new_value=lambda request: show(request[name]),
        )

    def _note_agents(self, before, at):
        # One write for all that have come as far.
        counted = self.filtered("user_id").with_context(tracking_disable=True)
        alike = counted.grouped(lambda r: (r.assign_count, bool(r.assigned_at)))
        for (count, was_assigned), requests in alike.items():
            vals = {"assign_count": count + 1}
            if not was_assigned:
                vals["assigned_at"] = at
            if not count:
                requests.write(vals)
                continue
            for again, same in requests.grouped("reassign_count").items():
                same.write({**vals, "reassign_count": again + 1})
        given = self.filtered("user_id")
        for kind, requests in (("assign", given), ("unassign", self - given)):
            requests._log_event(
                kind,
                at=at,
                old_value=lambda request: before[request.id].name,
                new_value=lambda request: request.user_id.name,
            )
        given.filtered(lambda r: r.state == "new")._move("assigned", at=at)
        (self - given).filtered(lambda r: r.state == "assigned")._move("new", at=at)

    @api.model
    def _get_moment(self):
        """Return when something happens: now, or when a replayed log says it did.

        A log is replayed by code on the server only: whoever calls from outside dates nothing.
        """
        moment = None if http.request else self.env.context.get("service_moment")
        return moment if isinstance(moment, datetime) else fields.Datetime.now()

    def _log_event(self, kind, at=None, **facts):
        """Note what happened to these requests.

        :param kind: a type of `service.event`
        :param at: when (UTC), or a function of the request; now if empty
        :param facts: values of the event, or functions of the request
        """
        at = at or self._get_moment()

        def settle(value, request):
            return value(request) if callable(value) else value

        # Events are the system's word: nobody writes them, whoever acts.
        return (
            self.env["service.event"]
            .sudo()
            .create(
                [
                    {
                        "request_id": request.id,
                        "company_id": request.company_id.id,  # not to be looked up for each
                        "type": kind,
                        "at": settle(at, request),
                        "user_id": self.env.uid,
                        "agent_id": request.user_id.id,
                        "queue_id": request.queue_id.id,
                        **{name: settle(value, request) for name, value in facts.items()},
                    }
                    for request in self.sudo()
                ]
            )
        )

    def _move(self, state, at=None, note=None, **values):
        """Bring requests into a state; the only way there is.

        :param state: a key of `STATES`
        :param at: when (UTC); now if empty
        :param note: why, for the event
        :param values: what else is written with it
        :raises UserError: there is no way from where one of them is
        """
        at = at or self._get_moment()
        names = dict(self._fields["state"]._description_selection(self.env))
        by_old = {}
        for request in self.sudo():
            old = request.state
            if state not in WAYS[old]:
                raise UserError(
                    self.env._(
                        "%(request)s is %(old)s; it cannot become %(new)s.",
                        request=request.display_name,
                        old=names[old],
                        new=names[state],
                    )
                )
            if old != state:
                by_old.setdefault(old, self.browse())
                by_old[old] |= request
        for old, requests in by_old.items():
            vals = {**values, "state": state}
            if state in STAMPS:
                vals[STAMPS[state]] = at
            reopened = old in (*DONE, "cancelled") and state in OPEN
            if reopened:
                vals |= {"resolved_at": False, "verified_at": False, "closed_at": False}
            # The way was checked; the course itself is nobody's to write.
            requests.sudo().write(vals)
            if reopened and old in DONE:
                for request in requests.sudo():
                    request.reopen_count += 1
            kind = "reopen" if reopened and old in DONE else "state"
            requests._log_event(kind, at=at, state_from=old, state_to=state, note=note)
            requests.sudo()._after_move(old, state, at)

    def _after_move(self, old, state, at):
        """Do what follows from a step. Other files of this model extend it; runs as the system."""
        self._move_clocks(old, state, at)

    # ------------------------------------------------------------------
    # What other files of this model fill in
    # ------------------------------------------------------------------

    def _route(self):
        """Put requests without a queue where the rules say (service_request_routing.py)."""

    def _link_repeats(self):
        """Link to what the same customer said before (service_request_repeat.py)."""

    def _start_clocks(self):
        """Start the clocks of the service levels (service_request_sla.py)."""

    def _move_clocks(self, old, state, at):
        """Pause, resume and stop the clocks (service_request_sla.py)."""

    def _retarget(self):
        """Choose the service levels anew after a change (service_request_sla.py)."""

    def _offer(self):
        """Find an agent for requests without one (service_request_assign.py)."""
