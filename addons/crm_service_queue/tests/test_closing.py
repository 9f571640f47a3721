# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from .common import ServiceCommon


class ClosingCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cause = cls.env["service.root.cause"].create({"name": "Nobody looked"})

    def _complain(self, **values):
        """Return a complaint of the agent's that has a result and a cause."""
        return self._ask(
            **{
                "kind": "complaint",
                "user_id": self.agent.id,
                "resolution": "<p>The lock was changed.</p>",
                "root_cause_id": self.cause.id,
                **values,
            }
        )

    def _settle(self, **values):
        request = self._complain(**values).with_user(self.agent)
        request.action_resolve()
        return request


@tagged("post_install", "-at_install")
class TestCallback(ClosingCommon):
    """A complaint is put away after a call that says it is well, or after enough calls."""

    def _get_call(self, request):
        return (
            request.sudo().callback_ids.filtered(lambda c: c.state == "due").with_user(self.agent)
        )

    def test_satisfied(self):
        request = self._settle()
        call = self._get_call(request)
        self.assertEqual((len(call), call.phone), (1, self.member.phone))
        self.assertEqual(call.due, request.resolved_at + timedelta(hours=24))
        with self.assertRaisesRegex(UserError, "call the customer first"):
            request.action_close()
        with self.assertRaises(UserError):
            request.sudo()._move("closed")
        call.action_satisfied()
        self.assertEqual(request.state, "closed")
        self.assertTrue(request.verified_at)
        self.assertEqual(self._get_events(request, "call"), [("call", False, "satisfied")])
        self.assertEqual((call.state, call.reached, call.satisfied), ("done", True, True))
        with self.assertRaisesRegex(UserError, "not to be made any more"):
            call.action_satisfied()

    def test_not_satisfied_opens_it_again(self):
        request = self._settle()
        call = self._get_call(request)
        call.comment = "It still sticks"
        call.action_unsatisfied()
        self.assertEqual((request.state, request.reopen_count), ("in_progress", 1))
        event = request.event_ids.filtered(lambda e: e.type == "call")
        self.assertEqual((event.new_value, event.note), ("unsatisfied", "It still sticks"))
        request.action_resolve()
        self.assertEqual(len(self._get_call(request)), 1)

    def test_enough_calls_without_an_answer(self):
        self.env.company.service_callback_tries = 2
        request = self._settle()
        call = self._get_call(request)
        call.action_not_reached()
        self.assertEqual((request.state, call.state, call.try_count), ("resolved", "due", 1))
        call.action_not_reached()
        self.assertEqual((request.state, call.state), ("closed", "failed"))
        self.assertEqual(call.try_ids.mapped("result"), ["not_reached"] * 2)

    def test_the_next_number_loads(self):
        first, second = self._settle(), self._settle(name="The towel is wet")
        calls = self._get_call(first) | self._get_call(second)
        calls.sudo().due = fields.Datetime.now() - timedelta(hours=1)
        action = self._get_call(first).action_satisfied()
        self.assertEqual(action["res_id"], self._get_call(second).id)
        action = self._get_call(second).action_satisfied()
        self.assertFalse(action["res_id"])

    def test_taken_up_again_the_call_is_dropped(self):
        request = self._settle()
        call = self._get_call(request)
        request.action_reopen()
        self.assertEqual(call.state, "dropped")

    def test_nobody_writes_its_course(self):
        call = self._get_call(self._settle())
        with self.assertRaises(AccessError):
            call.write({"state": "done", "reached": True})
        with self.assertRaises(AccessError):
            call.create({"request_id": call.request_id.id, "satisfied": True})
        call.action_not_reached()
        with (
            self.assertRaisesRegex(Exception, "append-only"),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.cr.execute(SQL("UPDATE service_callback_try SET note = 'x'"))

    def test_of_another_queue_nobody_calls(self):
        kitchen = self.env["service.queue"].create({"name": "Kitchen"})
        request = self._complain(queue_id=kitchen.id, user_id=self.supervisor.id)
        request.with_user(self.supervisor).action_resolve()
        call = request.callback_ids.with_user(self.agent)
        with mute_logger("odoo.addons.base.models.ir_rule"), self.assertRaises(AccessError):
            call.action_satisfied()

    def test_the_script_is_that_of_why_we_call(self):
        """Who wished a call is not asked whether it is settled."""
        Script = self.env["service.call.script"]
        check = Script.create({"name": "Settled?", "purpose": "callback", "kind": "complaint"})
        ask = Script.create({"name": "What is it?", "purpose": "request", "kind": "complaint"})
        request = self._settle()
        wish = self.env["service.callback"].create({"request_id": request.id, "purpose": "wish"})
        calls = request.callback_ids
        self.assertEqual(calls.filtered(lambda c: c.purpose == "check").call_script_id, check)
        self.assertEqual(wish.call_script_id, ask)

    def test_without_a_number(self):
        self.member.phone = False
        call = self._get_call(self._settle())
        self.assertFalse(call.phone)
        call.phone = "+86 21 1234 5678"
        call.action_satisfied()
        self.assertEqual(call.state, "done")

    def test_the_form_opens(self):
        call = self._get_call(self._settle())
        with Form(call) as form:
            form.comment = "Asks for Monday"
        self.assertEqual(call.comment, "Asks for Monday")


@tagged("post_install", "-at_install")
class TestPuttingAway(ClosingCommon):
    """What is settled long enough is put away; complaints wait for their call."""

    def _grow_old(self, requests, days=30):
        requests.sudo().write({"resolved_at": fields.Datetime.now() - timedelta(days=days)})

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_service_queue.ir_cron_close_settled").method_direct_trigger()

    def test_long_enough(self):
        plain, young = self._ask(), self._ask()
        (plain | young)._move("resolved")
        complaint = self._settle()
        self._grow_old(plain | complaint)
        self._run_cron()
        self.assertEqual(
            (plain | young | complaint.sudo()).mapped("state"), ["closed", "resolved", "resolved"]
        )
        self.env.company.service_close_days = 0
        self._grow_old(young)
        self._run_cron()
        self.assertEqual(young.state, "resolved")

    def test_one_that_cannot_be_stops_no_other(self):
        requests = self._ask() | self._ask() | self._ask()
        requests._move("resolved")
        self._grow_old(requests)
        bad, problem = requests[1], "This one is odd."
        Request = type(self.env["service.request"])
        move = Request._move

        def refuse(records, state, **kwargs):
            if bad in records and state == "closed":
                raise UserError(problem)
            return move(records, state, **kwargs)

        with (
            patch.object(Request, "_move", refuse),
            self.assertLogs("odoo.addons.crm_service_queue", "ERROR") as log,
        ):
            self._run_cron()
        self.assertEqual(requests.mapped("state"), ["closed", "resolved", "closed"])
        self.assertEqual(len(log.output), 1)

    def test_cost_does_not_grow_with_the_requests(self):
        def measure(count):
            requests = self.env["service.request"].create(
                [{"name": "x", "queue_id": self.queue.id}] * count
            )
            requests._move("resolved")
            self._grow_old(requests)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._run_cron()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        measure(2)
        few, many = measure(5), measure(50)
        self.assertLessEqual(many, few + 10)


@tagged("post_install", "-at_install")
class TestRating(ClosingCommon):
    def test_a_rating_is_an_event(self):
        request = self._settle()
        token = request.sudo()._rating_get_access_token()
        request.sudo().rating_apply(1, token=token, feedback="Too slow")
        event = request.event_ids.filtered(lambda e: e.type == "rating")
        self.assertEqual((event.new_value, event.note), ("1", "Too slow"))
        self.assertEqual(request.rating_last_value, 1)
        # A rating is no letter that opens it again.
        self.assertEqual(request.state, "resolved")
        self.assertNotIn("rating_value", request._get_allowed_message_params())
