# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .deferral_common import DeferralCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 12:00:00")
class TestDeferral(DeferralCommon):
    """Fees for days to come become revenue month by month."""

    def test_a_year_of_dues_becomes_revenue_month_by_month(self):
        charge = self._make_charge(1000, "2026-01-01", "2026-12-31")
        self._bill(charge, "2026-01-01")
        self.assertEqual(self._balance(self.deferred), -1000)
        self._defer()
        plan = self._plan(charge)
        self.assertEqual(
            list(plan)[:2] + list(plan)[-1:], ["2026-01-31", "2026-02-28", "2026-12-31"]
        )
        self.assertEqual([str(part) for part in plan.values()], ["83.33"] * 11 + ["83.37"])
        states = charge.deferral_ids.grouped("state")
        self.assertEqual(len(states["recognised"]), 3, "January to March are over")
        self.assertEqual(states["planned"].move_id.mapped("auto_post"), ["at_date"] * 9)
        self.assertEqual(charge.amount_deferred, 750.01)
        self.assertEqual(self._balance(self.deferred), -750.01)
        self.assertEqual(self._balance(self.income, "2026-02-28"), -166.66)
        self._assert_ledger(charge)

    def test_odoos_own_job_posts_a_month_on_its_day(self):
        charge = self._make_charge(1200, "2026-01-01", "2026-12-31")
        self._bill(charge, "2026-01-01")
        self._defer()
        with freeze_time("2026-06-01 03:00:00"):
            self._autopost()
            self.assertEqual(charge.amount_deferred, 700)
            self.assertEqual(self._balance(self.deferred), -700)
        self._assert_ledger(charge)

    def test_the_second_night_changes_nothing(self):
        charges = self._make_charge(1000, "2026-01-01", "2026-12-31")
        charges |= self._make_charge(90, "2026-04-01", "2026-06-30")
        self._bill(charges, "2026-04-01")
        self._defer()
        before = (charges.deferral_ids.ids, charges.deferral_ids.move_id.line_ids.ids)
        self._defer()
        self.assertEqual(
            before, (charges.deferral_ids.ids, charges.deferral_ids.move_id.line_ids.ids)
        )

    def test_members_of_a_month_share_an_entry(self):
        first = self._make_charge(1200, "2026-01-01", "2026-12-31")
        self._bill(first, "2026-01-01")
        self._defer()
        march, june = (
            first.deferral_ids.filtered(lambda r: r.date == date(2026, month, day)).move_id  # noqa: B023
            for month, day in ((3, 31), (6, 30))
        )
        kept = march.line_ids.mapped("balance")
        second = self._make_charge(600, "2026-01-01", "2026-12-31")
        self._bill(second, "2026-03-20")
        self._defer()
        self.assertEqual(march.line_ids.mapped("balance"), kept, "a posted entry never changes")
        self.assertEqual(len(june.line_ids), 2)
        self.assertEqual(max(june.line_ids.mapped("balance")), 150)
        self.assertEqual(len((first + second).deferral_ids.move_id), 13, "one more for March")
        self._assert_ledger(first + second)

    def test_nothing_is_revenue_before_it_is_billed(self):
        charge = self._make_charge(300, "2026-01-01", "2026-03-31")
        self._bill(charge, "2026-04-02")
        self._defer()
        self.assertEqual({k: int(v) for k, v in self._plan(charge).items()}, {"2026-04-30": 300})
        self._assert_ledger(charge)

    def test_a_joining_fee_over_three_years(self):
        charge = self._make_charge(100000, "2026-04-15", "2026-04-15", self.joining)
        self._bill(charge)
        self._defer()
        plan = self._plan(charge)
        self.assertEqual((min(plan), max(plan), len(plan)), ("2026-04-30", "2029-03-31", 36))
        self._assert_ledger(charge)

    def test_fees_at_once_and_deposits_are_left_alone(self):
        at_once = self.junior._get_schedules("dues")
        charge = self._make_charge(500, "2026-04-01", "2026-12-31", at_once)
        deposit = self.env["golf.fee.schedule"].create(
            {
                "tier_id": self.tier.id,
                "fee_kind": "deposit",
                "product_id": self._make_fee("Deposit", 9000).id,
                "recognition": "period",
            }
        )
        held = self._make_charge(9000, "2026-04-01", "2026-12-31", deposit)
        self._bill(charge + held)
        self._defer()
        self.assertFalse((charge + held).deferral_ids)

    def test_a_joining_order_defers_what_it_bills(self):
        order = self._make_order(self._make_person("Joins Now", "1990-01-01"))
        order.action_confirm()
        self._invoice(order)
        self._defer()
        charges = order.golf_membership_ids.charge_ids
        self.assertEqual(
            {c.fee_kind: len(c.deferral_ids) for c in charges}, {"joining": 36, "dues": 9}
        )
        self._assert_ledger(charges)

    # ------------------------------------------------------------ BAD INPUT

    def test_a_product_without_revenue_account_is_said_on_the_charge(self):
        other = self._make_fee("Other", 300)
        other.property_account_income_id = self.income
        bad = self._make_charge(100, "2026-04-01", "2026-06-30")
        good = self._make_charge(300, "2026-04-01", "2026-06-30", product_id=other.id)
        self._bill(bad + good)
        product = self.dues.product_id
        product.property_account_income_id = False
        product.categ_id.property_account_income_categ_id = False
        self.club.income_account_id = False
        self._defer()
        self.assertIn("has no revenue account", bad.problem)
        self.assertFalse(bad.deferral_ids)
        self.assertEqual(len(good.deferral_ids), 3, "the rest goes on")
        product.property_account_income_id = self.income
        self._defer()
        self.assertFalse(bad.problem)
        self._assert_ledger(bad + good)

    def test_recognised_revenue_cannot_be_changed_or_deleted(self):
        charge = self._make_charge(1200, "2026-01-01", "2026-12-31")
        self._bill(charge, "2026-01-01")
        self._defer()
        posted = charge.deferral_ids.filtered(lambda r: r.state == "recognised")[:1]
        with self.assertRaisesRegex(UserError, "posted entry"):
            posted.sudo().amount = 1
        with self.assertRaisesRegex(UserError, "posted entry"):
            posted.sudo().unlink()
