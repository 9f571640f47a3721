# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .fee_common import FeeCommon


@tagged("post_install", "-at_install")
class TestCharge(FeeCommon):
    """From what is expected to what became of it."""

    def test_expected_once(self):
        member = self._take_over()
        charges = self._charge(member)
        self.assertEqual(charges.mapped("amount"), [6000])
        self.assertEqual(charges.period_start, date(self.year, 1, 1))
        self.assertEqual(charges.period_end, date(self.year, 12, 31))
        self.assertFalse(self._charge(member), "asked again, nothing is missing")

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_a_second_charge(self):
        member = self._take_over()
        values = member._get_expected_charges(self.today)
        self.env["golf.charge"].sudo().create(values)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["golf.charge"].sudo().create(values)
        overlapping = [{**values[0], "period_start": date(self.year, 7, 1)}]
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["golf.charge"].sudo().create(overlapping)

    @mute_logger("odoo.sql_db")
    def test_a_joining_fee_is_never_charged_twice(self):
        membership = self._make_active()
        joining = membership.charge_ids.filtered(lambda c: c.fee_kind == "joining")
        again = {
            "membership_id": membership.id,
            "fee_kind": "joining",
            "product_id": joining.product_id.id,
            "period_start": date(self.year + 1, 1, 1),
            "period_end": date(self.year + 1, 1, 1),
            "amount": 100,
        }
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["golf.charge"].sudo().create(again)
        self.assertFalse(membership._get_expected_charges(date(self.year, 12, 31)))

    def test_joining_order_bills_its_charges(self):
        self._get_schedule(self.tier).prorate = True
        start = date(self.year, 5, 9)
        membership = self._make_pending(golf_start_date=start)
        charges = {charge.fee_kind: charge for charge in membership.charge_ids}
        self.assertEqual(set(charges), {"joining", "dues"})
        days = (date(self.year, 12, 31) - start).days + 1
        whole = (date(self.year, 12, 31) - date(self.year - 1, 12, 31)).days
        expected = self.club.currency_id.round(6000 * days / whole)
        self.assertAlmostEqual(charges["dues"].amount, expected, 1)
        self.assertEqual(charges["dues"].period_end, date(self.year, 12, 31))
        self.assertEqual(set(membership.charge_ids.mapped("state")), {"due"})
        invoice = self._invoice(membership.order_id)
        self.assertEqual(invoice.invoice_line_ids.golf_charge_id, membership.charge_ids)
        self.assertEqual(set(membership.charge_ids.mapped("state")), {"invoiced"})
        term = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
        self.assertEqual(term.account_id, self.receivable)
        self.assertAlmostEqual(membership.amount_due, invoice.amount_total)
        self._pay(invoice)
        self.assertEqual(set(membership.charge_ids.mapped("state")), {"paid"})
        self.assertFalse(membership.amount_due)
        self.assertFalse(membership._get_expected_charges(date(self.year, 12, 31)))

    def test_accounts(self):
        """Fees for days to come go to the deferred account, deposits to theirs, debts to ours."""
        self._get_schedule(self.tier).recognition = "period"
        self._add_schedule(self.tier, "deposit", 20000)
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        accounts = {
            line.golf_charge_id.fee_kind: line.account_id for line in invoice.invoice_line_ids
        }
        self.assertEqual((accounts["dues"], accounts["deposit"]), (self.deferred, self.deposits))
        self.assertEqual(accounts["joining"].account_type, "income")
        billed = self._bill(self._charge(self._take_over()))
        self.assertEqual(billed.invoice_line_ids.account_id, self.deferred)
        terms = (invoice | billed).line_ids.filtered(lambda ln: ln.display_type == "payment_term")
        self.assertEqual(terms.account_id, self.receivable)
        note = self._credit(billed)
        self.assertEqual(note.invoice_line_ids.account_id, self.deferred)
        self.assertEqual(
            note.line_ids.filtered(lambda ln: ln.display_type == "payment_term").account_id,
            self.receivable,
        )
        self.club.golf_deferred_account_id = False
        with self.assertRaisesRegex(UserError, "deferred fees"):
            self._charge(self._take_over("无"))._create_invoices()

    def test_part_payment_and_credit(self):
        first, second = self._take_over("甲"), self._take_over("乙")
        second.payer_id = first.payer_id
        charges = self._charge(first | second)
        invoice = self._bill(charges)
        self.assertEqual(len(invoice), 1, "one payer, one invoice")
        one, other = charges
        self._pay(invoice, 3000)
        self.assertEqual(charges.mapped("state"), ["part_paid"] * 2)
        self.assertEqual(charges.mapped("amount_due"), [4500, 4500])
        self.assertEqual(charges.mapped("amount_paid"), [1500, 1500])
        self._credit_lines(invoice, {other: 6000})
        self.assertEqual((one.amount_due, other.amount_due), (3000, 0))
        self.assertEqual((one.amount_paid, other.amount_paid), (3000, 0))
        self.assertEqual((one.state, other.state), ("part_paid", "reversed"))
        self.assertEqual(sum(charges.mapped("amount_due")), invoice.amount_residual)

    def test_unmatched_payment_takes_it_back(self):
        charge = self._charge(self._take_over())
        invoice = self._bill(charge)
        self._pay(invoice)
        self.assertEqual(charge.state, "paid")
        self.assertEqual(charge.membership_id.date_end, date(self.year, 12, 31))
        invoice.line_ids.remove_move_reconcile()
        self.assertEqual(charge.state, "invoiced")
        self.assertEqual(charge.membership_id.date_end, date(self.year - 1, 12, 31))

    def test_bank_confirmed_is_more_than_paid(self):
        """A payment that is registered counts as paid; a statement line confirms it."""
        charge = self._charge(self._take_over())
        invoice = self._bill(charge)
        payment = self._pay(invoice)
        self.assertEqual((invoice.payment_state, charge.state), ("paid", "paid"))
        statement = self.env["account.bank.statement.line"].create(
            {
                "journal_id": payment.journal_id.id,
                "date": self.today,
                "payment_ref": "transfer",
                "amount": 6000,
                "partner_id": charge.payer_id.id,
            }
        )
        _liquidity, suspense, _other = statement._seek_for_lines()
        outstanding = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == payment.outstanding_account_id
        )
        suspense.account_id = outstanding.account_id
        (suspense | outstanding).reconcile()
        self.assertTrue(payment.is_matched)
        self.assertEqual(charge.state, "bank_confirmed")
        suspense.remove_move_reconcile()
        self.assertEqual(charge.state, "paid")

    def test_billed_again_after_credit(self):
        charge = self._charge(self._take_over())
        invoice = self._bill(charge)
        self._credit(invoice)
        self.assertEqual(charge.state, "reversed")
        again = self._bill(charge)
        self.assertEqual((charge.state, charge.amount_due), ("invoiced", 6000))
        self._pay(again)
        self.assertEqual((charge.state, charge.amount_due), ("paid", 0))

    def test_instalments(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Two halves",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": 0}),
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": 60}),
                ],
            }
        )
        self._get_schedule(self.tier).payment_term_id = term
        charge = self._charge(self._take_over())
        invoice = self._bill(charge)
        self.assertEqual(charge.date_due, self.today)
        self._pay(invoice, 3000)
        self.assertEqual((charge.state, charge.amount_due), ("part_paid", 3000))
        self.assertEqual(charge.date_due, self.today + timedelta(days=60))

    def test_foreign_currency(self):
        currency = self.env["res.currency"].create({"name": "XGF", "symbol": "g", "rounding": 0.01})
        rate = {"currency_id": currency.id, "name": "2020-01-01", "rate": 4.0}
        self.env["res.currency.rate"].create(rate)
        dues = self._get_schedule(self.tier)
        dues.write({"price_from": "fixed", "amount": 1000, "currency_id": currency.id})
        charge = self._charge(self._take_over())
        self._bill(charge)
        self.assertEqual((charge.amount_due, charge.company_amount_due), (1000, 250))
        self.assertEqual(charge.membership_id.amount_due, 250)

    def test_locker(self):
        schedule = self._add_schedule(self.tier, "locker", 800, prorate=True)
        member = self._take_over()
        member.subscription_ids = [
            Command.create(
                {
                    "product_id": schedule.product_id.id,
                    "reference": "A12",
                    "date_from": date(self.year, 7, 1),
                }
            )
        ]
        locker = self._charge(member).filtered(lambda c: c.fee_kind == "locker")
        self.assertEqual(locker.period_start, date(self.year, 7, 1))
        self.assertLess(locker.amount, 800)
        other = self._take_over("别人")
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            other.subscription_ids = [
                Command.create({"product_id": schedule.product_id.id, "reference": "A12"})
            ]

    def test_leave_costs_no_dues(self):
        self._get_schedule(self.tier).write({"cadence": "monthly"})
        member = self._take_over()
        member.leave_ids = [
            Command.create(
                {
                    "date_from": date(self.year, 2, 1),
                    "date_to": date(self.year, 3, 31),
                    "reason": "Abroad",
                }
            )
        ]
        months = self._charge(member, date(self.year, 5, 1)).mapped("period_start")
        self.assertEqual({day.month for day in months}, {1, 4, 5})

    def test_invoiced_charge_is_locked(self):
        charge = self._charge(self._take_over())
        self._bill(charge)
        accountant = self._make_staff("accountant")
        with self.assertRaisesRegex(AccessError, "credit the invoice"):
            charge.with_user(accountant).amount = 1
        with self.assertRaisesRegex(UserError, "part of the books"):
            charge.sudo().unlink()
        with self.assertRaisesRegex(UserError, "once for a period"):
            charge.copy()

    def test_problems_are_told(self):
        charge = self._charge(self._take_over())
        charge.payer_id.active = False
        with self.assertRaisesRegex(UserError, "archived"):
            charge._create_invoices()
        charge.payer_id.active = True
        charge.product_id.active = False
        with self.assertRaisesRegex(UserError, "product .* archived"):
            charge._create_invoices()

    def test_merge_of_two_members_loses_nothing(self):
        """Charges, invoices and events of both are the survivor's (odoo/odoo issue 263157)."""
        first, second = self._take_over("甲"), self._take_over("乙", tier=self.junior)
        invoices = self._bill(self._charge(first | second))
        self._commit_hooks()
        charges, events = (first | second).charge_ids, (first | second).event_ids
        lines = charges.move_line_ids
        source, target = second.partner_id, first.partner_id
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((source | target).ids, target)
        self.env.invalidate_all()
        self.assertFalse(source.exists())
        self.assertEqual(charges.exists().mapped("amount_due"), [6000, 2000])
        self.assertEqual(charges.member_id | charges.payer_id | invoices.partner_id, target)
        self.assertEqual((first | second).payer_id, target)
        self.assertEqual(events.exists(), (first | second).event_ids)
        self.assertEqual(lines.exists(), charges.move_line_ids)

    def test_charge_by_hand(self):
        """An accountant types a charge and invoices it."""
        member = self._take_over()
        accountant = self._make_staff("accountant")
        with Form(self.env["golf.charge"].with_user(accountant)) as form:
            form.membership_id = member
            form.product_id = self._make_fee("Renomination", 6000)
            form.amount = 6000
        charge = form.save()
        self.assertEqual((charge.state, charge.payer_id), ("due", member.partner_id))
        charge.action_invoice()
        self.assertEqual((charge.state, charge.amount_due), ("invoiced", 6000))

    def test_early_renewal_loses_no_day(self):
        """restrict-content-pro 1300: the next period starts after the one that is charged."""
        member = self._take_over()
        officer = self._make_staff("officer")
        for year in range(self.year, self.year + 4):  # further than a year past what is paid, too
            member.with_user(officer).action_renew()
            last = member.charge_ids.sorted("period_start")[-1:]
            self.assertEqual((last.period_start, last.amount), (date(year, 1, 1), 6000))
        member.sudo().last_day = last.period_end
        with self.assertRaisesRegex(UserError, "no next period"):
            member.with_user(officer).action_renew()
        self.club.sudo().golf_billing_start = False
        with self.assertRaisesRegex(UserError, "does not bill"):
            member.with_user(officer).action_renew()
