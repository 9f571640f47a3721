# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.mail.tests.common import MailCase

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
class TestTelling(ClosingCommon, MailCase):
    """What was settled is told to the customer and to whom the relation belongs to."""

    def test_both_are_told_once(self):
        self.member.user_id = self.supervisor
        with self.mock_mail_gateway():
            request = self._settle()
        self.assertTrue(request.told_customer_at and request.told_owner_at)
        self.assertEqual(
            [event[0] for event in self._get_events(request, "told_customer", "told_owner")],
            ["told_customer", "told_owner"],
        )
        letters = self.env["mail.message"].search(
            [("model", "=", "service.request"), ("res_id", "=", request.id)]
        )
        letter = letters.filtered(lambda m: m.message_type == "auto_comment")
        self.assertIn("The lock was changed.", letter.body)
        self.assertIn("/rate/", letter.body)
        self.assertIn(f"/my/requests/{request.id}?access_token=", letter.body)
        self.assertEqual(letter.partner_ids, self.member)
        told = letters.filtered(lambda m: m.message_type == "user_notification")
        self.assertIn(self.supervisor.partner_id, told.partner_ids)
        # The letter is no answer of the staff.
        self.assertFalse(request.first_response_at)

    def test_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        template = self.env.ref("crm_service_queue.mail_template_resolved")
        template.with_context(lang="zh_CN").subject = "{{ object.number }} 已办结"
        self.member.lang = "zh_CN"
        request = self._settle()
        self.assertIn("已办结", request.message_ids.mapped("subject")[0] or "")

    def test_again_after_a_reopening(self):
        request = self._settle()
        first = request.told_customer_at
        self.assertTrue(first)
        request.action_reopen()
        self.assertFalse(request.told_customer_at)
        request.action_resolve()
        self.assertEqual(len(self._get_events(request, "told_customer")), 2)

    def test_without_an_address_it_is_noted(self):
        self.member.email = False
        request = self._settle()
        self.assertEqual(request.state, "resolved")
        self.assertFalse(request.told_customer_at)
        event = request.event_ids.filtered(lambda e: e.type == "told_customer")
        self.assertEqual((event.new_value, bool(event.note)), ("not told", True))

    @mute_logger("odoo.addons.mail.models.mail_render_mixin")
    def test_a_broken_letter_stops_nobody(self):
        template = self.env.ref("crm_service_queue.mail_template_resolved")
        template.body_html = '<t t-out="object.nothing_like_this"/>'
        request = self._settle()
        self.assertEqual(request.state, "resolved")
        self.assertFalse(request.told_customer_at)

    def test_of_what_is_confidential_the_owner_hears_no_word(self):
        self.member.user_id = self.supervisor
        request = self._settle(confidential=True, name="A delicate matter")
        told = request.sudo().message_ids.filtered(lambda m: m.message_type == "user_notification")
        self.assertTrue(request.told_owner_at)
        for message in told:
            self.assertNotIn("delicate", message.body)
            self.assertNotIn("lock", message.body)

    def test_many_at_once_cost_as_much_as_two(self):
        """Each customer gets the own letter, each owner one notice, without a query for each."""
        customers = self.env["res.partner"].create(
            [
                {"name": f"C{n}", "email": f"c{n}@example.com", "user_id": self.supervisor.id}
                for n in range(24)
            ]
        )

        def settle(partners):
            requests = self.env["service.request"].create(
                [
                    {"name": "A towel", "partner_id": each.id, "queue_id": self.queue.id}
                    for each in partners
                ]
            )
            requests.resolution = "<p>It is here.</p>"
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            # The letters leave after the commit, one by one.
            agents = requests.with_user(self.agent).with_context(mail_notify_force_send=False)
            agents.action_resolve()
            self.env.flush_all()
            return requests, self.cr.sql_log_count - before

        settle(customers[:2])
        _few, cost_of_few = settle(customers[2:4])
        many, cost_of_many = settle(customers[4:])
        self.assertLessEqual(cost_of_many, cost_of_few + 5)
        self.assertTrue(all(many.mapped("told_customer_at")))
        self.assertTrue(all(many.mapped("told_owner_at")))
        for request in many:
            letter = request.message_ids.filtered(lambda m: m.message_type == "auto_comment")
            self.assertEqual(letter.partner_ids, request.partner_id)
            self.assertIn("It is here.", letter.body)
            self.assertIn(request._rating_get_access_token(), letter.body)
            self.assertIn(f"/my/requests/{request.id}?access_token=", letter.body)
            notice = letter.notification_ids
            self.assertEqual(
                (notice.res_partner_id, notice.notification_type), (request.partner_id, "email")
            )
            self.assertFalse(request.first_response_at, "it is no answer of the staff")
        notices = self.env["mail.message"].search(
            [
                ("partner_ids", "in", self.supervisor.partner_id.ids),
                ("message_type", "=", "user_notification"),
            ],
            order="id desc",
        )
        self.assertEqual(len(notices), 3, "one for each time")
        self.assertIn(many[-1].number, notices[0].body)

    def test_each_of_many_letters_goes_to_its_customer(self):
        unknown = self._ask(partner_id=False, email_from="Una <una@example.com>")
        requests = self._ask() | self._ask(partner_id=self.guest.id) | unknown
        written = unknown.message_post(
            body="Where is it?",
            email_from="una@example.com",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        with self.mock_mail_gateway():
            requests._move("resolved")
        sent = {tuple(mail["email_to"]): mail for mail in self._mails}
        self.assertEqual(len(self._mails), 3)
        self.assertEqual(
            {address[0].split("<")[-1].strip(">") for address in sent},
            {"mei@example.com", "gus@example.com", "una@example.com"},
        )
        for mail in self._mails:
            self.assertIn("/rate/", mail["body"])
        to_una = next(mail for to, mail in sent.items() if "una@example.com" in to[0])
        self.assertIn(written.message_id, to_una["references"])

    @mute_logger("odoo.addons.mail.models.mail_render_mixin")
    def test_of_many_one_broken_letter_stops_no_other(self):
        template = self.env.ref("crm_service_queue.mail_template_resolved")
        template.body_html = "<p t-out=\"1 / (object.partner_id.name != 'Mei Lin')\"/>"
        requests = self._ask() | self._ask(partner_id=self.guest.id)
        with self.mock_mail_gateway():
            requests._move("resolved")
        self.assertEqual(
            [bool(told) for told in requests.mapped("told_customer_at")], [False, True]
        )

    def test_a_complaint_needs_a_result_and_a_cause(self):
        for missing in ("resolution", "root_cause_id"):
            request = self._complain(**{missing: False}).with_user(self.agent)
            with self.assertRaisesRegex(UserError, "page Result"):
                request.action_resolve()
        self.env.company.service_ask_result = False
        request.action_resolve()
        self.assertEqual(request.state, "resolved")
        # Other kinds and the system are not asked.
        self._ask(user_id=self.agent.id).with_user(self.agent).action_resolve()


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
