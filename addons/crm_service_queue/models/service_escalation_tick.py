# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.conflicts import CONFLICTS, step_aside

_logger = logging.getLogger(__name__)

#: When one that could not be looked at is tried again.
LATER = timedelta(hours=1)


class ServiceRequest(models.Model):
    """The minute hand: what is due is found by its stored moment, marked and escalated, once."""

    _inherit = "service.request"

    escalation_level = fields.Integer("Escalated to level", readonly=True, copy=False)
    escalation_ids = fields.One2many(
        "service.escalation.log", "request_id", "Escalations", readonly=True
    )

    @api.model
    @step_aside
    def _cron_tick(self, batch_size=200):
        """Look at the requests whose moment has come, a slice after the other.

        Killed, or run twice at once, it does nothing twice and forgets nothing: a slice is locked,
        and what was done is committed with the moment of the next look.
        """
        cron = self.env["ir.cron"]
        now = fields.Datetime.now()
        # A scheduled action belongs to no company: requests of all.
        due = self.sudo().search([("next_tick_at", "<=", now)], order="next_tick_at, id")
        if not due:
            return
        cron._commit_progress(remaining=len(due))
        for start in range(0, len(due), batch_size):
            batch = due[start : start + batch_size]
            mine = batch.try_lock_for_update(allow_referencing=True)
            # Another worker may have done some of them before we locked them.
            mine.filtered(lambda r: r.next_tick_at and r.next_tick_at <= now)._tick_apart(now)
            if not cron._commit_progress(len(batch)):
                return
            self.env.invalidate_all()

    def _tick_apart(self, now):
        """Look at requests; one that cannot be looked at says so, the others go on."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                self._tick(now)
        except CONFLICTS:
            raise
        except (UserError, ValueError, TypeError, KeyError, psycopg2.Error) as error:
            if len(self) > 1:
                for request in self:
                    request._tick_apart(now)
                return
            _logger.exception("Request %s cannot be escalated", self.id)
            self._set_facts({self.id: {"next_tick_at": now + LATER}})
            self._message_log(
                body=self.env._(
                    "This could not be escalated: %(error)s It is tried again in an hour.",
                    error=str(error).strip(),
                )
            )

    def _tick(self, now):
        """Mark what is late by now and do what the rules say; runs as the system."""
        shown = self._sync_clocks(now)
        logs = self._get_logs()
        occasions = self._get_occasions(shown, logs)
        values, by_rule = [], {}
        for request in self:
            for moment, rule, occasion in occasions[request.id]:
                if moment <= now:
                    values.append(request._prepare_escalation(rule, occasion, moment, now))
                    by_rule.setdefault(rule.id, self.browse())
                    by_rule[rule.id] |= request
        if not values:
            return
        self.env["service.escalation.log"].create(values)
        rules = self.env["service.escalation.rule"].browse(by_rule)
        for rule in rules.sorted(lambda rule: (rule.level, rule.sequence, rule.id)):
            rule._act(by_rule[rule.id])
            by_rule[rule.id]._log_event("escalate", new_value=str(rule.level), note=rule.name)
        touched = self.browse({vals["request_id"] for vals in values})
        touched._sync_clocks(now)

    def _prepare_escalation(self, rule, occasion, moment, now):
        self.ensure_one()
        return {
            "request_id": self.id,
            "company_id": self.company_id.id,
            "rule_id": rule.id,
            "occasion": occasion,
            "at": now,
            "due_at": moment,
            "level": self.env["service.escalation.rule"].browse(rule.id).level,
            "agent_id": self.user_id.id,
            "queue_id": self.queue_id.id,
        }

    def _get_tick_moments(self, shown, logs, at):
        moments = super()._get_tick_moments(shown, logs, at)
        for request_id, occasions in self._get_occasions(shown, logs).items():
            moments[request_id] += [moment for moment, _rule, _occasion in occasions]
        return moments

    # ------------------------------------------------------------------
    # Which rule fires when
    # ------------------------------------------------------------------

    def _get_occasions(self, shown, logs):
        """Return {id: [(moment, rule, occasion)]}: what is or will be to do and was not done yet.

        As things stand now: what happens to a request makes its occasions be asked anew.
        """
        rules = self.env["service.escalation.rule"]._get_values()
        if not rules:
            return {request_id: [] for request_id in self.ids}
        done = self._get_done_occasions()
        found = {}
        for request in self:
            clocks, log = shown[request.id], logs[request.id]
            found[request.id] = [
                (moment, rule, occasion)
                for rule in rules
                if rule.fits(request)
                for moment, occasion in getattr(request, f"_find_{rule.trigger}")(rule, clocks, log)
                if moment and (request.id, rule.id, occasion) not in done
            ]
        return found

    def _get_done_occasions(self):
        known = self.filtered("sla_state")
        if not known:
            return set()
        rows = self.env["service.escalation.log"].search_fetch(
            [("request_id", "in", known.ids)], ["request_id", "rule_id", "occasion"]
        )
        return {(row.request_id.id, row.rule_id.id, row.occasion) for row in rows}

    def _get_queue_hours(self):
        """Return the hours of the queue of a request."""
        self.ensure_one()
        return self.env["resource.calendar"]._get_sla_hours(
            self.queue_id.calendar_id.id, self.company_id.id
        )

    @staticmethod
    def _pick_clocks(rule, clocks):
        """Yield the promises that a rule is about and that are still to be kept."""
        for (metric, cycle), (clock, reading) in clocks.items():
            if rule.metric in ("", metric) and reading.is_on:
                yield f"{metric}:{cycle}", clock, reading

    def _find_percent(self, rule, clocks, _log):
        for occasion, clock, reading in self._pick_clocks(rule, clocks):
            yield clock._find_part(reading, rule.threshold), occasion

    def _find_breach(self, rule, clocks, _log):
        for occasion, _clock, reading in self._pick_clocks(rule, clocks):
            if reading.breached_at or reading.deadline:
                # It is late when the second of the deadline is over.
                yield (reading.breached_at or reading.deadline) + timedelta(seconds=1), occasion

    def _find_after_breach(self, rule, clocks, _log):
        for occasion, clock, reading in self._pick_clocks(rule, clocks):
            deadline = reading.breached_at or reading.deadline
            if deadline:
                yield clock._get_clock().hours.add(deadline, rule.threshold * 60), occasion

    def _find_reopened(self, rule, _clocks, log):
        moments = [row.at for row in log.happenings if row.type == "reopen"]
        if self.is_open and len(moments) >= rule.threshold:
            yield moments[-1], f"reopen:{len(moments)}"

    def _find_low_rating(self, rule, _clocks, log):
        ratings = [row for row in log.happenings if row.type == "rating"]
        for number, row in enumerate(ratings):
            if _to_stars(row.value) <= rule.threshold:
                yield row.at, f"rating:{number}"

    def _find_unassigned(self, rule, _clocks, log):
        if not self.is_open or self.user_id:
            return
        since = max(
            (row.at for row in log.happenings if row.type in ("open", "unassign", "reopen")),
            default=self.opened_at,
        )
        occasion = f"unassigned:{fields.Datetime.to_string(since)}"
        yield self._get_queue_hours().add(since, rule.threshold * 60), occasion


def _to_stars(value):
    """Return the stars a log speaks of; one that cannot be read is no low one."""
    try:
        return float(value)
    except ValueError:
        return 5.0
