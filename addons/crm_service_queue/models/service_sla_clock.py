# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dataclasses import replace

from odoo import api, fields, models

from ..sla import VOID, Clock
from .service_sla_target import METRICS

CLOCK_STATES = [
    ("running", "Running"),
    ("paused", "Paused"),
    ("met", "Kept"),
    ("breached", "Late"),
    ("void", "Dropped"),
]
#: What is worked out from the log.
READ = ("started_at", "deadline", "reached_at", "breached_at", "state")


class ServiceRequestSla(models.Model):
    """A promise made on a request: what its clock shows follows from the log of the request."""

    _name = "service.request.sla"
    _description = "Promise on a Request"
    _order = "request_id, cycle, metric, id"
    _rec_name = "metric"

    request_id = fields.Many2one(
        "service.request", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    metric = fields.Selection(METRICS, "Promise", required=True, readonly=True)
    cycle = fields.Integer(
        "Round", readonly=True, help="0 for the first; one more each time it is taken up again."
    )
    policy_id = fields.Many2one(
        "service.sla.policy", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    target_id = fields.Many2one(
        "service.sla.target", readonly=True, index="btree_not_null", ondelete="set null"
    )
    target_seconds = fields.Integer("Promised (seconds)", required=True, readonly=True)
    warn_percent = fields.Integer("Warn at (%)", readonly=True, aggregator="avg")
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working hours",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    started_at = fields.Datetime("Since", readonly=True)
    deadline = fields.Datetime("Due", readonly=True, help="Empty while it stands still.")
    elapsed_seconds = fields.Integer("Gone by (seconds)", readonly=True)
    paused_seconds = fields.Integer("Paused (seconds)", readonly=True)
    # The same as people read them; the clock counts to the second.
    target_hours = fields.Float("Promised (h)", compute="_compute_hours")
    elapsed_hours = fields.Float("Gone by (h)", compute="_compute_hours")
    paused_hours = fields.Float("Paused (h)", compute="_compute_hours")
    reached_at = fields.Datetime("Done", readonly=True)
    breached_at = fields.Datetime("Late since", readonly=True)
    replaced_at = fields.Datetime("Replaced", readonly=True)
    state = fields.Selection(CLOCK_STATES, required=True, readonly=True, index=True)

    _once = models.UniqueIndex(
        "(request_id, metric, cycle) WHERE state <> 'void'",
        "This is promised on the request already.",
    )

    @api.depends("target_seconds", "elapsed_seconds", "paused_seconds")
    def _compute_hours(self):
        for clock in self:
            clock.target_hours = clock.target_seconds / 3600
            clock.elapsed_hours = clock.elapsed_seconds / 3600
            clock.paused_hours = clock.paused_seconds / 3600

    def _get_clock(self):
        """Return the clock of a promise."""
        self.ensure_one()
        hours = self.env["resource.calendar"]._get_sla_hours(
            self.calendar_id.id, self.company_id.id
        )
        return Clock(hours, self.target_seconds)

    def _read_log(self, log, now):
        """Return what the clock shows at a moment by the log of its request."""
        cycles = log.get_cycles(self.metric)
        steps = cycles[self.cycle] if self.cycle < len(cycles) else []
        if self.replaced_at:
            # Another promise took its place: what came later concerns that one.
            steps = [step for step in steps if step[0] <= self.replaced_at]
            return self._get_clock().read_steps([*steps, (self.replaced_at, VOID)])
        reading = self._get_clock().read_steps(steps, now)
        if self.breached_at and not reading.breached_at:
            # Late is late, whatever becomes of the calendar afterwards.
            reading = replace(
                reading, state="breached", deadline=self.deadline, breached_at=self.breached_at
            )
        return reading

    def _is_by(self, target, calendar_id):
        """Say whether this is what a policy promises.

        :param target: sla.Target, or None
        """
        self.ensure_one()
        return bool(target) and (self.target_id.id, self.target_seconds, self.calendar_id.id) == (
            target.id,
            target.seconds,
            calendar_id,
        )

    def _replace(self, log, at):
        """Put a promise aside for another one."""
        self.ensure_one()
        self.replaced_at = at
        self._show(self._read_log(log, at))  # a broken one is not replaced: nothing to tell

    def _find_warning(self, reading):
        """Return when it is soon late; None while it stands still."""
        self.ensure_one()
        return self._find_part(reading, self.warn_percent)

    def _find_part(self, reading, percent):
        """Return when so many percent of the time have gone by."""
        return self._get_clock().find(reading, self.target_seconds * percent // 100)

    def _tell_breaches(self):
        """Note in the logs of the requests when these promises were broken."""
        for metric, clocks in self.grouped("metric").items():
            moments = {clock.request_id: clock.breached_at for clock in clocks}
            clocks.request_id._log_event("breach", at=moments.get, new_value=metric)

    @staticmethod
    def _get_values(reading):
        """Return a reading as values of the promise."""
        values = {name: getattr(reading, name) or False for name in READ}
        return {
            **values,
            "elapsed_seconds": reading.elapsed,
            "paused_seconds": reading.paused,
        }

    def _show(self, reading):
        """Write what has changed of a reading, and say whether it shows that it is late now.

        Time that goes by changes nothing: what has gone by is written when something happens.
        """
        self.ensure_one()
        values = self._get_values(reading)
        changed = {
            name: value
            for name, value in values.items()
            if name != "elapsed_seconds" and self[name] != value
        }
        was_late = self.breached_at
        if changed:
            self.write({**changed, "elapsed_seconds": values["elapsed_seconds"]})
        return bool(self.breached_at) and not was_late
