# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCase

from .test_closing import ClosingCommon


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
