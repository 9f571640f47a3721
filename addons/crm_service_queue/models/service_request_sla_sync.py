# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from datetime import timedelta

from odoo import models

from ..sla import CALLBACK, FIRST_RESPONSE, REACH, RESOLUTION, VOID, Clock, Happening, Log

#: What of the log the clocks are read from.
TYPES = ("open", "state", "reopen", "reply", "call", "unassign", "rating")
#: Taken up again so soon, it was not really resolved.
REOPENED_SOON = timedelta(days=14)
SECOND = timedelta(seconds=1)


class ServiceRequest(models.Model):
    """From the log of a request to its promises, and from these to what its lists show."""

    _inherit = "service.request"

    def _get_logs(self):
        """Return {id: Log} of requests."""
        events = self.env["service.event"].search_fetch(
            [("request_id", "in", self.ids), ("type", "in", TYPES)],
            ["request_id", "at", "type", "state_from", "state_to", "new_value"],
            order="at, id",
        )
        rows = defaultdict(list)
        for event in events:
            rows[event.request_id.id].append(
                Happening(
                    event.at,
                    event.type,
                    event.state_from or "",
                    event.state_to or "",
                    event.new_value or "",
                )
            )
        return {request_id: Log(rows[request_id]) for request_id in self.ids}

    def _sync_clocks(self, at, renew=False, everything=False):
        """Bring the clocks of requests to what their log says; runs as the system.

        :param at: the moment (UTC) it is
        :param renew: choose the policies anew, too
        :param everything: also clocks that were dropped
        :return: {id: {(metric, round): (promise, reading)}} of those that count
        """
        if not self:
            return {}
        logs = self._get_logs()
        shown = self._read_clocks(logs, at, everything)
        policies = self.env["service.sla.policy"]._choose_for(self)
        made = []
        for request in self:
            made += request._make_promises(
                policies[request.id], logs[request.id], shown[request.id], at, renew
            )
        Sla = self.env["service.request.sla"]
        if made:
            Sla.flush_model()  # those they replace, before the index of those that count
        created = Sla.create([vals for vals, _reading in made])
        for clock, (_vals, reading) in zip(created, made, strict=True):
            shown[clock.request_id.id][clock.metric, clock.cycle] = clock, reading
        created.filtered("breached_at")._tell_breaches()
        moments = self._get_tick_moments(shown, logs, at)
        self._set_facts(
            {
                request.id: request._get_sla_facts(
                    shown[request.id], logs[request.id], moments[request.id], at
                )
                for request in self
            }
        )
        return shown

    def _read_clocks(self, logs, at, everything):
        """Bring the promises made so far to what the log says and return those that count."""
        shown = {request_id: {} for request_id in self.ids}
        known = self.filtered("sla_state")
        if not known:
            return shown
        domain = [("request_id", "in", known.ids)]
        if not everything:
            domain.append(("state", "!=", "void"))
        late = self.env["service.request.sla"]
        for clock in late.search(domain):
            reading = clock._read_log(logs[clock.request_id.id], at)
            if clock._show(reading):
                late |= clock
            if not clock.replaced_at:
                shown[clock.request_id.id][clock.metric, clock.cycle] = clock, reading
        late._tell_breaches()
        return shown

    def _make_promises(self, policy, log, shown, at, renew):
        """Return what is to be promised now, as [(values, reading)].

        A promise is made when its round begins, or when the policies are chosen anew: then for
        the whole round from its beginning. What is late or done by then stays as it is.
        """
        self.ensure_one()
        targets = {target.metric: target for target in policy.targets} if policy else {}
        calendar_id = (policy and policy.calendar) or self.queue_id.calendar_id.id
        made = []
        for metric in (FIRST_RESPONSE, RESOLUTION, CALLBACK):
            cycles = log.get_cycles(metric)
            if not cycles:
                continue
            steps, number, target = cycles[-1], len(cycles) - 1, targets.get(metric)
            clock, reading = shown.get((metric, number), (None, None))
            if clock:
                if not renew or reading.is_final or clock._is_by(target, calendar_id):
                    continue
                del shown[metric, number]
                clock._replace(log, at)
            elif steps[-1][1] in (REACH, VOID) or not (renew or steps[0][0] == at):
                continue
            if target:
                made.append(self._promise(policy, target, calendar_id, number, steps, at))
        return made

    def _promise(self, policy, target, calendar_id, number, steps, at):
        Sla = self.env["service.request.sla"]
        hours = self.env["resource.calendar"]._get_sla_hours(calendar_id, self.company_id.id)
        reading = Clock(hours, target.seconds).read_steps(steps, at)
        vals = {
            "request_id": self.id,
            "company_id": self.company_id.id,
            "metric": target.metric,
            "cycle": number,
            "policy_id": policy.id,
            "target_id": target.id,
            "target_seconds": target.seconds,
            "warn_percent": target.warn_percent,
            "calendar_id": calendar_id,
            **Sla._get_values(reading),
        }
        return vals, reading

    # ------------------------------------------------------------------
    # From the clocks to the request
    # ------------------------------------------------------------------

    def _get_tick_moments(self, shown, logs, at):
        """Return {id: moments at which somebody has to look again}; passed ones are not done yet.

        Other files of this model add theirs.
        """
        moments = {}
        for request_id, clocks in shown.items():
            moments[request_id] = todo = []
            for clock, reading in clocks.values():
                if reading.state == "running" and reading.deadline:
                    warn = clock._find_warning(reading)
                    todo.append(reading.deadline + SECOND)
                    if warn and warn > at:
                        todo.append(warn)
        return moments

    def _get_sla_facts(self, shown, log, moments, at):
        """Return what the lists show of the promises and of how long it all took."""
        self.ensure_one()
        going = [pair for pair in shown.values() if pair[1].is_on]
        due = [r.deadline for _c, r in going if r.deadline and (r.is_late or r.state == "running")]
        hours = self.env["resource.calendar"]._get_sla_hours(
            self.queue_id.calendar_id.id, self.company_id.id
        )
        response, resolution, paused = log.measure(hours)
        resolved = (row.at for row in log.happenings if row.state_to == "resolved")
        return {
            "sla_deadline": min(due, default=False),
            "sla_state": self._get_sla_state(shown, going, at),
            "sla_breached": any(reading.breached_at for _clock, reading in shown.values()),
            "next_tick_at": min(moments, default=False),
            "first_response_seconds": response or 0,
            "resolution_seconds": resolution or 0,
            "paused_seconds": paused,
            "first_resolved_at": next(resolved, False),
            "reopened_soon": log.was_reopened_within(REOPENED_SOON),
        }

    @staticmethod
    def _get_sla_state(shown, going, at):
        if not shown:
            return "none"
        if any(reading.is_late for _clock, reading in going):
            return "breached"
        running = [pair for pair in going if pair[1].state == "running"]
        warnings = [clock._find_warning(reading) for clock, reading in running]
        if any(moment and moment <= at for moment in warnings):
            return "warning"
        if running:
            return "ok"
        if going:
            return "paused"
        late = any(reading.breached_at for _clock, reading in shown.values())
        kept = any(reading.state == "met" for _clock, reading in shown.values())
        return "breached" if late else "ok" if kept else "none"

    def _set_facts(self, facts):
        """Write what was worked out, as Odoo writes what it computes: past `write` and tracking.

        :param facts: {id: values}
        """
        for request in self:
            changed = {
                name: value for name, value in facts[request.id].items() if request[name] != value
            }
            with self.env.protecting([self._fields[name] for name in changed], request):
                for name, value in changed.items():
                    request[name] = value
