# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields
from odoo.tests import tagged

from .fee_report_common import FeeReportCommon


@tagged("post_install", "-at_install")
class TestFeeReport(FeeReportCommon):
    """The report against documents of each kind, and against the ledger."""

    def test_joining(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self.assertReport(membership, charged=244000, closing=244000)
        self._pay(invoice, 100000)
        self.assertReport(membership, charged=244000, received=-100000, closing=144000)
        self._pay(invoice)
        self.assertReport(membership, charged=244000, received=-244000, closing=0)
        self.assertReport(membership, days=(self.tomorrow, self.tomorrow))

    def test_opening_of_the_next_period(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self._pay(invoice, 100000)
        days = (self.tomorrow, self.tomorrow)
        self.assertReport(membership, days=days, opening=144000, closing=144000)

    def test_overpayment_of_the_payer(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self._pay(invoice, 244500)
        self.assertReport(membership, charged=244000, received=-244500, closing=-500)

    def test_money_without_a_bill(self):
        membership = self._make_active()
        self._make_payment(membership.partner_id, 700)
        self.assertReport(membership, charged=244000, received=-244700, closing=-700)

    def test_money_of_somebody_else_is_not_ours(self):
        membership = self._make_active()
        self._make_payment(self._make_person("Stranger"), 700)
        self.assertReport(membership, charged=244000, received=-244000)
        self.assertEqual(self._get_tie("receivable")["closing"]["foreign"], -700)

    def test_credit_note(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self._credit(invoice)
        self.assertReport(membership, charged=244000, credited=-244000)

    def test_unmatching_keeps_the_money_with_its_payer(self):
        membership = self._make_active()
        invoice = membership._get_invoices()
        invoice.line_ids.remove_move_reconcile()
        self.assertReport(membership, charged=244000, received=-244000)

    def test_bank_confirms(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        payment = self._pay(invoice)
        self._confirm_by_bank(payment)
        self.assertReport(membership, charged=244000, received=-244000, confirmed=-244000)

    def test_bank_line_matched_with_the_invoice(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self._pay_by_bank(invoice, 243995, write_off=5)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertReport(membership, charged=244000, received=-243995, confirmed=-243995, other=-5)

    def test_write_off(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self._pay_with_write_off(invoice, 243990)
        self.assertReport(membership, charged=244000, received=-243990, other=-10)

    def test_family_payer(self):
        one, two = self._make_family(("A", 100), ("B", 50))
        invoice = (one | two).charge_ids._create_invoices()
        invoice.action_post()
        self.assertEqual(len(invoice), 1)
        self._pay(invoice, 75)
        self.assertReport(one, charged=100, received=-50, closing=50)
        self.assertReport(two, charged=50, received=-25, closing=25)
        self._pay(invoice, 30)
        self.assertReport(one, charged=100, received=-70, closing=30)
        self._pay(invoice)
        self.assertReport(one, charged=100, received=-100)
        self.assertReport(two, charged=50, received=-50)

    def test_family_credit_for_one(self):
        one, two = self._make_family(("A", 100), ("B", 50))
        invoice = (one | two).charge_ids._create_invoices()
        invoice.action_post()
        credit = self._credit(invoice, reconcile=False)
        credit.invoice_line_ids.filtered(
            lambda line: line.golf_charge_id == one.charge_ids
        ).unlink()
        credit.action_post()
        self._reconcile(invoice, credit)
        self._pay(invoice)
        self.assertReport(one, charged=100, received=-100)
        self.assertReport(two, charged=50, credited=-50)

    def test_family_overpayment_is_not_allocated(self):
        one, two = self._make_family(("A", 100), ("B", 50))
        invoice = (one | two).charge_ids._create_invoices()
        invoice.action_post()
        self._pay(invoice, 160)
        self.assertReport(one, charged=100, received=-100)
        report = self._get_report()
        self.assertEqual(report["differences"], [])
        (line,) = [line for line in report["tiers"] if not line["id"]]
        self.assertEqual((line["received"], line["closing"]), (-10, -10))
        (line,) = self._get_members(tier_id=0)
        self.assertEqual((line["partner_id"], line["closing"]), (one.payer_id.id, -10))

    def test_opening_entries_and_deposits(self):
        membership = self._make_active()
        self._post_opening(membership, due=300, deposit=5000)
        self.assertReport(
            membership,
            charged=244000,
            received=-244000,
            other=300,
            closing=300,
            deposit_in=5000,
            deposit_closing=5000,
        )

    def test_deposit_charge(self):
        self.club.golf_deposit_account_id = self.deposits
        (membership,) = self._make_family(("A", 400), fee_kind="deposit")
        invoice = membership.charge_ids._create_invoices()
        invoice.action_post()
        self.assertReport(membership, charged=400, closing=400, deposit_in=400, deposit_closing=400)
        self._credit(invoice)
        self.assertReport(membership, charged=400, credited=-400, deposit_in=400, deposit_out=-400)

    def test_foreign_currency(self):
        membership = self._make_foreign_charge(120.0)
        invoice = membership.charge_ids._create_invoices()
        invoice.action_post()
        charged = invoice.amount_total_signed
        self._set_rate(invoice.currency_id, 2.5)
        self._pay(invoice)
        line = self._get_line(membership)
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(line["charged"], charged)
        self.assertNotEqual(line["other"], 0)
        self.assertEqual(line["closing"], 0)
        self.assertTies()

    def test_hand_written_entry(self):
        self._make_active()
        self.assertTies()
        move = self._post_by_hand(self._get_receivable(), 12.34)
        (line,) = self._get_report()["differences"]
        self.assertEqual(
            (line["move_id"], line["amount"], line["name"], line["account"]),
            (move.id, 12.34, move.name, self._get_receivable().display_name),
        )
        self.assertEqual(self._get_tie("receivable")["closing"]["untied"], 0)
        self.assertEqual(self._get_tie("receivable")["closing"]["unexplained"], 12.34)
        move._reverse_moves([{"date": self.today}], cancel=True)
        self.assertTies()

    def test_hand_written_entries_on_liabilities(self):
        self.club.write(
            {
                "golf_deposit_account_id": self.deposits.id,
                "golf_deferred_account_id": self.deferred.id,
            }
        )
        for account in (self.deposits, self.deferred):
            move = self._post_by_hand(account, 5)
            lines = self._get_report()["differences"]
            self.assertIn((move.id, -5), [(line["move_id"], line["amount"]) for line in lines])

    def test_dedicated_account_holds_nothing_else(self):
        self.club.golf_receivable_account_id = self.members_receivable
        membership = self._make_active()
        self.assertReport(membership, charged=244000, received=-244000)
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": membership.partner_id.id,
                "invoice_date": self.today,
                "invoice_line_ids": [Command.create({"name": "Cart", "price_unit": 30})],
            }
        )
        term = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
        term.account_id = self.members_receivable
        invoice.action_post()
        (line,) = self._get_report()["differences"]
        self.assertEqual((line["move_id"], line["amount"]), (invoice.id, invoice.amount_total))

    def test_other_customers_on_a_shared_account(self):
        self._make_active()
        invoice = self.init_invoice("out_invoice", amounts=[80], post=True)
        self.assertTies()
        self.assertEqual(self._get_tie("receivable")["closing"]["foreign"], invoice.amount_total)
        self._pay(invoice)
        self.assertTies()
        self.assertEqual(self._get_tie("receivable")["closing"]["foreign"], 0)

    def test_charges_that_disagree_are_told(self):
        membership = self._make_pending()
        self._invoice(membership.order_id)
        self.assertTies()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE golf_charge SET amount_due = amount_due - 1 WHERE membership_id = %s",
            [membership.id],
        )
        self.env.invalidate_all()
        lines = self._get_report()["differences"]
        self.assertEqual([line["kind"] for line in lines], ["total"])
        self.assertEqual(fields.Date.to_date(lines[0]["date"]), self.today)
