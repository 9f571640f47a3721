# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import logging
from datetime import datetime, time, timedelta

from odoo import Command, api, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.conflicts import step_aside

from ..recurring import to_utc

_logger = logging.getLogger(__name__)

#: So many days are looked through for an open one.
PATIENCE = 62
SLICE = 20


class ServicePlan(models.Model):
    """Makes the visits of plans: each day once, however often and by whomever it is run."""

    _inherit = "service.plan"

    @api.model
    @step_aside
    def _cron_generate(self):
        """Make the visits up to the horizon of each running plan.

        Safe to kill and to run twice: a day that a plan has already is not made again. A plan that
        cannot be carried out says so on itself, and the others go on.
        """
        cron = self.env["ir.cron"]
        # A scheduled action belongs to no company: plans of all.
        plans = self.sudo().search([("state", "=", "running")], order="id")
        cron._commit_progress(remaining=len(plans))
        for start in range(0, len(plans), SLICE):
            batch = plans[start : start + SLICE]
            # Another worker's plans are left to him.
            batch.try_lock_for_update().filtered(lambda p: p.state == "running")._generate()
            if not cron._commit_progress(len(batch)):
                return
            self.env.invalidate_all()

    def _generate(self):
        """Make the visits up to each plan's horizon; a bad plan is reported on itself."""
        for plan in self:
            try:
                with self.env.cr.savepoint():
                    # Visits and their work are made by the plan, whoever starts it.
                    plan.sudo().with_company(plan.company_id)._make_visits()
            except (UserError, ValueError) as error:
                _logger.info("Plan %s: %s", plan.id, error)
                plan.sudo()._report(str(error))
                continue
            if plan.problem:
                plan.sudo().problem = False

    def _report(self, text):
        """Tell the responsible person what the plan cannot make, once for each problem."""
        self.ensure_one()
        self.invalidate_recordset()
        if self.problem == text:
            return
        self.problem = text
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.responsible_id.id,
            summary=self.env._("The plan could not make its visits."),
            note=text,
        )

    def _check_ready(self):
        """Check that the plan can be carried out.

        :raises UserError: what is missing or archived
        """
        self.ensure_one()
        gone = self.line_ids.product_id.filtered(lambda product: not product.active)
        if gone:
            raise UserError(
                self.env._(
                    "%(plan)s: %(product)s is archived; choose another.",
                    plan=self.name,
                    product=gone[0].display_name,
                )
            )
        for record in (self.user_id, self.queue_id, self.checklist_id, self.partner_id):
            if record and not record.active:
                raise UserError(
                    self.env._(
                        "%(plan)s: %(record)s is archived; choose another.",
                        plan=self.name,
                        record=record.display_name,
                    )
                )
        if not self.user_id and not self.queue_id:
            raise UserError(
                self.env._(
                    "%(plan)s: choose a technician, or a queue whose members see the work.",
                    plan=self.name,
                )
            )

    def _make_visits(self):
        """Make the visits of the days up to the horizon that are not made yet."""
        self.ensure_one()
        self._check_ready()
        today = self._get_today()
        since = self.run_from or today
        last = today + timedelta(days=self.horizon)
        days = self._get_pattern().until(last, since)
        have = set(
            self.env["service.plan.occurrence"].search([("plan_id", "=", self.id)]).mapped("date")
        )
        missing = [day for day in days if day not in have]
        if missing:
            self._make_days(missing)
        if not self._get_next_days(1):
            self.write({"state": "ended"})

    def _make_days(self, days):
        """Make the visits of these days."""
        zone = self._get_zone()
        open_days = self._find_open_days(days)
        vals_list = []
        for day in days:
            actual = open_days.get(day, day)
            vals = {"plan_id": self.id, "date": day}
            if actual:
                start = to_utc(actual, self.hour, zone)
                vals |= {
                    "planned_start": start,
                    "planned_end": start + timedelta(minutes=round(self.duration * 60)),
                }
            else:
                vals |= {
                    "state": "skipped",
                    "reason": self.env._("Closed by the working hours of the queue."),
                }
            vals_list.append(vals)
        visits = self.env["service.plan.occurrence"].create(vals_list)
        visits = visits.filtered(lambda visit: visit.state == "planned")
        included = self._count_included(visits)
        for visit in visits:
            visit.is_included = visit in included
        if self.makes == "work":
            made = self.env["service.work.order"].create(
                [self._prepare_work(visit) for visit in visits]
            )
            # Who has a year of visits ahead is not told of each today.
            made.with_context(service_quiet=True)._move("dispatched")
            field = "order_id"
        else:
            made = self.env["service.request"].create(
                [self._prepare_request(visit) for visit in visits]
            )
            field = "request_id"
        for visit, record in zip(visits, made, strict=True):
            visit.write({field: record.id, "state": "made"})

    def _find_open_days(self, days):
        """Return {day: the day it is done, or None}; empty, where closed days do not matter."""
        calendar = self.queue_id.calendar_id
        if self.on_closed == "go" or not calendar:
            return {}
        zone = self._get_zone()
        begin = datetime.combine(min(days), time(), tzinfo=zone)
        end = datetime.combine(max(days) + timedelta(days=PATIENCE), time(), tzinfo=zone)
        intervals = calendar._work_intervals_batch(begin, end)[False]
        worked = {
            moment.astimezone(zone).date() for interval in intervals for moment in interval[:2]
        }
        found = {}
        for day in days:
            later = [day + timedelta(days=n) for n in range(PATIENCE)]
            choice = later if self.on_closed == "next" else later[:1]
            found[day] = next((each for each in choice if each in worked), None)
        return found

    def _get_period(self, day):
        """Return a key of the period of the contract that a day is in."""
        if self.entitlement_period == "month":
            return day.year, day.month
        if self.entitlement_period == "quarter":
            return day.year, (day.month - 1) // 3
        return day.year

    def _count_included(self, visits):
        """Return those of new visits that the contract pays for: the first of each period."""
        if self.billing != "entitlement":
            return visits if self.billing == "included" else visits.browse()
        others = visits.search(
            [("plan_id", "=", self.id), ("state", "!=", "skipped"), ("id", "not in", visits.ids)]
        )
        used = {}
        for visit in others.filtered("is_included"):
            period = self._get_period(visit.date)
            used[period] = used.get(period, 0) + 1
        included = visits.browse()
        for visit in visits.sorted("date"):
            period = self._get_period(visit.date)
            if used.get(period, 0) < self.entitlement:
                used[period] = used.get(period, 0) + 1
                included |= visit
        return included

    def _prepare_work(self, visit):
        """Return the values of the work order of a visit."""
        return {
            "name": self.name,
            "plan_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "queue_id": self.queue_id.id,
            "department_id": (self.department_id or self.queue_id.department_id).id,
            "place_id": self.place_id.id,
            "location": self.location,
            "description": self.description,
            "user_id": self.user_id.id,
            "dispatcher_id": self.responsible_id.id,
            "checklist_id": self.checklist_id.id,
            "planned_start": visit.planned_start,
            "planned_end": visit.planned_end,
            "line_ids": [
                Command.create(
                    {
                        "kind": line.kind,
                        "product_id": line.product_id.id,
                        "quantity": line.quantity,
                        "date": visit.planned_start.date(),
                        "is_billable": not visit.is_included,
                    }
                )
                for line in self.line_ids
            ],
        }

    def _prepare_request(self, visit):
        """Return the values of the request of a visit."""
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "queue_id": self.queue_id.id,
            "category_id": self.category_id.id,
            "place_id": self.place_id.id,
            "user_id": self.user_id.id,
            "description": self.description,
            "channel": "desk",
        }

    def _take_back(self):
        """Delete what is ahead and untouched, so that it can be planned anew."""
        for plan in self:
            today = plan._get_today()
            # What the plan made by itself it may take back.
            visits = plan.sudo().occurrence_ids.filtered(
                lambda visit, today=today: visit.date >= today and visit._is_untouched()
            )
            orders, requests = visits.order_id, visits.request_id
            visits.unlink()
            requests._move("cancelled", note=plan.env._("The plan changed."))
            # Nobody was told of what is ahead.
            orders.with_context(service_quiet=True)._move("cancelled")
            orders.unlink()
