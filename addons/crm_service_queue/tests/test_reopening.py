# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from markupsafe import Markup

from odoo import fields
from odoo.tests import tagged

from .test_closing import ClosingCommon


@tagged("post_install", "-at_install")
class TestReopening(ClosingCommon):
    """Who writes soon opens it again; who writes late gets a request that follows it."""

    def _write(self, request, body="It does not close again", photo=None, **context):
        return (
            request.sudo()
            .with_context(**context)
            .message_post(
                body=body,
                author_id=self.member.id,
                message_type="email",
                subtype_xmlid="mail.mt_comment",
                attachments=[("photo.txt", photo)] if photo else [],
            )
        )

    def test_soon(self):
        request = self._settle()
        self._write(request)
        self.assertEqual((request.state, request.reopen_count), ("in_progress", 1))
        self.assertEqual(len(self._get_events(request, "reopen")), 1)

    def test_a_mere_thank_you(self):
        request = self._settle()
        for words in ("Dear Agent,<br/>Thank you very much for your help!<br/>Mei", "好的，谢谢🙏"):
            letter = self._write(request, Markup("<p>%s</p>") % Markup(words))
            self.assertEqual((request.state, request.reopen_count), ("resolved", 0), words)
            # The agent reads both the letter and why nothing came of it.
            note = request.message_ids[0]
            self.assertTrue(note.is_internal or note.subtype_id.internal)
            self.assertIn("stays settled", note.body)
            self.assertIn(letter, request.message_ids)
        self.assertEqual(len(self._get_events(request, "customer_reply")), 2)
        self._write(request, "Thanks, but it does not close again")
        self.assertEqual((request.state, request.reopen_count), ("in_progress", 1))

    def test_what_is_quoted_is_not_said(self):
        request = self._settle()
        quoted = Markup("<blockquote>%s</blockquote>")
        self._write(request, Markup("<p>Thanks!</p>") + quoted % "We mended what did not close.")
        self.assertEqual(request.state, "resolved")
        self._write(request, Markup("<p>It is open again</p>") + quoted % "Thanks!")
        self.assertEqual(request.state, "in_progress")

    def test_a_photo_says_more_than_thanks(self):
        request = self._settle()
        self._write(request, "Thanks", photo=b"see")
        self.assertEqual(request.state, "in_progress")

    def test_thanks_after_the_days_of_grace_make_no_request(self):
        request = self._ask(category_id=self.topic.id)
        request._move("resolved")
        request._move("closed")
        request.write({"closed_at": "2024-01-01", "resolved_at": "2024-01-01"})
        self._write(request, "Thank you")
        self.assertFalse(self.env["service.request"].search([("follow_up_of_id", "=", request.id)]))

    def test_not_solved_and_the_setting_come_before_thanks(self):
        request = self._settle()
        self._write(request, "Thanks", service_not_solved=True)
        self.assertEqual(request.state, "in_progress")
        self.env.company.service_thanks_stay = False
        request = self._settle()
        self._write(request, "Thanks")
        self.assertEqual(request.state, "in_progress")

    def test_short_letters_where_the_house_wants_it(self):
        self.env.company.service_reopen_length = 12
        request = self._settle()
        self._write(request, "Aha")
        self.assertEqual(request.state, "resolved")

    def test_late(self):
        request = self._ask(category_id=self.topic.id)
        request._move("resolved")
        request._move("closed")
        request.write({"closed_at": "2024-01-01", "resolved_at": "2024-01-01"})
        self._write(request, photo=b"see")
        self.assertEqual(request.state, "closed")
        follow_up = self.env["service.request"].search([("follow_up_of_id", "=", request.id)])
        self.assertEqual(len(follow_up), 1)
        self.assertEqual(follow_up.category_id, self.topic)
        self.assertIn("does not close again", follow_up.description)
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", "service.request"), ("res_id", "=", follow_up.id)]
        )
        self.assertEqual(attachments.name, "photo.txt")
        letter = follow_up.message_ids.filtered(lambda m: m.message_type == "auto_comment")
        self.assertIn(request.number, letter.body)
        self.assertEqual(letter.partner_ids, self.member)

    def test_of_what_was_dropped_no_letter_is_lost(self):
        request = self._ask(user_id=self.agent.id)
        request._move("cancelled")
        self._write(request, "I still want it")
        self.assertEqual((request.state, request.reopen_count), ("in_progress", 0))

    def test_a_queue_has_its_own_grace(self):
        request = self._ask()
        request._move("resolved")
        request.resolved_at = fields.Datetime.now() - timedelta(days=20)
        self.queue.grace_days = 30
        self._write(request)
        self.assertEqual(request.state, "new")

    def test_promises_are_on_the_card(self):
        self._ask(promise="A new lock by Friday")
        member = self.member.with_user(self.supervisor)
        self.assertEqual(member.service_promise_count, 1)
        blocks = {block["key"]: block["lines"] for block in member._get_desk_card()}
        self.assertEqual(blocks["service_promises"][0]["text"], "A new lock by Friday")
