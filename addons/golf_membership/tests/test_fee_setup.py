# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestFeeSetup(GolfCommon):
    """A consultant sets a club's fees up, on the generic chart."""

    def _set_up(self, **values):
        setup = self.env["golf.fee.setup"].create(values)
        setup.action_apply()
        return setup

    def _accounts(self, setup):
        return {line.kind: line.account_id for line in setup.account_ids}

    def test_it_creates_what_is_missing(self):
        self.assertEqual(len(self.club._get_golf_missing_for_fees()), 6)
        setup = self._set_up()
        accounts = self._accounts(setup)
        self.assertEqual(self.club.golf_receivable_account_id, accounts["receivable"])
        self.assertEqual(self.club.golf_deferred_account_id, accounts["deferred"])
        self.assertEqual(self.club.golf_deposit_account_id, accounts["deposit"])
        self.assertEqual(
            [account.account_type for account in accounts.values()],
            ["asset_receivable", "liability_current", "liability_current", "income", "income"],
        )
        self.assertTrue(accounts["receivable"].reconcile)
        self.assertEqual(self.club.golf_fee_journal_id.type, "sale")
        self.assertEqual(self.club.golf_fee_journal_id.default_account_id, accounts["dues"])
        self.assertEqual(self.club.golf_deferral_journal_id.type, "general")
        self.assertFalse(self.club._get_golf_missing_for_fees())
        dues, joining = self.tier._get_schedules("dues"), self.tier._get_schedules("joining")
        self.assertEqual((dues.recognition, joining.recognition), ("period", "at_once"))
        self.assertEqual(dues.product_id.property_account_income_id, accounts["dues"])
        self.assertEqual(joining.product_id.property_account_income_id, accounts["joining"])
        self.assertEqual((setup.step, setup.missing), ("done", ""))

    def test_the_new_codes_are_near_the_charts_own(self):
        lines = self.env["golf.fee.setup"].create({}).account_ids
        self.assertEqual([(line.code or "")[:2] for line in lines], ["12", "21", "21", "40", "40"])
        self.assertEqual(len(set(lines.mapped("code"))), 5)

    def test_a_chart_without_known_codes(self):
        self.club.chart_template = False
        lines = self.env["golf.fee.setup"].create({}).account_ids
        self.assertEqual(len(set(lines.mapped("code"))), 5)
        self._set_up()
        self.assertFalse(self.club._get_golf_missing_for_fees())

    def test_nothing_is_done_twice(self):
        first = self._accounts(self._set_up())
        journals = self.env["account.journal"].search_count([])
        self.club.golf_deposit_account_id = False
        second = self._set_up()
        self.assertEqual(self._accounts(second), first)
        self.assertEqual(self.env["account.journal"].search_count([]), journals)

    def test_a_second_look_proposes_what_was_chosen(self):
        self._set_up(joining_recognition="months", joining_months=18, dues_recognition="at_once")
        again = self.env["golf.fee.setup"].create({})
        self.assertEqual((again.joining_recognition, again.joining_months), ("months", 18))
        self.assertEqual(again.dues_recognition, "at_once")

    def test_joining_orders_are_invoiced_in_the_journal_of_fees(self):
        self._set_up()
        order = self._make_order()
        order.action_confirm()
        self.assertEqual(self._invoice(order).journal_id, self.club.golf_fee_journal_id)

    def test_existing_accounts_and_journals_are_taken(self):
        mine = self.env["account.account"].create(
            {"code": "2999", "name": "Ours", "account_type": "liability_current"}
        )
        journal = self.company_data["default_journal_sale"]
        setup = self.env["golf.fee.setup"].create({"fee_journal_id": journal.id})
        setup.account_ids.filtered(lambda line: line.kind == "deferred").account_id = mine
        setup.action_apply()
        self.assertEqual(self.club.golf_deferred_account_id, mine)
        self.assertEqual(self.club.golf_fee_journal_id, journal)

    def test_the_account_of_a_product_stays(self):
        product = self.tier.dues_product_id
        product.property_account_income_id = self.company_data["default_account_revenue"]
        self._set_up()
        self.assertEqual(
            product.property_account_income_id, self.company_data["default_account_revenue"]
        )

    def test_fees_that_have_billed_keep_their_revenue(self):
        self._make_pending()
        self._set_up(joining_recognition="months", joining_months=24)
        self.assertEqual(self.tier._get_schedules("dues").recognition, "at_once")
        self.assertEqual(self.junior._get_schedules("joining").recognition_months, 24)

    def test_step_by_step_on_screen(self):
        form = Form(self.env["golf.fee.setup"])
        setup = form.save()
        steps = []
        for _step in range(2):
            self.assertEqual(setup.action_next()["res_id"], setup.id)
            steps.append(setup.step)
        setup.action_back()
        self.assertEqual((steps, setup.step), (["journals", "revenue"], "journals"))
        self.assertIn("account for deferred fees", setup.missing)

    # ------------------------------------------------------------ BAD INPUT

    def test_choices_that_cannot_be(self):
        income = self.company_data["default_account_revenue"]
        setup = self.env["golf.fee.setup"].create({})
        lines = {line.kind: line for line in setup.account_ids}
        lines["deferred"].account_id = income
        with self.assertRaisesRegex(ValidationError, "type Income. Choose one of the type"):
            setup.action_apply()
        lines["deferred"].account_id = False
        lines["deferred"].code = income.code
        with self.assertRaisesRegex(UserError, "is that of"):
            setup.action_apply()
        lines["deferred"].code = False
        with self.assertRaisesRegex(UserError, "give the new one a code"):
            setup.action_apply()
        self.assertEqual(len(self.club._get_golf_missing_for_fees()), 6, "nothing half written")

    def test_journals_that_cannot_be(self):
        bank = self.company_data["default_journal_bank"]
        with self.assertRaisesRegex(UserError, "choose one of Test Links of the type Sales"):
            self._set_up(fee_journal_id=bank.id)
        with self.assertRaisesRegex(UserError, "short code"):
            self._set_up(deferral_journal_code=False)

    def test_a_first_day_that_cannot_be(self):
        with self.assertRaisesRegex(ValidationError, "cannot be billed from 1900-01-01"):
            self._set_up(billing_start="1900-01-01")
        self.club.fiscalyear_lock_date = fields.Date.subtract(self.today, months=1)
        with self.assertRaisesRegex(ValidationError, "locked until"):
            self._set_up(billing_start=fields.Date.subtract(self.today, months=2))
        with self.assertRaisesRegex(ValidationError, "locked until"):
            self.club.golf_billing_start = fields.Date.subtract(self.today, months=2)

    def test_accounts_of_the_settings_are_checked(self):
        with self.assertRaisesRegex(ValidationError, "type Income. Choose one of the type"):
            self.club.golf_deferred_account_id = self.company_data["default_account_revenue"]
        other = self.env["res.company"].create({"name": "Other Links"})
        account = (
            self.env["account.account"]
            .with_company(other)
            .create({"code": "2999", "name": "Theirs", "account_type": "liability_current"})
        )
        with self.assertRaisesRegex(UserError, "another company|incompatible companies|Other"):
            self.club.golf_deferred_account_id = account

    def test_no_role_of_the_club_sets_fees_up(self):
        with self.assertRaises(AccessError):
            self.env["golf.fee.setup"].with_user(self._make_staff("manager")).create({})
