# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .fee_report_common import FeeReportCommon


@tagged("post_install", "-at_install")
class TestFeeReceipt(FeeReportCommon):
    """Receipts of payments and of paid invoices, with the amount in words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.two = cls._make_family(("Ann", 1000), ("Bob", 5.6))
        cls.invoice = (cls.one | cls.two).charge_ids._create_invoices()
        cls.invoice.action_post()

    def _print(self, doc, report=None, user=None):
        report = (
            report
            or {
                "account.payment": "golf_membership.report_payment_receipt",
                "account.move": "golf_membership.report_invoice_receipt",
            }[doc._name]
        )
        reports = self.env["ir.actions.report"].with_user(user or self.env.user)
        html, _kind = reports._render_qweb_html(report, doc.ids)
        return html.decode()

    def test_payment(self):
        payment = self._pay(self.invoice, 600)
        text = self._print(payment)
        for expected in (
            payment.name, "600.00", "Six Hundred", "Payer", "Ann", "Bob", self.invoice.name,
            self.one.number, self.two.number,
        ):  # fmt: skip
            self.assertIn(expected, text)

    def test_invoice_tells_the_money_received(self):
        with self.assertRaises(UserError):
            self.invoice.action_print_golf_receipt()
        self._pay(self.invoice, 600)
        receipt = self.invoice._get_golf_receipt()
        self.assertEqual((receipt["amount"], receipt["payer"]), (600, self.one.payer_id))
        self._pay(self.invoice)
        receipt = self.invoice._get_golf_receipt()
        self.assertEqual(receipt["amount"], 1005.6)
        self.assertEqual(receipt["date"], fields.Date.today())
        self.assertEqual([fee["amount"] for fee in receipt["fees"]], [1000, 5.6])
        self.assertIn("1,005.60", self._print(self.invoice))
        action = self.one.action_print_receipts()
        self.assertEqual(action["report_name"], "golf_membership.report_invoice_receipt")

    def test_credited_is_not_received(self):
        self._credit(self.invoice)
        self.assertEqual(self.invoice._get_golf_received(), 0)
        with self.assertRaises(UserError):
            self.one.action_print_receipts()

    def test_renminbi_in_capital_numerals(self):
        yuan = self.env.ref("base.CNY")
        self.assertEqual(yuan._get_golf_amount_in_words(244000), "贰拾肆万肆仟元整")
        self.assertEqual(yuan._get_golf_amount_in_words(1005.6), "壹仟零伍元陆角")
        dollar = self.env.ref("base.USD")
        self.assertEqual(dollar._get_golf_amount_in_words(600), dollar.amount_to_text(600))

    def test_no_receipt_of_a_draft_or_of_money_paid_out(self):
        values = {"partner_id": self.person.id, "amount": 5, "partner_type": "customer"}
        draft = self.env["account.payment"].create({**values, "payment_type": "inbound"})
        out = self.env["account.payment"].create({**values, "payment_type": "outbound"})
        out.action_post()
        for payment in (draft, out):
            with self.assertRaises(UserError):
                payment.action_print_golf_receipt()

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_roles(self):
        payment = self._pay(self.invoice)
        for role in ("accountant", "executive"):
            user = self._make_staff(role)
            self.assertIn(payment.name, self._print(payment, user=user), role)
            self.assertIn(self.invoice.name, self._print(self.invoice, user=user), role)
        with self.assertRaises(AccessError):
            self._print(payment, user=self._make_staff("shop"))
