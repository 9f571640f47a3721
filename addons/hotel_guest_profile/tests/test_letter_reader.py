# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.mail.models.mail_template import MailTemplate

from .letter_common import LetterCommon


@tagged("post_install", "-at_install")
class TestLetterReader(LetterCommon):
    """Letters to nobody they would hurt, and what becomes of the answer."""

    def test_who_gets_none(self):
        self._past("2024-11-22")
        self.ding.birthday = "1966-11-22"
        stay = self._make_stay(arrival="2026-12-01", departure="2026-12-03", booked_on="2026-11-01")
        self._run()
        self.assertFalse(self._letters(), "about to come")
        stay._set_state("cancelled")
        complaint = self.env["hotel.feedback"].create({"name": "Noise", "partner_id": self.ding.id})
        self._run()
        self.assertFalse(self._letters(), "waits for an answer")
        complaint.write({"result": "New windows", "state": "done"})
        self.ding.write({"guest_status": "blocked", "guest_status_reason": "Debts"})
        self._run()
        self.assertFalse(self._letters(), "blocked")
        self.ding.guest_status = "normal"
        blacklisted = self.env["mail.blacklist"]._add(self.ding.email)
        self._run()
        self.assertFalse(self._letters(), "unsubscribed")
        blacklisted.active = False
        consent = {"partner_id": self.ding.id, "purpose": "letters"}
        self.env["hotel.consent"].create({**consent, "state": "refused"})
        self._run()
        self.assertFalse(self._letters(), "refused")
        self.env["hotel.consent"].create({**consent, "state": "given", "date": "2026-11-21 23:00"})
        email, self.ding.email = self.ding.email, False
        self._run()
        self.assertFalse(self._letters(), "has no address")
        self.ding.email = email
        self.company.write({"hotel_birthday_mail": False, "hotel_away_letter": False})
        self._run()
        self.assertFalse(self._letters(), "the house wants none")
        self.company.write({"hotel_birthday_mail": True, "hotel_away_letter": True})
        self._run()
        self.assertEqual(set(self._letters().mapped("occasion")), {"birthday", "away"})

    def test_only_with_consent_where_the_house_says_so(self):
        self._past("2024-11-22")
        self.company.hotel_letter_needs_consent = True
        self._run()
        self.assertFalse(self._letters())
        self.env["hotel.consent"].create({"partner_id": self.ding.id, "purpose": "letters"})
        self._run()
        self.assertTrue(self._letters())

    # -------------------------------------------------------------- WHAT GOES WRONG

    @mute_logger("odoo.addons.hotel_guest_profile.models.hotel_letter")
    def test_a_letter_that_fails_does_not_stop_the_others(self):
        self._past("2024-11-22")
        other = self.env["res.partner"].create({"name": "Other", "email": "other@example.com"})
        self._past("2024-11-21", other)
        original = MailTemplate.send_mail_batch

        def fail(template, res_ids, **kwargs):
            if (
                self.env["hotel.letter"]
                .browse(res_ids)
                .filtered(lambda letter: letter.partner_id == self.ding)
            ):
                raise ValueError("No such words")
            return original(template, res_ids, **kwargs)

        with patch.object(MailTemplate, "send_mail_batch", fail):
            self._run()
        letter = self._letters()
        self.assertEqual(letter.problem, "No such words")
        others = self.env["hotel.letter"].search([("partner_id", "=", other.id)])
        self.assertTrue(others.message_id)
        with self.assertRaises(AccessError):
            letter.with_user(self.reception).action_write_again()
        letter.with_user(self.guest_relations).action_write_again()
        self.assertTrue(letter.message_id)
        self.assertFalse(letter.problem)
        with self.assertRaises(UserError):
            letter.with_user(self.guest_relations).action_write_again()

    def test_a_merge_keeps_one_of_each(self):
        self._past("2024-11-22")
        twin = self.env["res.partner"].create({"name": "丁先生", "email": "d@example.com"})
        self._past("2024-11-22", twin)
        self._run()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.ding | twin).ids, self.ding)
        self.assertEqual(len(self._letters()), 1)
        self._run()
        self.assertEqual(len(self._letters()), 1)

    # -------------------------------------------------------------- ANSWERS

    def _answer(self, letter, sender):
        message = f"""From: {sender}
To: {letter._get_reply_to(self.company)}
Subject: Re: did we do something wrong?
Message-ID: <answer-{sender}>
In-Reply-To: {letter.message_id.message_id}
References: {letter.message_id.message_id}
Content-Type: text/plain; charset=utf-8

The pastry was too sweet.
"""
        self.env["mail.thread"].message_process("res.partner", message)
        return self.env["hotel.feedback"].search([("email_from", "ilike", sender)])

    def test_an_answer_opens_a_feedback_of_the_guest(self):
        if not self.company.alias_domain_id:
            self.env["mail.alias.domain"].create({"name": "hotel.example.com"})
        self.ding.user_id = self.guest_relations
        self._past("2024-11-22")
        self._run()
        letter = self._letters()
        self.assertIn("guest-feedback@", letter.message_id.reply_to)
        feedback = self._answer(letter, self.ding.email)
        self.assertEqual(
            (feedback.partner_id, feedback.letter_id, feedback.kind),
            (self.ding, letter, "answer"),
        )
        self.assertIn("too sweet", feedback.text)
        self.assertEqual(feedback.user_id, self.guest_relations)
        self.assertEqual(feedback.activity_ids.user_id, self.guest_relations)
        self.assertEqual((feedback.company_id, feedback.property_id), (self.company, self.hotel))
        self.assertTrue(letter.is_answered)

    def test_without_an_owner_guest_relations_answer(self):
        if not self.company.alias_domain_id:
            self.env["mail.alias.domain"].create({"name": "hotel.example.com"})
        self._past("2024-11-22")
        self._run()
        feedback = self._answer(self._letters(), self.ding.email)
        self.assertTrue(
            feedback.user_id.has_group("hotel_guest_profile.group_hotel_guest_relations")
        )
        self.assertEqual(feedback.department_id.hotel_role, "guest_relations")

    def test_a_stranger_who_quotes_a_letter_is_a_stranger(self):
        if not self.company.alias_domain_id:
            self.env["mail.alias.domain"].create({"name": "hotel.example.com"})
        self._past("2024-11-22")
        self._run()
        feedback = self._answer(self._letters(), "stranger@example.org")
        self.assertTrue(feedback)
        self.assertFalse(feedback.partner_id or feedback.letter_id)
