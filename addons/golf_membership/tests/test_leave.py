# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .leaving_common import LeavingCommon

NOON = timedelta(hours=12)
ONE_DAY = timedelta(days=1)


@tagged("post_install", "-at_install")
class TestLeave(LeavingCommon):
    """Who is on leave pays nothing for it, and neither lapses nor is suspended because of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.locker = cls._make_fee("Locker", 600)
        cls.club.golf_billing_start = date(2030, 1, 1)
        cls.club.golf_club_year_month = "1"
        # What leaves do is looked at here, of any number and length; by-laws have their own tests.
        cls.tier.write({"grace_days": 30, "lapse_days": 90, "leave_most": 0, "leave_months": 0})
        cls.dues = cls.tier._get_schedules("dues")
        with freeze_time(date(2029, 12, 1) + NOON):
            cls.membership = cls._make_member()

    @classmethod
    def _make_member(cls, **values):
        """Return a member taken over, paid until the end of 2029."""
        member = {
            "partner_id": cls.person.id,
            "tier_id": cls.tier.id,
            "company_id": cls.club.id,
            "origin": "import",
            "date_start": "2025-01-01",
            "term_end": "2029-12-31",
            **values,
        }
        # Only a roster import makes memberships so, and it is not told here.
        membership = cls.env["golf.membership"].sudo().create(member).sudo(False)
        cls._commit_hooks()
        return membership

    def _take_leave(self, first, last, membership=None):
        return self.env["golf.leave"].create(
            {
                "membership_id": (membership or self.membership).id,
                "date_from": first,
                "date_to": last,
                "reason": "Abroad",
            }
        )

    def _night(self, day):
        """Let the nightly jobs bill and refresh on ``day``; return the status then."""
        with freeze_time(day + NOON):
            self.env["golf.billing.run"].sudo()._open(self.club)
            self._run_cron("ir_cron_golf_billing")
            self._run_cron("ir_cron_golf_states")
        return self.membership.state

    def _refresh(self, day):
        with freeze_time(day + NOON):
            self._run_cron("ir_cron_golf_states")
        return self.membership.state

    def _get_due_months(self):
        return [charge.period_start.month for charge in self.membership.charge_ids.sorted("id")]

    def test_months_on_leave_cost_nothing_and_end_nothing(self):
        self.dues.write({"cadence": "monthly", "prorate": True})
        self._take_leave("2030-02-01", "2030-06-30")
        self.assertEqual(self._night(date(2030, 1, 1)), "active")
        self._pay_open(date(2030, 1, 2))
        for month in range(2, 7):
            self.assertEqual(self._night(date(2030, month, 28)), "active", month)
        self.assertEqual(self._get_due_months(), [1], "nothing is charged for the leave")
        self.assertFalse(self.membership.date_due)
        self.assertEqual(self.person.grade_id, self.tier)
        self.assertEqual(self._night(date(2030, 7, 1)), "active")
        self.assertEqual(self._get_due_months(), [1, 7], "billed again after it, by itself")
        self.assertEqual(self._history(self.membership), ["active"])

    def _pay_open(self, day):
        with freeze_time(day + NOON):
            self._pay(self.membership.charge_ids.move_line_ids.move_id)
            self._commit_hooks()

    def test_a_whole_year_on_leave(self):
        self._take_leave("2030-01-01", "2030-12-31")
        for day in (date(2030, 1, 1), date(2030, 2, 1), date(2030, 12, 31)):
            self.assertEqual(self._night(day), "active", day)
        self.assertFalse(self.membership.charge_ids)
        self.assertEqual(self.membership.date_end, date(2029, 12, 31), "nothing more is paid for")
        self._night(date(2031, 1, 1))
        self.assertEqual(self.membership.charge_ids.period_start, date(2031, 1, 1))

    def test_grace_begins_after_the_leave_where_no_charge_came(self):
        self._take_leave("2030-01-01", "2030-03-31")
        self.assertEqual(self.membership.next_change_on, date(2030, 5, 1))
        self.assertEqual(self._refresh(date(2030, 4, 30)), "active")
        self.assertEqual(self._refresh(date(2030, 5, 1)), "lapsed", "30 days of grace")
        self._commit_hooks()
        event = self.membership.event_ids.sorted("id")[-1]
        self.assertEqual((event.date, event.state_to), (date(2030, 5, 1), "lapsed"))

    def test_nobody_lapses_on_a_day_of_leave(self):
        self._take_leave("2030-01-31", "2030-03-31")
        self.assertEqual(self._refresh(date(2030, 3, 31)), "active")
        self.assertEqual(self._refresh(date(2030, 4, 1)), "lapsed", "30 days passed before it")

    def test_dues_in_arrears_are_due_after_the_period_that_is_not_on_leave(self):
        self.dues.write({"cadence": "quarterly", "timing": "arrears"})
        self._take_leave("2030-01-01", "2030-03-31")
        for day in (date(2030, 4, 1), date(2030, 5, 15), date(2030, 6, 30)):
            self.assertEqual(self._night(day), "active", day)
        self.assertFalse(self.membership.charge_ids)
        self._night(date(2030, 7, 1))
        self.assertEqual(self._get_due_months(), [4])

    def test_one_who_is_not_on_leave_lapses_as_ever(self):
        self.assertEqual(self._refresh(date(2030, 1, 30)), "active")
        self.assertEqual(self._refresh(date(2030, 1, 31)), "lapsed")

    def test_a_term_that_does_not_renew_is_not_prolonged(self):
        self.tier.auto_renew = False
        self._take_leave("2029-12-01", "2030-06-30")
        self.assertEqual(self._refresh(date(2030, 1, 1)), "lapsed")

    def test_arrears_wait_while_on_leave(self):
        with freeze_time(date(2030, 1, 1) + NOON):
            self._bill(self._charge(self.membership, 600))
        self._refresh(date(2030, 1, 1))
        self._night(date(2030, 1, 1))
        self.assertEqual(self.membership.date_due, date(2030, 1, 1))
        self._take_leave("2030-01-11", "2030-03-31")
        suspended_on = date(2030, 3, 31) + timedelta(days=22)
        self.assertEqual(self._refresh(suspended_on - ONE_DAY), "active")
        self.assertEqual(self._refresh(suspended_on), "suspended")
        self._take_leave(suspended_on + ONE_DAY, "2031-03-31")
        self.assertEqual(self._refresh(date(2031, 3, 31)), "suspended", "owed from before")
        self._night(date(2031, 4, 1))
        lapsed_on = date(2031, 3, 31) + timedelta(days=90)
        self.assertEqual(self._refresh(lapsed_on - ONE_DAY), "suspended")
        self.assertEqual(self._refresh(lapsed_on), "lapsed")

    def test_leave_granted_afterwards_reinstates_and_taken_back_lapses(self):
        self.assertEqual(self._refresh(date(2030, 2, 10)), "lapsed")
        with freeze_time(date(2030, 2, 10) + NOON):
            leave = self._take_leave("2030-01-01", "2030-12-31")
            self._commit_hooks()
            self.assertEqual(self.membership.state, "active")
            self.assertEqual(self.membership.event_ids.sorted("id")[-1].kind, "reinstated")
            leave.date_to = "2030-01-10"
            self._commit_hooks()
            self.assertEqual(self.membership.state, "lapsed")
            leave.date_to = "2030-12-31"
            self._commit_hooks()
            leave.unlink()
            self._commit_hooks()
        self.assertEqual(self.membership.state, "lapsed")

    def test_on_leave_for_good_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "would never end"):
            self._take_leave("2030-01-01", "9999-12-31")
