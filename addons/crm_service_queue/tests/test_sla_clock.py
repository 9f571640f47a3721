# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

import psycopg2

from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from .sla_common import SlaCommon


@tagged("post_install", "-at_install")
class TestSlaClock(SlaCommon):
    """The promises on a request follow its course."""

    def test_the_list_says_what_is_promised(self):
        self.assertEqual(self.house.promises, "First answer 1:00 · Resolution 4:00")

    def test_first_answer_and_resolution(self):
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self.assertEqual(request.sla_deadline, self._day(2, 11))
        self.assertEqual(self._get_clock(request, "first_response").deadline, self._day(2, 11))
        self._answer(request, 2, 10, 30)
        self.assertEqual(self._get_clock(request, "first_response").state, "met")
        self.assertEqual(request.first_response_seconds, 1800)
        self.assertEqual(request.sla_deadline, self._day(2, 14))
        self._at(request, 2, 12)._move("resolved")
        clock = self._get_clock(request)
        self.assertEqual((clock.state, clock.reached_at), ("met", self._day(2, 12)))
        self.assertEqual((request.resolution_seconds, request.sla_state), (7200, "ok"))
        self.assertFalse(request.next_tick_at)

    def test_e_notes_and_customers_are_no_answer(self):
        request = self._ask_at(2, 10, user_id=self.agent.id)
        clock = self._get_clock(request, "first_response")
        self._at(request, 2, 10, 5).with_user(self.agent).message_post(body="He is upset.")
        self._at(request, 2, 10, 6).message_post(
            body="Hurry!",
            author_id=self.member.id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertFalse(clock.reached_at)
        self._answer(request, 2, 10, 7)
        self.assertEqual(clock.reached_at, self._day(2, 10, 7))

    def test_t6_an_answer_does_not_end_the_rest(self):
        """T6: the first answer stops its own clock; the resolution's runs on, as deadline too."""
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._answer(request, 2, 10, 30)
        self.assertEqual(self._get_clock(request).state, "running")
        self.assertEqual(request.sla_deadline, self._day(2, 14))
        self._answer(request, 2, 11, 30)
        self.assertEqual(request.first_response_seconds, 1800)

    def test_waiting_stops_the_clock(self):
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._answer(request, 2, 10)
        self._at(request, 2, 11)._move("waiting_customer")
        self.assertEqual((request.sla_state, request.sla_deadline), ("paused", False))
        self._at(request, 4, 11)._sync_clocks(self._day(4, 11))
        self.assertEqual(request.sla_state, "paused")
        self._at(request, 5, 11)._move("waiting_third")
        self._at(request, 6, 11)._move("in_progress")
        self.assertEqual(request.sla_deadline, self._day(6, 14))
        self._at(request, 6, 11, 30)._move("waiting_customer")
        self._at(request, 9, 11, 30)._move("resolved")
        clock = self._get_clock(request)
        self.assertEqual((clock.state, clock.elapsed_seconds), ("met", 5400))
        self.assertEqual((clock.target_hours, clock.elapsed_hours), (4, 1.5))
        self.assertEqual(request.resolution_seconds, 5400)
        self.assertEqual(request.paused_seconds, clock.paused_seconds)

    def test_b_hours_of_the_queue(self):
        """T3: the policy's hours, else the queue's, else day and night."""
        office = self._make_calendar((9, 12), (13, 17), tz="Asia/Shanghai")
        request = self._ask_at(2, 10)
        self.assertEqual(self._get_clock(request).deadline, self._day(2, 14))
        self.queue.calendar_id = office
        request = self._ask_at(2, 8, 30)  # half past four in Shanghai
        self.assertEqual(self._get_clock(request, "first_response").deadline, self._day(3, 1, 30))
        self.assertEqual(self._get_clock(request).deadline, self._day(3, 5, 30))
        self.house.calendar_id = self._make_calendar((0, 24), days=range(7))
        request = self._ask_at(2, 8, 30)
        self.assertEqual(self._get_clock(request).deadline, self._day(2, 12, 30))
        request = self._ask_at(2, 8, 30, queue_id=False)
        self.assertEqual(self._get_clock(request).deadline, self._day(2, 12, 30))

    def test_a_holiday_moves_deadlines(self):
        self.queue.calendar_id = self._make_calendar((9, 17))
        request = self._ask_at(2, 16)
        self.assertEqual(self._get_clock(request).deadline, self._day(3, 12))
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Founding day",
                "calendar_id": self.queue.calendar_id.id,
                "date_from": self._day(3, 0),
                "date_to": self._day(3, 23, 59, 59),
            }
        )
        request._sync_clocks(self._day(2, 16, 30))
        self.assertEqual(self._get_clock(request).deadline, self._day(4, 12))
        self.queue.calendar_id.attendance_ids.filtered(lambda a: a.dayofweek == "2").unlink()
        request._sync_clocks(self._day(2, 16, 30))
        self.assertEqual(self._get_clock(request).deadline, self._day(5, 12))

    def test_hours_without_hours(self):
        self.queue.calendar_id = self._make_calendar()
        request = self._ask_at(2, 10)
        self.assertEqual(self._get_clock(request).state, "running")
        self.assertFalse(request.sla_deadline)
        self.assertEqual(request.sla_state, "ok")
        self._at(request, 5, 10)._move("resolved")
        self.assertEqual(self._get_clock(request).state, "met")
        self.house.calendar_id = self.queue.calendar_id
        self.assertTrue(self.house.has_no_hours and self.queue.has_no_hours)

    def test_d_another_priority_counts_from_the_beginning(self):
        self._promise("Urgent", priority="3", first_response=15, resolution=120)
        request = self._ask_at(2, 10)
        self._at(request, 2, 11, 30).priority = "3"
        clock = self._get_clock(request)
        self.assertEqual(
            (clock.started_at, clock.deadline, clock.policy_id.name),
            (self._day(2, 10), self._day(2, 12), "Urgent"),
        )
        old = request.sla_ids.filtered(lambda c: c.metric == "resolution" and c.state == "void")
        self.assertEqual((old.deadline, old.replaced_at), (self._day(2, 14), self._day(2, 11, 30)))
        # The first answer was late before; nothing makes that good.
        answer = self._get_clock(request, "first_response")
        self.assertEqual((answer.policy_id, answer.breached_at), (self.house, self._day(2, 11)))
        self._at(request, 2, 11, 40).priority = "0"
        self.assertEqual(self._get_clock(request).deadline, self._day(2, 14))

    def test_d_another_tier_queue_kind_or_category(self):
        gold = self.env["service.tier"].create({"name": "Gold"})
        kitchen = self.env["service.queue"].create({"name": "Kitchen"})
        below = self.env["service.category"].create({"name": "Key", "parent_id": self.topic.id})
        for name, change, conditions in (
            ("tier", {"tier_id": gold.id}, {"tier_id": gold.id}),
            ("queue", {"queue_id": kitchen.id}, {"queue_ids": kitchen.ids}),
            ("kind", {"kind": "complaint"}, {"kind": "complaint"}),
            ("category", {"category_id": below.id}, {"category_id": self.topic.id}),
        ):
            with self.subTest(name):
                policy = self._promise(name, resolution=60, **conditions)
                request = self._ask_at(2, 10)
                self._at(request, 2, 10, 10).write(change)
                self.assertEqual(self._get_clock(request).policy_id, policy)
                self.assertEqual(self._get_clock(request).deadline, self._day(2, 11))
                # It promises no first answer: that promise is dropped.
                self.assertFalse(self._get_clock(request, "first_response"))
                policy.active = False

    def test_the_most_conditions_win(self):
        gold = self.env["service.tier"].create({"name": "Gold"})
        self._promise("B", tier_id=gold.id, resolution=10, sequence=5)
        both = self._promise("C", tier_id=gold.id, kind="complaint", resolution=20, sequence=99)
        first = self._promise("D", kind="complaint", resolution=30, sequence=1)
        request = self._ask_at(2, 10, tier_id=gold.id, kind="complaint")
        self.assertEqual(self._get_clock(request).policy_id, both)
        request = self._ask_at(2, 10, kind="complaint")
        self.assertEqual(self._get_clock(request).policy_id, first)

    def test_f_reopened_it_keeps_the_first_breach(self):
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._at(request, 2, 16)._move("resolved")
        first = self._get_clock(request)
        kept = (first.state, first.breached_at, first.reached_at)
        self.assertEqual(kept, ("breached", self._day(2, 14), self._day(2, 16)))
        self._at(request, 3, 9).action_reopen()
        second = self._get_clock(request, cycle=1)
        self.assertEqual((second.state, second.deadline), ("running", self._day(3, 13)))
        self._at(request, 3, 10)._move("resolved")
        self.assertEqual((first.state, first.breached_at, first.reached_at), kept)
        self.assertEqual(second.state, "met")
        self.assertTrue(request.sla_breached)
        self.assertTrue(request.reopened_soon)
        self.assertEqual(len(self._get_events(request, "breach")), 2)

    def test_t23_the_period_of_grace_tells_reopened_from_new(self):
        """T23: taken up again long afterwards it is no quick reopening."""
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._at(request, 2, 11)._move("resolved")
        self._at(request, 17, 11).action_reopen()
        self.assertEqual((request.reopen_count, request.reopened_soon), (1, False))
        self.assertEqual(request.first_resolved_at, self._day(2, 11))

    def test_t3b_what_is_closed_gets_no_new_promise(self):
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._at(request, 2, 11)._move("resolved")
        self._at(request, 2, 11)._move("closed")
        before = [(c.state, c.deadline) for c in request.sla_ids]
        self._promise("Urgent", priority="3", resolution=1)
        self._at(request, 5, 11).priority = "3"
        self.assertEqual([(c.state, c.deadline) for c in request.sla_ids], before)

    def test_dropped_with_the_request(self):
        request = self._ask_at(2, 10)
        self._at(request, 2, 10, 30)._move("cancelled")
        self.assertEqual(set(request.sla_ids.mapped("state")), {"void"})
        self.assertEqual((request.sla_state, request.next_tick_at), ("none", False))
        self._at(request, 3, 10).action_reopen()
        self.assertEqual(self._get_clock(request, cycle=1).deadline, self._day(3, 14))

    def test_the_call_back(self):
        self._promise("Complaints", kind="complaint", callback=1440)
        request = self._ask_at(2, 10, kind="complaint", user_id=self.agent.id)
        self.assertFalse(self._get_clock(request, "callback"))
        self._at(request, 2, 12)._move("resolved")
        clock = self._get_clock(request, "callback")
        self.assertEqual((clock.state, clock.deadline), ("running", self._day(3, 12)))
        self._at(request, 2, 13)._log_event("call", new_value="not_reached")
        self.assertEqual(clock.state, "running")
        self._at(request, 2, 14)._log_event("call", new_value="satisfied")
        self.assertEqual((clock.state, clock.reached_at), ("met", self._day(2, 14)))

    def test_all_follows_from_the_log_alone(self):
        """Wiped out, the clocks come out of the log as they were."""
        self._promise("Urgent", priority="3", first_response=15, resolution=120, callback=60)
        requests = self.env["service.request"]
        for index in range(4):
            request = self._ask_at(2, 10, user_id=self.agent.id)
            if index % 2:
                self._at(request, 2, 11, 5).priority = "3"
            self._answer(request, 2, 11, 10)
            self._at(request, 2, 11, 20)._move("waiting_customer")
            self._at(request, 2, 13 + index)._move("in_progress")
            self._at(request, 2, 15 + index)._move("resolved")
            self._at(request, 2, 15 + index, 30)._log_event("call", new_value="satisfied")
            if index > 1:
                self._at(request, 3, 9).action_reopen()
            requests |= request
        names = (
            "started_at", "deadline", "reached_at", "breached_at", "state", "paused_seconds",
            "elapsed_seconds",
        )  # fmt: skip
        facts = (
            "sla_deadline", "sla_state", "sla_breached", "next_tick_at", "first_response_seconds",
            "resolution_seconds", "paused_seconds", "first_resolved_at", "reopened_soon",
        )  # fmt: skip

        def show():
            self.env.invalidate_all()
            clocks = [tuple(c[n] for n in names) for c in requests.sla_ids.sorted("id")]
            return clocks, [tuple(r[n] for n in facts) for r in requests]

        before = show()
        self.assertEqual(len({clock[4] for clock in before[0]}), 4)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE service_request_sla SET deadline = NULL, reached_at = NULL,
                          breached_at = NULL, started_at = NULL, paused_seconds = 0,
                          elapsed_seconds = -1,
                          state = CASE WHEN state = 'void' THEN 'void' ELSE 'running' END
                    WHERE request_id IN %s""",
                tuple(requests.ids),
            )
        )
        self.env.cr.execute(
            SQL(
                """UPDATE service_request SET sla_deadline = NULL, sla_breached = NULL,
                          next_tick_at = NULL, first_response_seconds = 0, resolution_seconds = 0,
                          paused_seconds = 0, first_resolved_at = NULL, reopened_soon = NULL
                    WHERE id IN %s""",
                tuple(requests.ids),
            )
        )
        self.env.invalidate_all()
        self._at(requests, 3, 9)._recompute_clocks()
        self.assertEqual(show(), before)

    def test_who_is_late_says_why(self):
        request = self._ask_at(2, 10, user_id=self.agent.id)
        mine = self._at(request, 2, 16).with_user(self.agent)
        action = mine.action_resolve()
        self.assertEqual(request.state, "assigned")
        wizard = Form(
            self.env["service.sla.delay"]
            .with_user(self.agent)
            .with_context(**action["context"], service_moment=self._day(2, 16))
        )
        wizard.delay_reason_id = self.env.ref("crm_service_queue.delay_reason_parts")
        wizard.delay_note = "The lock came on Tuesday"
        wizard.save().action_resolve()
        self.assertEqual(request.state, "resolved")
        self.assertEqual(request.delay_note, "The lock came on Tuesday")
        # Mail, portal and other systems are not asked.
        other = self._ask_at(2, 10, user_id=self.agent.id)
        self._at(other, 2, 16)._move("resolved")
        self.assertEqual(other.state, "resolved")
        in_time = self._ask_at(2, 10, user_id=self.agent.id)
        self._at(in_time, 2, 10, 30).with_user(self.agent).action_resolve()
        self.assertEqual(in_time.state, "resolved")

    def test_it_costs_the_same_for_many(self):
        self._ask()

        def count(number):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["service.request"].create(
                [{"name": "x", "queue_id": self.queue.id} for _index in range(number)]
            )._sync_clocks(self.env["service.request"]._get_moment())
            self.env.flush_all()
            return self.cr.sql_log_count - before

        numbers = self.env.ref("crm_service_queue.sequence_service_request")
        numbers.implementation = "standard"
        few, many = count(3), count(23)
        self.assertLessEqual(many - few, 2 * 20)  # the numbers are drawn one by one

    def test_bad_policies_are_refused(self):
        for minutes, warn in ((0, 80), (-5, 80), (60, 0), (60, 101)):
            with (
                self.subTest(minutes=minutes, warn=warn),
                self.assertRaises(psycopg2.errors.CheckViolation),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self._promise("Never", warn=warn, resolution=minutes)

    def test_the_warning(self):
        request = self._ask_at(2, 10)
        request._sync_clocks(self._day(2, 10, 47))
        self.assertEqual(request.sla_state, "ok")
        self.assertEqual(request.next_tick_at, self._day(2, 10, 48))
        request._sync_clocks(self._day(2, 10, 48))
        self.assertEqual(request.sla_state, "warning")
        request._sync_clocks(self._day(2, 11))
        self.assertEqual(request.sla_state, "warning")
        request._sync_clocks(self._day(2, 11) + timedelta(seconds=1))
        self.assertEqual((request.sla_state, request.sla_breached), ("breached", True))
        self.assertEqual(
            request.event_ids.filtered(lambda e: e.type == "breach").at, self._day(2, 11)
        )
