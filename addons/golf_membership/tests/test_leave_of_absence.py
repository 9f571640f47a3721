# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestLeaveOfAbsence(LifeCommon):
    """Leave: once, at most a year, no dues and no charging, back by itself or forfeited."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.basic.write({"reactivation_fee": 500})
        cls.member = cls._join()

    def _leave(self, **values):
        return self._change(self.member, "leave", **{"reason": "Abroad", **values})

    def test_leave_gives_its_days_back_and_resumes_by_itself(self):
        change = self._prepare(self.member, "leave", reason="Abroad", date_to="2030-09-30")
        self.assertEqual(change.amount_credit, round(1200 * 92 / 365, 2))
        self.assertIn("resumes by itself", change.money_html)
        change.action_confirm()
        self.assertEqual(change.state, "requested", "a manager grants it")
        change.with_user(self.manager).action_approve()
        self._commit_hooks()
        self.assertTrue(self.member.is_on_leave)
        self.assertEqual(self.member.state, "active")
        self.assertFalse(self.member._may_sign(), "nothing is put on the account meanwhile")
        self.assertTies()
        self._night("2030-09-01")
        self.assertEqual(len(self.member.activity_ids), 1, "the officer is told of the end")
        self.assertFalse(self._fees(self.member))
        self._night("2030-10-01")
        self._night("2030-10-02")
        self.assertEqual(self._fees(self.member).amount, 500, "charged once")
        self.assertTrue(self.member._may_sign(date(2030, 10, 1)))
        event = self.member.event_ids.filtered(lambda e: e.kind == "leave_ended")
        self.assertEqual(event.date, date(2030, 10, 1))
        self.assertFalse(self.member._get_expected_charges(date(2030, 12, 31)))

    def test_members_prices_stop_where_the_by_laws_say_so(self):
        """macquarielinksgolfclub.com.au absentee-membership-code-17."""
        self.basic.leave_keeps_prices = False
        person = self.member.partner_id
        self.assertEqual(person.grade_id, self.basic)
        self._leave(date_to="2030-09-30")
        self.assertFalse(person.grade_id)
        standing = self.env["res.partner"]._get_golf_price_standing(person, self.club)
        self.assertEqual(standing[person][0], "guest")
        self._night("2030-10-01")
        self.assertEqual(person.grade_id, self.basic)

    def test_who_does_not_apply_to_return_forfeits(self):
        self.basic.leave_return = "apply"
        self._leave(date_to="2030-09-30")
        leave = self.member.leave_ids
        self.assertEqual(leave.apply_until, date(2030, 8, 31))
        self._night("2030-10-01")
        self.assertEqual((self.member.state, self.member.leaving_kind), ("resigned", "forfeited"))
        self.assertEqual(self.member.last_day, date(2030, 9, 30))
        self.assertIn("forfeited", self.member.event_ids.mapped("kind"))
        self.assertFalse(self._fees(self.member))

    def test_who_applies_comes_back(self):
        self.basic.leave_return = "apply"
        self._leave(date_to="2030-09-30")
        self.member.leave_ids.with_user(self.officer).action_ask_return()
        self._night("2030-10-01")
        self.assertEqual((self.member.state, self._fees(self.member).amount), ("active", 500))

    def test_once_and_at_most_a_year_and_never_endless(self):
        for values, words in (
            ({"date_to": "2031-07-01"}, "at most 12 months"),
            ({"date_to": "9999-12-31"}, "would never end"),
            ({"date_to": False}, "Fill in"),
        ):
            with self.subTest(words=words):
                change = self._prepare(self.member, "leave", reason="Abroad", **values)
                self.assertIn(words, change.hindrance)
                with self.assertRaisesRegex(UserError, words):
                    change.with_user(self.manager).action_confirm()
        self._leave(date_to="2030-07-31")
        again = self._prepare(
            self.member, "leave", reason="Again", date="2030-11-01", date_to="2030-12-01"
        )
        self.assertIn("none left", again.hindrance)
        medical = self._prepare(
            self.member,
            "leave",
            reason="Knee",
            leave_kind="medical",
            date="2030-11-01",
            date_to="2031-05-01",
        )
        self.assertIn("at most 6 months", medical.hindrance)
        medical.date_to = "2031-04-30"
        self.assertFalse(medical.hindrance)
