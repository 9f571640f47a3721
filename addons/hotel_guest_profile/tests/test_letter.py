# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.mail.models.mail_template import MailTemplate

from .common import HotelCommon

#: At the property it is the morning of 22 November 2026; in UTC still the evening before.
NOW = datetime(2026, 11, 21, 23, 0)


@tagged("post_install", "-at_install")
class TestLetter(HotelCommon):
    """One letter for an occasion, on the right day of the property, and to nobody it would hurt."""

    @classmethod
    def setUpClass(cls):
        with freeze_time(NOW):
            super().setUpClass()
        cls.env["hotel.property"].search([("id", "!=", cls.hotel.id)]).active = False
        cls.ding.email = "ding@hospital.example.com"
        cls.company.email = "hotel@example.com"

    def setUp(self):
        super().setUp()
        frozen = freeze_time(NOW)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _past(self, departure, partner=None, nights=7, **values):
        departure = date.fromisoformat(departure)
        arrival = date.fromordinal(departure.toordinal() - nights)
        return self._make_stay(
            partner,
            state="checked_out",
            arrival=arrival,
            departure=departure,
            booked_on=arrival,
            **values,
        )

    def _run(self, now=None):
        with freeze_time(now or NOW), self.enter_registry_test_mode():
            self.env.ref("hotel_guest_profile.ir_cron_hotel_letters").method_direct_trigger()
        self.env.invalidate_all()

    def _letters(self, occasion=None):
        domain = [("partner_id", "=", self.ding.id)]
        if occasion:
            domain.append(("occasion", "=", occasion))
        return self.env["hotel.letter"].search(domain)

    # -------------------------------------------------------------- BIRTHDAYS

    def test_birthday_mail_once_a_year(self):
        self.ding.birthday = "1966-11-22"
        self._past("2026-05-20")
        self._run()
        self._run()
        letter = self._letters()
        self.assertEqual((letter.occasion, letter.key), ("birthday", "2026"))
        self.assertEqual(letter.written_on, date(2026, 11, 22), "the day at the property")
        mails = self.env["mail.mail"].search([("recipient_ids", "=", self.ding.id)])
        self.assertEqual(len(mails), 1)
        self.assertIn("Happy birthday", mails.subject)
        self.assertIn("River Hotel", mails.body_html)
        self.assertEqual(mails.mail_message_id, letter.message_id)
        self.assertIn(letter.message_id, self.ding.message_ids, "in the chatter of the guest")
        self._run(datetime(2027, 11, 21, 23))
        self.assertEqual(self._letters().mapped("key"), ["2027", "2026"])

    def test_the_day_is_that_of_the_property(self):
        self._past("2026-05-20")
        self.ding.birthday = "1966-11-21"
        self._run()
        self.assertFalse(self._letters(), "over in Shanghai, though not in London")
        self.hotel.tz = "Europe/London"
        self._run()
        self.assertTrue(self._letters())

    def test_born_on_29_february(self):
        self.ding.birthday = "1964-02-29"
        self._past("2026-01-20")
        self._run(datetime(2026, 2, 27, 12))
        self.assertFalse(self._letters())
        self._run(datetime(2026, 2, 28, 12))
        self._run(datetime(2026, 3, 1, 12))
        self.assertEqual(len(self._letters()), 1, "kept on 28 February, and once")
        self._past("2028-01-20")
        self._run(datetime(2028, 2, 28, 12))
        self.assertEqual(len(self._letters()), 1)
        self._run(datetime(2028, 2, 29, 12))
        self.assertEqual(len(self._letters()), 2)

    def test_no_guest_no_mail(self):
        self.ding.birthday = "1966-11-22"
        self._run()
        self.assertFalse(self._letters(), "a contact who never stayed")

    # -------------------------------------------------------------- YEARS AWAY

    def test_two_calendar_years_and_not_a_day_before(self):
        self._past("2024-11-23")
        self._run()
        self.assertFalse(self._letters(), "one year and 364 days")
        self._run(datetime(2026, 11, 22, 23))
        letter = self._letters()
        self.assertEqual((letter.occasion, letter.key), ("away", "2024-11-23"))
        for day in (23, 24, 25):
            self._run(datetime(2026, 11, day, 23))
        self.assertEqual(self._letters(), letter)
        mail = self.env["mail.mail"].search([("recipient_ids", "=", self.ding.id)])
        self.assertEqual(len(mail), 1)
        self.assertIn("did we do something wrong", mail.subject)

    def test_the_last_stay_counts(self):
        self._past("2024-11-22")
        self._past("2025-03-01")
        self._run()
        self.assertFalse(self._letters())

    def test_as_a_companion_he_was_here(self):
        self._past("2024-11-22")
        wife = self.env["res.partner"].create({"name": "丁太太"})
        self._past("2025-03-01", wife, companion_ids=[(4, self.ding.id)])
        self._run()
        self.assertFalse(self._letters())

    def test_left_on_29_february(self):
        self._past("2024-02-29")
        self._run(datetime(2026, 2, 27, 12))
        self.assertFalse(self._letters())
        self._run(datetime(2026, 2, 28, 12))
        self.assertEqual(self._letters().key, "2024-02-29")

    def test_a_night_that_was_missed_is_made_up_for(self):
        self._past("2024-11-10")
        self._run()
        self.assertEqual(len(self._letters()), 1)

    def test_old_lists_write_to_nobody(self):
        self._past("2019-11-22")
        self._run()
        self.assertFalse(self._letters())
        self.company.hotel_away_window_days = 0
        self._run()
        self.assertEqual(len(self._letters()), 1)

    def test_another_absence_is_another_occasion(self):
        self._past("2024-11-22")
        self._run()
        self._past("2027-01-10")
        self._run(datetime(2029, 1, 10, 12))
        self.assertEqual(self._letters("away").mapped("key"), ["2027-01-10", "2024-11-22"])

    # -------------------------------------------------------------- WHO IS LEFT ALONE

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
                raise UserError("No such words")
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


@tagged("post_install", "-at_install")
class TestCare(HotelCommon):
    """The occasions of a day, for whatever acts on them."""

    def _find(self, occasion):
        return self.env["hotel.care"]._find(occasion, self.hotel, self.today)

    def test_before_and_after_a_stay(self):
        coming = self._make_stay(start=1)
        left = self._make_stay(start=-3, nights=2, state="checked_out")
        self._make_stay(start=2)
        self.assertEqual(self._find("pre_arrival"), [(self.ding.id, str(coming.id), coming.id)])
        self.assertEqual(self._find("post_stay"), [(self.ding.id, str(left.id), left.id)])

    def test_anniversary(self):
        stay = self._make_stay(start=-30, state="checked_out")
        self.ding.anniversary = self.today.replace(year=2000) if self.today.day < 29 else False
        if self.ding.anniversary:
            self.assertEqual(
                self._find("anniversary"), [(self.ding.id, str(self.today.year), stay.id)]
            )
        self.ding.anniversary = self.today
        self.assertFalse(self._find("anniversary"), "not on the day itself")
