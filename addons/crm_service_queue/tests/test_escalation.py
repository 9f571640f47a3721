# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta
from unittest.mock import patch

import psycopg2

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .sla_common import SlaCommon


@tagged("post_install", "-at_install")
class TestEscalation(SlaCommon):
    """What waits too long goes higher up, each step once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.escalation.rule"].search([]).active = False

    @classmethod
    def _rule(cls, trigger, threshold=0, **values):
        return cls.env["service.escalation.rule"].create(
            {"name": trigger, "trigger": trigger, "threshold": threshold, **values}
        )

    def _tick(self, request, *moment):
        """Let the minute hand look at a request if its moment has come, as the job does."""
        now = self._day(*moment)
        due = request.search([("next_tick_at", "<=", now), ("id", "in", request.ids)])
        due._tick_apart(now)

    def _get_logs_of(self, request):
        return [
            (log.rule_id.trigger, log.occasion, log.due_at)
            for log in request.escalation_ids.sorted("id")
        ]

    def test_a_chain_each_step_once(self):
        self._rule("percent", 50, metric="resolution", level=1)
        self._rule("breach", metric="resolution", level=2)
        self._rule("after_breach", 30, metric="resolution", level=3)
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._answer(request, 2, 10, 5)
        steps = [
            # when, level, next look
            ((2, 11, 59), 0, self._day(2, 12)),
            ((2, 12), 1, self._day(2, 13, 12)),
            ((2, 12, 1), 1, self._day(2, 13, 12)),
            ((2, 13, 12), 1, self._day(2, 14) + timedelta(seconds=1)),
            ((2, 14, 1), 2, self._day(2, 14, 30)),
            ((2, 14, 2), 2, self._day(2, 14, 30)),
            ((2, 14, 30), 3, False),
            ((9, 14, 30), 3, False),
        ]
        for moment, level, following in steps:
            self._tick(request, *moment)
            with self.subTest(moment=moment):
                self.assertEqual(request.escalation_level, level)
                self.assertEqual(request.next_tick_at, following)
        self.assertEqual(
            self._get_logs_of(request),
            [
                ("percent", "resolution:0", self._day(2, 12)),
                ("breach", "resolution:0", self._day(2, 14) + timedelta(seconds=1)),
                ("after_breach", "resolution:0", self._day(2, 14, 30)),
            ],
        )
        self.assertEqual(len(self._get_events(request, "escalate")), 3)
        self.assertEqual(self._get_events(request, "breach"), [("breach", False, "resolution")])
        self.assertEqual(request.sla_state, "breached")

    def test_nothing_happens_while_it_waits(self):
        self._rule("percent", 50, metric="resolution")
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._answer(request, 2, 10, 5)
        self._at(request, 2, 11)._move("waiting_customer")
        self.assertFalse(request.next_tick_at)
        self._tick(request, 9, 10)
        self.assertFalse(request.escalation_ids)
        self._at(request, 9, 11)._move("in_progress")
        self.assertEqual(request.next_tick_at, self._day(9, 12))

    def test_a_new_target_does_not_escalate_again(self):
        self._rule("percent", 50, metric="resolution")
        self._promise("Urgent", priority="3", resolution=200, first_response=60)
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._tick(request, 2, 12)
        self._at(request, 2, 12, 30).priority = "3"
        self._tick(request, 2, 12, 31)
        self.assertEqual(len(request.escalation_ids), 1)
        # Taken up again it is a new promise.
        self._at(request, 2, 13)._move("resolved")
        self._at(request, 2, 14).action_reopen()
        self._tick(request, 2, 17)
        self.assertEqual(
            [log.occasion for log in request.escalation_ids.sorted("id")],
            ["resolution:0", "resolution:1"],
        )

    def test_nobody_has_it(self):
        self.queue.calendar_id = self._make_calendar((9, 17))
        self._rule("unassigned", 30, reassign="supervisor", raise_to="2")
        request = self._ask_at(2, 16, 45)
        self.assertEqual(request.next_tick_at, self._day(3, 9, 15))
        self._tick(request, 3, 9, 14)
        self.assertFalse(request.user_id)
        self._tick(request, 3, 9, 15)
        self.assertEqual((request.user_id, request.priority), (self.supervisor, "2"))
        self._at(request, 3, 10).user_id = False
        self._tick(request, 3, 10, 30)
        self.assertEqual(len(request.escalation_ids), 2)

    def test_reopened_and_rated(self):
        self._rule("reopened", 2)
        self._rule("low_rating", 2)
        request = self._ask_at(2, 10, user_id=self.agent.id)
        for hour in (11, 12):
            self._at(request, 2, hour)._move("resolved")
            self._at(request, 2, hour, 30).action_reopen()
            self._tick(request, 2, hour, 31)
        self._at(request, 2, 13)._move("resolved")
        for minute, stars in enumerate(("5", "2.0", "words", "1")):
            self._at(request, 2, 13, minute)._log_event("rating", new_value=stars)
            self._tick(request, 2, 13, minute + 1)
        self.assertEqual(
            [log.occasion for log in request.escalation_ids.sorted("id")],
            ["reopen:2", "rating:1", "rating:3"],
        )

    def test_conditions(self):
        self._rule("unassigned", 30, kind="complaint")
        kitchen = self.env["service.queue"].create({"name": "Kitchen"})
        self._rule("unassigned", 30, queue_ids=kitchen.ids)
        plain = self._ask_at(2, 10)
        complaint = self._ask_at(2, 10, kind="complaint")
        cooked = self._ask_at(2, 10, queue_id=kitchen.id, kind="complaint")
        (plain | complaint | cooked)._tick(self._day(2, 10, 30))
        self.assertEqual([len(r.escalation_ids) for r in (plain, complaint, cooked)], [0, 1, 2])

    def test_who_is_told(self):
        group = self.env["res.groups"].create({"name": "Duty", "user_ids": self.manager.ids})
        todo = self.env.ref("mail.mail_activity_data_todo")
        self._rule(
            "unassigned",
            30,
            notify_user_ids=(self.dispatcher | self.colleague).ids,
            notify_group_id=group.id,
            activity_type_id=todo.id,
        )
        request = self._ask_at(2, 10, confidential=True)
        request._tick(self._day(2, 11))
        told = self.env["mail.message"].search(
            [
                ("model", "=", "service.request"),
                ("res_id", "=", request.id),
                ("message_type", "=", "user_notification"),
                ("subject", "ilike", "unassigned"),
            ]
        )
        # Confidential: who may not see the request is not told of it.
        expected = self.supervisor | self.manager
        self.assertEqual(told.notified_partner_ids, expected.partner_id)
        self.assertEqual(request.activity_ids.user_id, expected)

    def test_back_into_the_queue_and_to_somebody(self):
        self._rule("breach", metric="first_response", reassign="queue")
        self._rule(
            "breach", metric="resolution", reassign="user", reassign_user_id=self.colleague.id
        )
        request = self._ask_at(2, 10, user_id=self.agent.id)
        self._tick(request, 2, 11, 1)
        self.assertFalse(request.user_id)
        self._tick(request, 2, 14, 1)
        self.assertEqual(request.user_id, self.colleague)
        with self.assertRaises(ValidationError):
            self._rule("breach", reassign="user")

    def test_one_that_fails_does_not_stop_the_rest(self):
        self._rule("unassigned", 30)
        requests = self.env["service.request"].concat(*(self._ask_at(2, 10) for _i in range(3)))
        bad = requests[1]
        Rule = self.registry["service.escalation.rule"]
        original = Rule._act

        def act(rule, among):
            if bad in among:
                raise KeyError("Broken")
            return original(rule, among)

        now = self._day(2, 11)
        with (
            patch.object(Rule, "_act", act),
            self.assertLogs("odoo.addons.crm_service_queue", "ERROR"),
        ):
            requests._tick_apart(now)
        self.assertEqual([len(r.escalation_ids) for r in requests], [1, 0, 1])
        self.assertEqual(bad.next_tick_at, now + timedelta(hours=1))
        self.assertIn("Broken", bad.message_ids[0].body)
        self._tick(bad, 2, 12)
        self.assertEqual(len(bad.escalation_ids), 1)

    def test_the_log_is_for_ever(self):
        self._rule("unassigned", 30)
        request = self._ask_at(2, 10)
        request._tick(self._day(2, 11))
        for query in (
            "UPDATE service_escalation_log SET level = 9 WHERE request_id = %s",
            "DELETE FROM service_escalation_log WHERE request_id = %s",
        ):
            with (
                self.assertRaisesRegex(Exception, "append-only"),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self.cr.execute(SQL(query, request.id))
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            request.escalation_ids.copy()

    def test_what_is_due_is_found_by_its_index(self):
        self._ask()
        self.env.flush_all()
        self.cr.execute("SET LOCAL enable_seqscan = off")
        self.cr.execute(
            "EXPLAIN SELECT id FROM service_request WHERE next_tick_at <= now() AT TIME ZONE 'UTC'"
            " ORDER BY next_tick_at, id"
        )
        plan = "\n".join(row[0] for row in self.cr.fetchall())
        self.assertIn("service_request_due", plan)

    def test_a_look_costs_the_same_for_many(self):
        self._rule("unassigned", 30, notify_supervisor=False)

        def count(number):
            requests = self.env["service.request"].concat(
                *(self._ask_at(2, 10) for _index in range(number))
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            requests._tick(self._day(2, 11, 30))
            self.env.flush_all()
            return self.cr.sql_log_count - before

        count(1)
        few, many = count(2), count(22)
        self.assertLessEqual(many, few + 2)
