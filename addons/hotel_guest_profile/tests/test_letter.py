# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, datetime

from odoo.tests import tagged

from .letter_common import LetterCommon


@tagged("post_install", "-at_install")
class TestLetter(LetterCommon):
    """One letter for an occasion, on the right day of the property."""

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
        self.company.hotel_birthday_late_days = 0
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

    def test_a_day_that_was_missed_is_made_up_for_a_little(self):
        self._past("2026-05-20")
        self.ding.birthday = "1966-11-19"
        self.company.hotel_birthday_late_days = 2
        self._run()
        self.assertFalse(self._letters(), "three days ago is too long")
        self.company.hotel_birthday_late_days = 3
        self._run()
        self.assertEqual(self._letters().key, "2026")
        self._run(datetime(2026, 11, 22, 23))
        self.assertEqual(len(self._letters()), 1)

    def test_late_over_new_year_is_that_of_the_old_year(self):
        self._past("2026-05-20")
        self.ding.birthday = "1966-12-31"
        self._run(datetime(2027, 1, 1, 12))
        self.assertEqual(self._letters().key, "2026")

    def test_who_was_here_on_the_day_is_not_congratulated_late(self):
        self._past("2026-05-20")
        self._past("2026-11-21", nights=2)
        self.ding.birthday = "1966-11-20"
        self._run()
        self.assertFalse(self._letters(), "he was told in person")

    def test_who_came_after_the_day_is_not_congratulated_late(self):
        self._past("2026-11-21", nights=1)
        self.ding.birthday = "1966-11-19"
        self._run()
        self.assertFalse(self._letters())

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
