# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from datetime import date
from decimal import Decimal

from odoo import fields

from .common import GolfCommon


class DeferralCommon(GolfCommon):
    """A club that defers its fees, with a way to bill, credit and count them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deferred = cls._make_account("DEF1", "Deferred fees", "liability_current")
        cls.deposits = cls._make_account("DEP1", "Deposits", "liability_current")
        cls.income = cls._make_account("INC1", "Dues earned", "income")
        cls.club.write(
            {
                "golf_deferred_account_id": cls.deferred.id,
                "golf_deposit_account_id": cls.deposits.id,
            }
        )
        (cls.tier + cls.junior).dues_product_id.property_account_income_id = cls.income
        cls.tier.joining_fee_product_id.property_account_income_id = cls.income
        cls.dues = cls.tier._get_schedules("dues")
        cls.dues.write({"recognition": "period", "prorate": True})
        cls.joining = cls.tier._get_schedules("joining")
        cls.joining.write({"recognition": "months", "recognition_months": 36})
        cls.membership = cls._make_member(cls.person, cls.tier)
        cls.counter = 0

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("golf_membership.group_golf_accountant")

    @classmethod
    def _make_account(cls, code, name, kind, **values):
        return cls.env["account.account"].create(
            {"code": code, "name": name, "account_type": kind, **values}
        )

    @classmethod
    def _make_member(cls, partner, tier):
        return (
            cls.env["golf.membership"]
            .sudo()
            .create(
                {
                    "partner_id": partner.id,
                    "company_id": tier.company_id.id,
                    "tier_id": tier.id,
                    "origin": "import",
                    "date_start": "2020-01-01",
                    "term_end": "2030-12-31",
                }
            )
        )

    def _make_charge(self, amount, start, end, schedule=None, **values):
        schedule = schedule or self.dues
        type(self).counter += 1
        return self.env["golf.charge"].create(
            {
                "membership_id": self.membership.id,
                "schedule_id": schedule.id,
                "fee_kind": schedule.fee_kind,
                "fee_key": f"test:{self.counter}",
                "product_id": schedule.product_id.id,
                "period_start": start,
                "period_end": end,
                "amount": amount,
                **values,
            }
        )

    def _bill(self, charges, day=None):
        invoices = charges._create_invoices()
        if day:
            invoices.invoice_date = day
            invoices.date = day
        invoices.action_post()
        return invoices

    def _credit_part(self, invoice, amount, day):
        """Credit so much of an invoice of one line, on ``day``."""
        note = invoice._reverse_moves([{"invoice_date": day, "date": day}])
        note.invoice_line_ids.price_unit = amount
        note.action_post()
        return note

    def _defer(self):
        self._run_cron("ir_cron_golf_deferrals")

    def _autopost(self):
        """Run Odoo's own job that posts entries on their day."""
        with self.enter_registry_test_mode():
            self.env.ref("account.ir_cron_auto_post_draft_entry").sudo().method_direct_trigger()
        self.env.invalidate_all()

    def _plan(self, charge, fname="amount"):
        """Return {month as text: amount} of the entries of one charge."""
        found = defaultdict(Decimal)
        for row in charge.deferral_ids:
            found[str(row.date)] += Decimal(str(row[fname]))
        return {day: amount for day, amount in sorted(found.items()) if amount}

    def _balance(self, account, day=None):
        domain = [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        if day:
            domain.append(("date", "<=", day))
        [[total]] = self.env["account.move.line"]._read_group(domain, [], ["balance:sum"])
        return round(total, 6)

    def _get_balances(self, account, days):
        """Return {day: balance of an account at its end}, asking the ledger once."""
        by_day = self.env["account.move.line"]._read_group(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")],
            ["date:day"],
            ["balance:sum"],
        )
        return {day: round(sum(sum_ for of, sum_ in by_day if of <= day), 6) for day in days}

    def _assert_ledger(self, charges):
        """Check what must hold at any time, in both currencies, recounted from the items alone."""
        self.env.flush_all()
        for charge in charges:
            lines = charge._get_deferring_lines()
            for fname, of_line in (("amount", "balance"), ("amount_currency", "amount_currency")):
                billed = -sum(Decimal(str(line[of_line])) for line in lines)
                planned = sum(Decimal(str(row[fname])) for row in charge.deferral_ids)
                self.assertEqual(planned, billed, (charge.display_name, fname))
        rows = charges.deferral_ids
        self.assertFalse(rows.filtered(lambda row: not row.move_id), "rows without an entry")
        for move in rows.move_id:
            self._assert_entry(move)
        days = sorted({*rows.mapped("date"), *charges.move_line_ids.mapped("date")})
        balances = self._get_balances(self.deferred, days)
        ours = charges.move_line_ids.filtered(
            lambda line: line.account_id == self.deferred and line.parent_state == "posted"
        )
        for day in days:
            self.assertLessEqual(balances[day], 0, f"debit balance on {day}")
            billed = sum(line.balance for line in ours if line.date <= day)
            earned = sum(r.amount for r in rows if r.state == "recognised" and r.date <= day)
            self.assertAlmostEqual(balances[day], billed + earned, 6, str(day))

    def _assert_entry(self, move):
        """Check that the items of an entry are the sums of its rows, and are balanced."""
        sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
        for row in move.golf_deferral_ids:
            for account, sign in ((row.deferred_account_id, 1), (row.income_account_id, -1)):
                item = sums[account, row.tier_id, row.currency_id]
                item[0] += sign * Decimal(str(row.amount))
                item[1] += sign * Decimal(str(row.amount_currency))
        items = defaultdict(lambda: [Decimal(0), Decimal(0)])
        for line in move.line_ids:
            item = items[line.account_id, line.golf_tier_id, line.currency_id]
            item[0] += Decimal(str(line.balance))
            item[1] += Decimal(str(line.amount_currency))
        for key in sums.keys() | items.keys():
            for ours, theirs in zip(sums[key], items[key], strict=True):
                self.assertAlmostEqual(ours, theirs, 6, (move.ref, key))
        self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0, 6)
        self.assertFalse(move.line_ids.tax_ids)

    @classmethod
    def _make_currency_rate(cls, name, rate):
        """Activate a currency with ``rate`` of it to one of the club's since 2020."""
        currency = (
            cls.env["res.currency"].with_context(active_test=False).search([("name", "=", name)])
        )
        currency.active = True
        cls.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": cls.club.id,
                "name": date(2020, 1, 1),
                "rate": rate,
            }
        )
        return currency

    @classmethod
    def _lock(cls, **days):
        cls.club.write({name: fields.Date.to_date(day) for name, day in days.items()})
