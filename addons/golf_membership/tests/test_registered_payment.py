# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo import Command
from odoo.tests import tagged

from .fee_common import FeeCommon


@tagged("post_install", "-at_install")
class TestRegisteredPayment(FeeCommon):
    """A payment whose journal has no outstanding account: no entry until the bank's statement."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._take_over()
        cls.charge = cls._charge(cls.member)
        cls.invoice = cls._bill(cls.charge)

    def _register(self, invoice, amount):
        """Register a payment as journals of accounting apps do: it has no entry."""
        payment = self.env["account.payment"].create(
            {
                "partner_id": invoice.partner_id.id,
                "amount": amount,
                "date": self.today,
                "invoice_ids": [Command.set(invoice.ids)],
            }
        )
        # Odoo without an accounting app fills it in when the payment is created.
        payment.outstanding_account_id = False
        payment.action_post()
        self.assertFalse(payment.move_id)
        self.assertEqual(payment.state, "in_process")
        self.assertIn(invoice.payment_state, ("paid", "in_payment"), "what Odoo says of it")
        return payment

    def _book_on_statement(self, invoice, amount):
        """Match a line of the bank's statement with the invoice itself."""
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": self.today,
                "payment_ref": "transfer",
                "amount": amount,
                "partner_id": invoice.partner_id.id,
            }
        )
        _liquidity, suspense, _other = line._seek_for_lines()
        term = invoice.line_ids.filtered(lambda item: item.display_type == "payment_term")
        suspense.account_id = term.account_id
        (suspense | term).reconcile()

    def _get_arrears(self):
        return self.env["golf.arrears"].search([("membership_id", "=", self.member.id)])

    def test_open_in_the_ledger_until_there_is_an_entry(self):
        payment = self._register(self.invoice, 6000)
        charge = self.charge
        self.assertEqual(self.invoice.amount_residual, 6000)
        self.assertEqual(
            (charge.state, charge.amount_due, charge.amount_paid), ("invoiced", 6000, 0)
        )
        self.assertEqual(charge.amount_registered, 6000, "the sign of its own")
        found = charge.search([("amount_registered", ">", 0), ("state", "!=", "paid")])
        self.assertIn(charge, found)
        unconfirmed = [("golf_is_fee_payment", "=", True), ("is_matched", "=", False)]
        self.assertIn(payment, self.env["account.payment"].search(unconfirmed))
        self._book_on_statement(self.invoice, 6000)
        self.assertEqual((charge.state, charge.amount_due), ("bank_confirmed", 0))
        self.assertEqual((charge.amount_paid, charge.amount_registered), (6000, 0))

    def test_who_paid_is_neither_late_nor_unpaid(self):
        self.assertTrue(self._get_arrears())
        payment = self._register(self.invoice, 6000)
        self.assertFalse(self.charge.date_due)
        self.assertFalse(self.member.date_due)
        self.assertFalse(self._get_arrears())
        self.assertEqual(self.member.date_end, date(self.year, 12, 31))
        self.assertEqual(self.member.amount_due, 6000, "as the ledger has it")
        payment.action_cancel()
        self.assertEqual((self.charge.amount_registered, self.charge.state), (0, "invoiced"))
        self.assertEqual(self.member.date_end, date(self.year - 1, 12, 31))
        self.assertTrue(self._get_arrears())

    def test_a_part_registered_leaves_the_rest_late(self):
        self._register(self.invoice, 1000)
        self.assertEqual((self.charge.state, self.charge.amount_registered), ("invoiced", 1000))
        self.assertTrue(self.charge.date_due)
        self.assertEqual(sum(self._get_arrears().mapped("amount")), 6000)
        self._register(self.invoice, 5000)
        self.assertEqual(self.charge.amount_registered, 6000)
        self.assertFalse(self.charge.date_due)

    def test_part_booked_and_part_registered(self):
        self._pay(self.invoice, 2000)
        self._register(self.invoice, 9000)
        self.assertEqual((self.charge.state, self.charge.amount_due), ("part_paid", 4000))
        self.assertEqual(self.charge.amount_registered, 4000, "never more than is open")

    def test_shared_among_the_charges_of_an_invoice(self):
        one, other = self._take_over("甲"), self._take_over("乙")
        other.payer_id = one.payer_id
        charges = self._charge(one | other)
        self._register(self._bill(charges), 3000.01)
        self.assertEqual(sum(charges.mapped("amount_registered")), 3000.01)
        self.assertTrue(all(charges.mapped("amount_registered")))

    def test_joining_by_a_registered_payment(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self._register(invoice, 1)
        self.assertEqual((membership.state, membership.money_state), ("pending", "invoiced"))
        self._register(invoice, invoice.amount_total - 1)
        self.assertEqual((membership.state, membership.money_state), ("active", "paid"))
