# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import tagged

from .billing_common import BillingCommon

LINE = [
    *("display_type", "account_id", "balance", "amount_currency", "debit", "credit", "currency_id"),
    *("quantity", "price_unit", "price_subtotal", "price_total", "tax_ids", "tax_tag_ids"),
    *("tax_line_id", "tax_base_amount", "amount_residual", "date_maturity"),
]
MOVE = ["amount_untaxed", "amount_tax", "amount_total", "amount_residual", "payment_state"]


@tagged("post_install", "-at_install")
class TestBillingAsCore(BillingCommon):
    """What is foretold of an invoice is what Odoo comes to by itself, whatever the taxes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._make_members(1)
        cls.products = cls.env["product.product"].concat(
            *(cls._make_fee(name, 100) for name in ("Locker", "Bag", "Towel"))
        )

    @classmethod
    def _make_tax(cls, amount, **values):
        return cls.env["account.tax"].create(
            {
                "name": f"{amount} % {cls.env['account.tax'].search_count([])}",
                "amount": amount,
                "type_tax_use": "sale",
                "company_id": cls.club.id,
                **values,
            }
        )

    def _read(self, taxes, days_ago, currency=None):
        """Bill fees with these taxes, and return everything that the books say of them."""
        self.products.taxes_id = [Command.set(taxes.ids)]
        day = fields.Date.subtract(self.today, days=days_ago)
        charges = self.charges.sudo().create(
            [
                {
                    "membership_id": self.member.id,
                    "product_id": product.id,
                    "amount": amount,
                    "currency_id": (currency or self.club.currency_id).id,
                    "period_start": day,
                    "period_end": day,
                }
                for product, amount in zip(self.products, (33.33, 66.67, 0.05), strict=True)
            ]
        )
        invoice = charges._create_invoices()
        self.assertEqual(len(invoice), 1)
        invoice.action_post()
        lines = invoice.line_ids.sorted(lambda line: (line.display_type, line.balance, line.id))
        return [
            [{key: row[key] for key in LINE} for row in lines.read(LINE, load=None)],
            [{key: row[key] for key in MOVE} for row in invoice.read(MOVE, load=None)],
        ]

    def _check(self, taxes, days_ago=1, **how):
        ours = self._read(taxes, days_ago, **how)
        with patch.object(self.registry["golf.charge"], "_foretell", lambda *_args: None):
            core = self._read(taxes, days_ago + 1, **how)
        self.assertEqual(ours, core)
        self.assertTrue(all(row["balance"] for row in ours[0]))

    def test_without_taxes(self):
        self._check(self.env["account.tax"])

    def test_a_tax_on_the_price(self):
        self._check(self._make_tax(13))

    def test_a_tax_in_the_price(self):
        self._check(self._make_tax(13, price_include_override="tax_included"))

    def test_taxes_on_taxes_rounded_over_the_invoice(self):
        self.club.tax_calculation_rounding_method = "round_globally"
        first = self._make_tax(7.7, include_base_amount=True, sequence=1)
        self._check(first | self._make_tax(3.3, sequence=2))
        self._check(self._make_tax(9.9, price_include_override="tax_included"), days_ago=3)

    def test_a_tax_with_tags(self):
        tag = self.env["account.account.tag"].create(
            {"name": "Base", "applicability": "taxes", "country_id": self.club.country_id.id}
        )
        tax = self._make_tax(13)
        tax.invoice_repartition_line_ids.filtered(
            lambda line: line.repartition_type == "base"
        ).tag_ids = tag
        self._check(tax)

    def test_another_currency(self):
        currency = self.setup_other_currency("EUR")
        self._check(self._make_tax(13), currency=currency)
