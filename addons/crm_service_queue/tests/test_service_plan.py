# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, datetime, timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .work_common import WorkCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 12:00:00")  # a Monday
class TestServicePlan(WorkCommon):
    """Plans make their visits, each day once, and say what they cannot make."""

    def _plan(self, **values):
        return self.env["service.plan"].create(
            {
                "name": "Aerate the greens",
                "partner_id": self.member.id,
                "queue_id": self.workshop.id,
                "responsible_id": self.dispatcher.id,
                "unit": "week",
                "tue": True,
                "date_start": "2026-03-02",
                "hour": 9,
                "duration": 2,
                "tz": "Europe/Berlin",
                "horizon": 35,
                **values,
            }
        )

    def _days(self, plan):
        return plan.occurrence_ids.sorted("date").mapped(lambda v: v.date.isoformat())

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_service_queue.cron_service_plan").method_direct_trigger()

    def test_a_running_plan_makes_work_at_local_hours(self):
        plan = self._plan(
            checklist_id=self.checklist.id,
            line_ids=[Command.create({"product_id": self.hour.id, "quantity": 2})],
        )
        plan.action_run()
        self.assertEqual(
            self._days(plan),
            ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-03-31"],
        )
        orders = plan.occurrence_ids.sorted("date").order_id
        self.assertEqual(
            orders.mapped(lambda o: o.planned_start.hour), [8, 8, 8, 8, 7],
            "nine o'clock stays nine o'clock",
        )  # fmt: skip
        order = orders[0]
        self.assertEqual(order.planned_end - order.planned_start, timedelta(hours=2))
        self.assertEqual((order.state, len(order.check_ids)), ("dispatched", 3))
        self.assertEqual(order.line_ids.mapped("quantity"), [2])
        self.assertFalse(order.line_ids.is_billable, "the plan includes it")

    def test_twice_makes_the_same_visits(self):
        plan = self._plan()
        plan.action_run()
        before = plan.occurrence_ids
        orders = before.order_id
        self._run()
        plan._generate()
        self.assertEqual(plan.occurrence_ids, before)
        self.assertEqual(plan.occurrence_ids.order_id, orders)

    def test_days_missed_while_nothing_ran_are_made_up(self):
        plan = self._plan(horizon=0)
        plan.action_run()
        self.assertFalse(plan.occurrence_ids)
        with freeze_time("2026-03-12 12:00:00"):
            self._run()
            self.assertEqual(self._days(plan), ["2026-03-03", "2026-03-10"])

    def test_a_paused_plan_makes_nothing_and_makes_nothing_up(self):
        plan = self._plan(horizon=0)
        plan.action_run()
        plan.action_pause()
        with freeze_time("2026-03-12 12:00:00"):
            self._run()
            self.assertFalse(plan.occurrence_ids)
            plan.action_run()
            self.assertFalse(plan.occurrence_ids)

    def test_a_changed_pattern_moves_what_is_untouched(self):
        plan = self._plan()
        plan.action_run()
        visits = plan.occurrence_ids.sorted("date")
        touched = visits[1].order_id
        touched.user_id = self.mate
        visits[2].reason = "Tournament"
        visits[2].with_user(self.dispatcher).action_skip()
        self.assertEqual(visits[2].order_id.state, "cancelled")
        plan.write({"tue": False, "thu": True})
        self.assertEqual(
            self._days(plan),
            ["2026-03-05", "2026-03-10", "2026-03-12", "2026-03-17", "2026-03-19", "2026-03-26",
             "2026-04-02"],
        )  # fmt: skip
        self.assertEqual(touched.exists().state, "dispatched")
        plan.hour = 14
        moved = plan.occurrence_ids.filtered(lambda v: v.date == date(2026, 3, 26))
        self.assertEqual(moved.order_id.planned_start, datetime(2026, 3, 26, 13))

    def test_an_end_and_a_number(self):
        plan = self._plan(max_count=2)
        plan.action_run()
        self.assertEqual(len(plan.occurrence_ids), 2)
        self.assertEqual(plan.state, "running")
        with freeze_time("2026-04-12 12:00:00"):
            self._run()
        self.assertEqual((len(plan.occurrence_ids), plan.state), (2, "ended"))
        other = self._plan(date_end="2026-03-10")
        other.action_run()
        self.assertEqual(self._days(other), ["2026-03-03", "2026-03-10"])

    def test_bad_patterns_are_refused(self):
        for values in (
            {"date_end": "2026-03-01"},
            {"every": 0},
            {"max_count": -1},
            {"unit": "month", "month_day": 0},
            {"unit": "month", "month_day": 40},
        ):
            with self.assertRaises(ValidationError, msg=values):
                self._plan(**values)

    @mute_logger("odoo.sql_db")
    def test_bad_hours_are_refused(self):
        for values in ({"hour": 24}, {"hour": -1}, {"duration": -1}, {"horizon": 100000}):
            with self.assertRaises(IntegrityError, msg=values), self.cr.savepoint():
                self._plan(**values)
                self.env.flush_all()

    def test_a_contract_includes_so_many(self):
        plan = self._plan(
            billing="entitlement",
            entitlement=2,
            entitlement_period="month",
            line_ids=[Command.create({"product_id": self.hour.id})],
        )
        plan.action_run()
        visits = plan.occurrence_ids.sorted("date")
        self.assertEqual(visits.mapped("is_included"), [True, True, False, False, False])
        with freeze_time("2026-03-20 12:00:00"):
            self._run()  # the seventh and fourteenth of April are the first of their month
        visits = plan.occurrence_ids.sorted("date")
        self.assertEqual(visits.mapped("is_included")[5:], [True, True, False])
        self.assertEqual(
            visits.order_id.line_ids.mapped("is_billable"),
            [not included for included in visits.mapped("is_included")],
        )

    def test_one_bad_plan_does_not_stop_the_others(self):
        bad = self._plan(line_ids=[Command.create({"product_id": self.hinge.id})], horizon=0)
        good = self._plan(horizon=0)
        (bad | good).action_run()
        self.hinge.active = False
        with freeze_time("2026-03-04 12:00:00"):
            self._run()
            self._run()
            self.assertEqual(len(good.occurrence_ids), 1)
            self.assertFalse(bad.occurrence_ids)
            self.assertIn("Hinge", bad.problem)
            self.assertEqual(len(bad.activity_ids), 1, "told once")
            self.assertEqual(bad.activity_ids.user_id, self.dispatcher)
            self.hinge.active = True
            self._run()
            self.assertEqual((len(bad.occurrence_ids), bad.problem), (1, False))

    def test_nobody_to_do_it(self):
        with self.assertRaisesRegex(UserError, "choose a technician"):
            self._plan(queue_id=False).action_run()

    def test_closed_days(self):
        calendar = self.env["resource.calendar"].create({"name": "Workshop", "tz": "Europe/Berlin"})
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": "2026-03-09 23:00:00",
                "date_to": "2026-03-10 22:59:59",
            }
        )
        self.workshop.calendar_id = calendar
        skipping = self._plan(on_closed="skip", horizon=10)
        skipping.action_run()
        visit = skipping.occurrence_ids.sorted("date")[1]
        self.assertEqual((visit.state, visit.order_id.id), ("skipped", False))
        self.assertTrue(visit.reason)
        moving = self._plan(on_closed="next", horizon=10)
        moving.action_run()
        visit = moving.occurrence_ids.sorted("date")[1]
        self.assertEqual(visit.date, date(2026, 3, 10))
        self.assertEqual(visit.planned_start, datetime(2026, 3, 11, 8))

    def test_a_calendar_without_hours(self):
        self.workshop.calendar_id = self.env["resource.calendar"].create(
            {"name": "Never", "attendance_ids": [Command.clear()]}
        )
        for on_closed in ("skip", "next"):
            plan = self._plan(on_closed=on_closed)
            plan.action_run()
            self.assertEqual(set(plan.occurrence_ids.mapped("state")), {"skipped"})

    def test_requests_instead_of_work(self):
        plan = self._plan(makes="request", category_id=self.topic.id, horizon=8)
        plan.action_run()
        self.assertEqual(len(plan.occurrence_ids.request_id), 2)
        plan.action_end()
        self.assertFalse(plan.occurrence_ids)
        self.assertEqual(plan.state, "ended")

    def test_the_preview_names_the_next_days(self):
        plan = self._plan(every=2)
        self.assertEqual(plan.preview.splitlines()[:2], ["2026-03-03 Tue", "2026-03-17 Tue"])
        self.assertEqual(plan.next_date, date(2026, 3, 3))

    def test_without_a_time_zone_the_companys_counts(self):
        plan = self._plan(tz=False)
        self.env.company.partner_id.tz = "Asia/Shanghai"
        plan.action_run()
        self.assertEqual(plan.occurrence_ids.order_id[0].planned_start.hour, 1)
        self.env.company.partner_id.tz = False
        self.env.company.resource_calendar_id.tz = "Europe/Berlin"
        self.assertEqual(plan._get_zone().key, "Europe/Berlin")
