# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from .billing_common import BillingCommon


@tagged("post_install", "-at_install")
class TestBillingFailures(BillingCommon):
    """A member who cannot be billed is reported on himself, and the rest is billed."""

    def _assert_only_the_first_failed(self, members, run, pattern):
        self.assertEqual((run.state, run.failed_count), ("done", 1))
        self.assertEqual(run.invoice_count, len(members) - 1)
        self.assertEqual(run.failure_ids.membership_id, members[0])
        self.assertRegex(run.failure_ids.reason, pattern)
        self.assertEqual(set(members[1:].charge_ids.mapped("state")), {"invoiced"})
        self.assertFalse(self._get_invoices(members[0]), "nothing half written")
        self.assertEqual(len(self._get_reminders(members[0])), 1)
        self.assertFalse(self._get_reminders(members[1:]))

    def _get_reminders(self, members):
        return members.sudo()._get_billing_activities(members.ids)

    def test_an_archived_payer(self):
        members = self._make_members(4)
        members[0].payer_id = self.env["res.partner"].create({"name": "Gone"})
        members[0].payer_id.active = False
        run = self._bill()
        self._assert_only_the_first_failed(members, run, "Gone.*archived")
        charge = members[0].charge_ids
        self.assertEqual(charge.problem, run.failure_ids.reason)
        again = self._bill()
        self.assertEqual((again.failed_count, len(self._get_reminders(members[0]))), (1, 1))
        self.assertEqual(members[0].charge_ids, charge)
        members[0].payer_id.active = True
        last = self._bill()
        self.assertEqual((last.failed_count, last.invoice_count), (0, 1))
        self.assertEqual((charge.state, charge.problem), ("invoiced", False))
        self.assertFalse(self._get_reminders(members[0]))

    def test_a_payer_of_another_club(self):
        members = self._make_members(3)
        other = self.env["res.company"].sudo().create({"name": "Other Links"})
        members[0].payer_id.sudo().company_id = False
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET company_id = %s WHERE id = %s",
            [other.id, members[0].payer_id.id],
        )
        self.env.invalidate_all()
        run = self._bill()
        self._assert_only_the_first_failed(members, run, "Other Links")
        self.assertFalse(members[0].charge_ids)

    def test_a_product_that_is_archived(self):
        members = self._make_members(2, tier_id=self.junior.id)
        members |= self._make_members(2, offset=10)
        self.junior.dues_product_id.active = False
        run = self._bill()
        self.assertEqual((run.invoice_count, run.failed_count), (2, 2))
        self.assertRegex(members[0].charge_ids.problem, "Junior dues.*archived")

    def test_a_fee_without_a_revenue_account(self):
        members = self._make_members(1)
        product = self.dues.product_id
        product.property_account_income_id = False
        product.categ_id.property_account_income_categ_id = False
        self.club.income_account_id = False
        run = self._bill()
        if run.failed_count:  # a chart may still find one
            self.assertRegex(members.charge_ids.problem, "no revenue account")
        else:
            self.assertEqual(members.charge_ids.state, "invoiced")

    def test_a_currency_without_a_rate(self):
        currency = self.env["res.currency"].sudo().create({"name": "XGF", "symbol": "G"})
        self.dues.sudo().write({"currency_id": currency.id, "price_from": "fixed", "amount": 100})
        members = self._make_members(1)
        run = self._bill()
        self.assertEqual(run.failed_count, 1)
        self.assertRegex(members.charge_ids.problem, "no rate of the currency XGF")
        self.env["res.currency.rate"].sudo().create(
            {"currency_id": currency.id, "name": "2020-01-01", "rate": 2}
        )
        run = self._bill()
        self.assertEqual((run.failed_count, run.amount), (0, 50))

    @mute_logger("odoo.addons.golf_membership.models.golf_billing_slice")
    def test_one_that_breaks_while_it_is_posted(self):
        members = self._make_members(5)
        bad = members[0].partner_id
        post = type(self.env["account.move"])._post

        def break_one(moves, soft=True):
            result = post(moves, soft)
            if bad in moves.partner_id:
                raise ZeroDivisionError("somebody else's addon")
            return result

        self.patch(type(self.env["account.move"]), "_post", break_one)
        run = self._bill()
        self._assert_only_the_first_failed(members, run, "technical reason.*somebody else")
        numbers = sorted(self._get_invoices(members).mapped("sequence_number"))
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 4)), "a gap in the numbers")

    def test_a_locked_period_moves_the_date_forward(self):
        members = self._make_members(2)
        self.club.sudo().fiscalyear_lock_date = self.today + timedelta(days=3)
        run = self._bill()
        self.assertEqual((run.invoice_count, run.failed_count), (2, 0))
        self.assertEqual(
            set(self._get_invoices(members).mapped("invoice_date")),
            {self.today + timedelta(days=4)},
        )

    def test_books_locked_for_years_stop_the_run(self):
        members = self._make_members(2)
        self.club.sudo().fiscalyear_lock_date = self.today + timedelta(days=900)
        run = self._bill()
        self.assertEqual((run.state, run.invoice_count), ("done", 0))
        self.assertRegex(run.problem, "locked up to")
        self.assertFalse(self._get_reminders(members))
        self.club.sudo().fiscalyear_lock_date = False
        self.assertEqual(self._bill().invoice_count, 2)

    def test_amounts_of_nothing_and_of_ten_digits(self):
        self.dues.sudo().write({"price_from": "fixed", "amount": 0})
        members = self._make_members(1)
        run = self._bill()
        self.assertEqual((run.charge_count, run.invoice_count), (1, 0))
        self.assertEqual(members.charge_ids.state, "paid")
        self.junior._get_schedules("dues").sudo().write(
            {"price_from": "fixed", "amount": 9876543210}
        )
        rich = self._make_members(1, offset=5, tier_id=self.junior.id)
        self.assertEqual(self._bill().amount, 9876543210)
        self.assertEqual(rich.charge_ids.amount_due, 9876543210)
