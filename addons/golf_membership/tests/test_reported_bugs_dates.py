# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.tests import tagged

from .leaving_common import LeavingCommon

NOON = timedelta(hours=12)


class ReportedBugsCommon(LeavingCommon):
    """A club that bills since 2026, and a tier of 1 200 a year that prorates and renews."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.locker = cls._make_fee("Locker", 600)
        cls.club.golf_billing_start = date(2026, 1, 1)
        cls.yearly = cls._make_tier("Yearly", "individual", 5000, 1200, term="club_year")
        cls.yearly._get_schedules("dues").prorate = True

    @classmethod
    def _join(cls, day, tier=None, person=None, **values):
        """Return the membership of somebody who joins and pays on ``day``."""
        with freeze_time(day + NOON):
            return cls._make_active(person or cls.person, tier or cls.yearly, **values)

    def _renew(self, membership, day):
        """Charge, invoice and post the next year ahead of time; return the invoice."""
        with freeze_time(day + NOON):
            known = membership.charge_ids
            membership.action_renew()
            return self._bill(membership.charge_ids - known)

    def _pay_on(self, invoice, day):
        with freeze_time(day + NOON):
            self._pay(invoice)
            self._commit_hooks()

    def _refresh(self, day):
        with freeze_time(day + NOON):
            self._run_cron("ir_cron_golf_states")


@tagged("post_install", "-at_install")
class TestReportedBugsDates(ReportedBugsCommon):
    """What users of other systems reported of days and periods: it does not happen here."""

    def test_bug_01_prorated_in_price_by_inclusive_days(self):
        """github.com/OCA/vertical-association/pull/168: a day short, and 0.65 of a year."""
        membership = self._join(date(2026, 5, 9))
        line = membership.order_id.order_line.filtered(
            lambda ln: ln.product_id == self.yearly.dues_product_id
        )
        self.assertEqual((line.product_uom_qty, line.price_unit), (1, 779.18))
        dues = membership.charge_ids.filtered(lambda c: c.fee_kind == "dues")
        self.assertEqual((dues.amount, dues.state), (779.18, "paid"))
        self.assertEqual((dues.period_end - dues.period_start).days + 1, 237)

    def test_bug_02_prorated_without_an_end_date(self):
        """github.com/OCA/vertical-association/pull/164: a crash where a period has no end."""
        tier = self._make_tier("Life", "honorary", 5000, 1200, term="unlimited")
        tier._get_schedules("dues").prorate = True
        membership = self._join(date(2026, 5, 9), tier)
        self.assertFalse(membership.date_end)
        self.assertEqual(membership.state, "active")
        self.assertIn(779.18, membership.charge_ids.mapped("amount"))

    def test_bug_03_prorated_with_periods_of_the_members_own(self):
        """github.com/OCA/vertical-association/issues/49: the end date of both was wrong."""
        tier = self._make_tier("Own year", "individual", 5000, 1200, term="anniversary")
        tier._get_schedules("dues").prorate = True
        membership = self._join(date(2026, 5, 9), tier)
        self.assertEqual(membership.date_end, date(2027, 5, 8))
        self.assertIn(1200, membership.charge_ids.mapped("amount"), "a whole year, whole price")

    def test_bug_04_member_since_restarts_after_a_gap_only(self):
        """github.com/OCA/vertical-association/issues/190, /126."""
        self.yearly.auto_renew = False
        membership = self._join(date(2026, 5, 9))
        invoice = self._renew(membership, date(2026, 12, 1))
        self._pay_on(invoice, date(2026, 12, 2))
        self.assertEqual(membership.date_start, date(2026, 5, 9), "not after each renewal")
        self._refresh(date(2028, 3, 1))
        self.assertEqual(membership.state, "lapsed")
        with freeze_time("2028-03-01 12:00:00"):
            lead = self.env["crm.lead"].browse(membership.action_rejoin()["res_id"])
            order = self.env["sale.order"].browse(lead.action_golf_quotation()["res_id"])
            order.action_confirm()
        again = order.golf_membership_ids
        self.assertEqual(again.date_start, date(2028, 3, 1))
        self.assertEqual(again.first_joined_on, date(2026, 5, 9))

    def test_bug_05_future_start_becomes_active(self):
        """github.com/OCA/vertical-association/pull/146, /147: it never did."""
        membership = self._join(date(2026, 5, 9), golf_start_date=date(2026, 7, 1))
        self.assertEqual(membership.state, "upcoming")
        self._refresh(date(2026, 6, 30))
        self.assertEqual(membership.state, "upcoming")
        self._refresh(date(2026, 7, 1))
        self.assertEqual(membership.state, "active")
        self.assertEqual(self.person.grade_id, self.yearly)

    def test_bug_09_paid_but_expired_is_no_member(self):
        """github.com/odoo/odoo/pull/8505: still listed."""
        self.yearly.auto_renew = False
        membership = self._join(date(2026, 5, 9))
        self._refresh(date(2027, 1, 1))
        self.assertEqual((membership.state, membership.money_state), ("lapsed", "paid"))
        self.assertFalse(self.person.grade_id)
        active = self.env["golf.membership"].search([("state", "=", "active")])
        self.assertNotIn(membership, active)

    def test_bug_11_end_date_advances_once(self):
        """github.com/civicrm/civicrm-core/pull/11730: at pending, and at completion again."""
        with freeze_time("2026-05-09 12:00:00"):
            membership = self._make_pending(tier=self.yearly)
            self.assertEqual(membership.date_end, date(2026, 12, 31))
            invoice = self._invoice(membership.order_id)
            self._pay(invoice, 100)
            self._pay(invoice)
        self.assertEqual(membership.date_end, date(2026, 12, 31))
        renewal = self._renew(membership, date(2026, 12, 1))
        self.assertEqual(membership.date_end, date(2026, 12, 31), "charged is not paid")
        self._pay_on(renewal, date(2026, 12, 2))
        self.assertEqual(membership.date_end, date(2027, 12, 31))

    def test_bug_12_three_years_paid_later_are_three_years(self):
        """github.com/civicrm/civicrm-core/pull/13706, /14902: one year was left at payment."""
        membership = self._join(date(2026, 5, 9))
        bills = self._renew(membership, date(2026, 6, 1)) | self._renew(
            membership, date(2026, 6, 1)
        )
        self.assertEqual(membership.coverage_end, date(2028, 12, 31))
        for bill in bills:
            self._pay_on(bill, date(2026, 6, 20))
        self.assertEqual(membership.date_end, date(2028, 12, 31))

    def test_bug_13_the_gap_stays_and_the_right_one_is_renewed(self):
        """github.com/civicrm/civicrm-core/pull/28194."""
        self.yearly.auto_renew = False
        other_tier = self._make_tier("Corporate", "corporate", 0, 900, auto_renew=False)
        membership = self._join(date(2026, 5, 9))
        other = self._join(date(2026, 5, 9), other_tier)
        self._pay_on(self._renew(other, date(2026, 12, 1)), date(2026, 12, 2))
        self.assertEqual(other.date_end, date(2027, 12, 31))
        self.assertEqual(membership.date_end, date(2026, 12, 31))
        self._refresh(date(2027, 3, 1))
        self.assertEqual((membership.state, other.state), ("lapsed", "active"))
        again = self._join(date(2027, 3, 1))
        self.assertEqual(membership.date_end, date(2026, 12, 31))
        self.assertEqual(again.date_start, date(2027, 3, 1))
        gap = (membership | again).get_state_on("2027-02-01")
        self.assertEqual(gap, {membership.id: "lapsed"})

    def test_bug_16_a_year_from_29_february(self):
        """github.com/carpentries/amy/issues/2614."""
        tier = self._make_tier("Own year", "individual", 5000, 1200, term="anniversary")
        start = date(2028, 2, 29)
        membership = self._join(start, tier)
        self.assertEqual(membership.date_end, start + relativedelta(years=1) - timedelta(days=1))
        ends = [membership.date_end]
        for _year in range(4):
            invoice = self._renew(membership, start)
            self._pay_on(invoice, start)
            ends.append(invoice.invoice_line_ids.golf_charge_id.period_end)
        starts = [start + relativedelta(years=number) for number in range(1, 6)]
        self.assertEqual(ends, [day - timedelta(days=1) for day in starts], "no drift, no gap")

    def test_bug_17_early_renewal_loses_no_day_and_upgrade_gives_no_day_twice(self):
        """github.com/restrictcontentpro/restrict-content-pro/issues/1056, /1300, /1208."""
        membership = self._join(date(2026, 5, 9))
        renewal = self._renew(membership, date(2026, 6, 1)).invoice_line_ids.golf_charge_id
        self.assertEqual(renewal.period_start, date(2027, 1, 1))
        self.assertEqual((renewal.amount, renewal.period_end), (1200, date(2027, 12, 31)))
        with freeze_time("2026-06-30 12:00:00"):
            membership.sudo()._resign(date(2026, 6, 30), date(2026, 6, 30), "Upgrade")
            better = self._make_tier("Premium", "individual", 5000, 2400, term="club_year")
            better._get_schedules("dues").prorate = True
            upgraded = self._make_pending(tier=better, golf_start_date=date(2026, 7, 1))
        self.assertEqual(renewal.state, "reversed")
        dues = membership.charge_ids.filtered(lambda c: c.fee_kind == "dues") - renewal
        self.assertAlmostEqual(dues.amount - dues.amount_credited, round(1200 * 53 / 365, 2))
        self.assertEqual(membership.occupied_until, date(2026, 6, 30))
        self.assertEqual(upgraded.term_end, date(2026, 12, 31), "no credit in days on top")

    def test_bug_20_pause_stops_billing_and_ends_nothing(self):
        """github.com/OCA/contract/issues/197, pull/1470: prorate both ends, resume by itself."""
        membership = self._join(date(2026, 5, 9))
        self.env["golf.leave"].create(
            {
                "membership_id": membership.id,
                "date_from": "2027-01-01",
                "date_to": "2027-06-30",
                "reason": "Abroad",
            }
        )
        with freeze_time("2026-12-31 12:00:00"):
            values = membership._get_expected_charges(date(2027, 12, 31))
            self.assertAlmostEqual(
                sum(vals["amount"] for vals in values), round(1200 * 184 / 365, 2)
            )
            self._bill(self.env["golf.charge"].create(values))
        self._refresh(date(2027, 1, 20))
        self.assertEqual(membership.state, "active", "a leave closes nothing")
        with freeze_time("2027-12-31 12:00:00"):
            later = membership._get_expected_charges(date(2028, 1, 1))
        self.assertEqual([vals["amount"] for vals in later], [1200])

    def test_bug_21_an_old_last_day_yields_to_a_later_period(self):
        """github.com/odoo/odoo/pull/87321."""
        membership = self._join(date(2026, 5, 9))
        with freeze_time("2026-06-01 12:00:00"):
            membership.sudo()._resign(date(2026, 6, 1), date(2026, 6, 30), "Moves")
            membership.action_withdraw_resignation()
        self._refresh(date(2026, 7, 1))
        self.assertEqual(membership.state, "active")
        with freeze_time("2026-07-01 12:00:00"):
            membership.sudo()._resign(date(2026, 7, 1), date(2026, 7, 1), "Moves")
        self._refresh(date(2026, 9, 1))
        self.assertEqual(membership.state, "resigned")
        again = self._join(date(2026, 9, 1))
        self.assertEqual(again.state, "active")
        self.assertEqual(self.person.grade_id, self.yearly)
