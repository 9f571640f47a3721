# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random
from datetime import date, timedelta
from decimal import Decimal

from odoo.tests import freeze_time, tagged

from .deferral_common import DeferralCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 12:00:00")
class TestDeferralChanges(DeferralCommon):
    """Credit notes, cancelled invoices, locked months and other currencies."""

    def _bill_year(self, amount=1200):
        charge = self._make_charge(amount, "2026-01-01", "2026-12-31")
        invoice = self._bill(charge, "2026-01-01")
        self._defer()
        return charge, invoice

    # --------------------------------------------------------- CREDIT NOTES

    def test_a_credit_note_takes_the_last_months(self):
        charge, invoice = self._bill_year()
        self._credit_part(invoice, 450, "2026-04-15")
        self._defer()
        plan = self._plan(charge)
        self.assertEqual((len(plan), plan["2026-08-31"]), (8, Decimal(50)))
        self.assertFalse(charge.deferral_ids.filtered(lambda r: r.amount < 0))
        empty = self.env["account.move"].search(
            [
                ("golf_is_deferral", "=", True),
                ("date", ">", "2026-08-31"),
                ("company_id", "=", self.club.id),
            ]
        )
        self.assertFalse(empty, "drafts without a part are gone")
        self._assert_ledger(charge)

    def test_a_full_credit_note_takes_back_what_was_earned(self):
        charge, invoice = self._bill_year()
        self._credit(invoice)
        self._defer()
        back = charge.deferral_ids.filtered(lambda r: r.amount < 0)
        self.assertEqual((back.amount, back.date), (-300, date(2026, 4, 15)))
        self.assertEqual(back.state, "recognised", "at once")
        self.assertEqual((self._balance(self.deferred), self._balance(self.income)), (0, 0))
        self._assert_ledger(charge)

    def test_credited_before_the_first_night(self):
        charge = self._make_charge(1200, "2026-04-01", "2027-03-31")
        self._credit(self._bill(charge, "2026-04-15"))
        self._defer()
        self.assertFalse(charge.deferral_ids)
        self.assertEqual(self._balance(self.deferred), 0)

    def test_billed_again_after_a_credit_note(self):
        charge, invoice = self._bill_year()
        self._credit(invoice)
        again = charge._create_invoices()
        again.action_post()
        self._defer()
        self.assertEqual(self._balance(self.deferred), -1200)
        self.assertEqual(self._plan(charge)["2026-04-30"], 400, "January to April")
        self._assert_ledger(charge)

    def test_an_invoice_reset_to_draft_and_posted_again(self):
        charge, invoice = self._bill_year()
        invoice.button_draft()
        self._defer()
        self.assertEqual(charge.amount_deferred, 0)
        self.assertEqual((self._balance(self.deferred), self._balance(self.income)), (0, 0))
        back = charge.deferral_ids.filtered("is_correction")
        self.assertEqual(
            set(back.mapped("date")), {date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)}
        )
        invoice.action_post()
        self._defer()
        self.assertEqual(charge.amount_deferred, 900)
        self.assertEqual(self._balance(self.income), -300)
        self._assert_ledger(charge)

    def test_a_draft_invoice_that_was_posted_is_deleted(self):
        charge, invoice = self._bill_year()
        invoice.button_draft()
        invoice.with_context(force_delete=True).unlink()
        self._defer()
        self.assertEqual(sum(charge.deferral_ids.mapped("amount")), 0)
        self.assertEqual((self._balance(self.deferred), self._balance(self.income)), (0, 0))
        self._defer()
        self.assertEqual(len(charge.deferral_ids), 6, "three months and three corrections")

    def test_a_cancelled_credit_note_gives_the_months_back(self):
        charge, invoice = self._bill_year()
        note = self._credit_part(invoice, 450, "2026-04-15")
        self._defer()
        note.button_draft()
        note.button_cancel()
        self._defer()
        self.assertEqual(set(self._plan(charge).values()), {Decimal(100)})
        self.assertEqual(len(self._plan(charge)), 12)
        self._assert_ledger(charge)

    # -------------------------------------------------------------- ENTRIES

    def test_deleted_and_cancelled_drafts_are_made_again(self):
        charge, _invoice = self._bill_year()
        drafts = charge.deferral_ids.move_id.filtered(lambda m: m.state == "draft").sorted("date")
        drafts[0].unlink()
        drafts[1].button_cancel()
        self._defer()
        self.assertEqual(len(self._plan(charge)), 12)
        self.assertNotIn("cancel", charge.deferral_ids.move_id.mapped("state"))
        self._assert_ledger(charge)

    def test_locked_months_move_to_the_first_open_one(self):
        charge = self._make_charge(1200, "2026-01-01", "2026-12-31")
        self._bill(charge, "2026-01-01")
        later = self._make_charge(1200, "2026-01-01", "2026-12-31")
        self._bill(later, "2026-01-01")
        self._lock(fiscalyear_lock_date="2026-02-28")
        charge.sudo()._plan_deferrals()
        plan = self._plan(charge)
        self.assertEqual((min(plan), plan["2026-03-31"]), ("2026-03-31", Decimal(300)))
        self._autopost()
        self._lock(hard_lock_date="2026-04-20")
        self._defer()
        plan = self._plan(later)
        self.assertEqual((min(plan), plan["2026-04-30"]), ("2026-04-30", Decimal(400)))
        self._assert_ledger(charge + later)

    def test_a_credit_note_in_a_month_locked_since(self):
        charge, invoice = self._bill_year()
        self._credit_part(invoice, 1150, "2026-03-10")
        self._lock(fiscalyear_lock_date="2026-03-31")
        self._defer()
        back = charge.deferral_ids.filtered(lambda r: r.amount < 0)
        self.assertEqual(set(back.mapped("date")), {date(2026, 4, 30)})
        self.assertEqual(sorted(back.mapped("amount")), [-150, -100], "earned by then, and March")
        with freeze_time("2026-05-02"):
            self._autopost()
        self.assertEqual(self._balance(self.deferred), 0)
        self.assertEqual(self._balance(self.income), -50)

    def test_a_credit_note_of_an_earlier_day(self):
        charge, invoice = self._bill_year()
        self._credit_part(invoice, 1150, "2026-02-10")
        self._defer()
        self.assertEqual(self._balance(self.income), -50)
        self.assertEqual(self._balance(self.deferred, "2026-02-10"), 0)
        self._assert_ledger(charge)

    def test_accounts_with_taxes_of_their_own_bring_no_tax(self):
        tax = self.company_data["default_tax_sale"]
        self.income.tax_ids = tax
        charge, _invoice = self._bill_year()
        self.assertFalse(charge.deferral_ids.move_id.line_ids.tax_line_id)
        self._assert_ledger(charge)

    # ----------------------------------------------------------- CURRENCIES

    def test_an_invoice_in_another_currency(self):
        charges = self.env["golf.charge"]
        for name, rate in (("EUR", 0.9137), ("JPY", 151.37), ("KWD", 0.3071)):
            currency = self._make_currency_rate(name, rate)
            charge = self._make_charge(
                currency.round(1000.0), "2026-01-17", "2026-12-31", currency_id=currency.id
            )
            invoice = self._bill(charge, "2026-01-17")
            self._defer()
            with self.subTest(currency=name):
                self.assertEqual(sum(self._plan(charge, "amount_currency").values()), 1000)
                self.assertEqual(
                    sum(self._plan(charge).values()), Decimal(str(invoice.amount_total_signed))
                )
                self.assertEqual(charge.deferral_ids.currency_id, currency)
                self._credit_part(invoice, currency.round(333.0), "2026-04-10")
                self._defer()
                charges |= charge
                self._assert_ledger(charges)

    def test_rates_of_opposite_sign_share_an_entry(self):
        euro = self._make_currency_rate("EUR", 0.9)
        charge = self._make_charge(1200, "2026-01-01", "2026-12-31", currency_id=euro.id)
        invoice = self._bill(charge, "2026-01-01")
        self._defer()
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "company_id": self.club.id, "name": "2026-04-02", "rate": 0.7}
        )
        self._credit_part(invoice, 1199, "2026-04-10")
        self._defer()
        self._assert_ledger(charge)

    # --------------------------------------------------------------- RANDOM

    def test_random_plans(self):
        """Charges of random days, amounts and currencies, billed, credited and run at random."""
        seed = random.Random(19)
        currencies = [
            self.club.currency_id,
            self._make_currency_rate("EUR", 0.9137),
            self._make_currency_rate("JPY", 151.37),
            self._make_currency_rate("KWD", 0.3071),
        ]
        charges = self.env["golf.charge"]
        for _index in range(16):
            currency = seed.choice(currencies)
            start = date(2025, 6, 1) + timedelta(days=seed.randrange(400))
            charges |= self._make_charge(
                currency.round(seed.uniform(0.5, 50000)),
                start,
                start + timedelta(days=seed.randrange(400)),
                seed.choice([self.dues, self.joining]),
                fee_kind="other",
                currency_id=currency.id,
            )
        for charge in charges:
            day = date(2025, 7, 1) + timedelta(days=seed.randrange(280))
            self._bill(charge, day)
        self._defer()
        self._assert_ledger(charges)
        for charge in seed.sample(list(charges), 8):
            invoice = charge.move_line_ids.move_id
            self._credit_part(
                invoice,
                charge.currency_id.round(charge.amount * seed.uniform(0.05, 0.5)),
                invoice.date + timedelta(days=seed.randrange(60)),
            )
        self._defer()
        self._assert_ledger(charges)
        for charge in seed.sample(list(charges), 8):
            seed.choice(charge.move_line_ids.move_id).button_draft()
        self._defer()
        self._assert_ledger(charges)
