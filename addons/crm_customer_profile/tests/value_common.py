# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, time, timedelta

from odoo import Command, fields

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


class ValueCommon(AccountTestInvoicingCommon):
    """A company with a chart of accounts, products of three categories, and trades of any day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.company.account_sale_tax_id = False
        cls.company.partner_id.tz = "UTC"
        cls.today = cls.company._get_customer_today()
        cls.values = cls.env["customer.value"]
        cls.products = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "type": "service",
                    "taxes_id": [Command.clear()],
                    "categ_id": cls.env["product.category"].create({"name": name}).id,
                }
                for name in ("Green fee", "Dinner", "Lesson")
            ]
        )
        cls.fee, cls.dinner, cls.lesson = cls.products

    @classmethod
    def get_default_groups(cls):
        groups = super().get_default_groups()
        return groups | cls.env.ref("crm_customer_profile.group_customer_manager")

    @classmethod
    def _day(cls, days_ago):
        return cls.today - timedelta(days=days_ago)

    @classmethod
    def _order(cls, *trades):
        """Make confirmed orders of (partner, days ago, [(product, price)])."""
        return cls.env["sale.order"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "state": "sale",
                    "date_order": datetime.combine(cls._day(days_ago), time(12)),
                    "order_line": [
                        Command.create({"product_id": product.id, "price_unit": price})
                        for product, price in lines
                    ],
                }
                for partner, days_ago, lines in trades
            ]
        )

    @classmethod
    def _invoice_people(cls, *trades, kind="out_invoice", term=30):
        """Post invoices of (partner, days ago, [(product, price)]), due ``term`` days later."""
        moves = cls.env["account.move"].create(
            [
                {
                    "move_type": kind,
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "invoice_date": cls._day(days_ago),
                    "invoice_date_due": cls._day(days_ago - term),
                    "invoice_payment_term_id": False,
                    "invoice_line_ids": [
                        Command.create(
                            {"product_id": product.id, "price_unit": price, "tax_ids": False}
                        )
                        for product, price in lines
                    ],
                }
                for partner, days_ago, lines in trades
            ]
        )
        moves.action_post()
        return moves

    @classmethod
    def _pay(cls, invoice, days_ago):
        cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"payment_date": cls._day(days_ago)})._create_payments()

    @classmethod
    def _value(cls, partner):
        cls.env.flush_all()
        cls.env.invalidate_all()
        return cls.values.search(
            [("partner_id", "=", partner.id), ("company_id", "=", cls.company.id)]
        )

    def _run_values(self):
        """Run the nightly job as the scheduler does, inside the test."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_customer_value").method_direct_trigger()
        self.env.invalidate_all()

    def _run_again(self):
        """Have the run of the day begin anew, as the button does."""
        self.env["customer.value.run"].action_compute_now()
        self._run_values()

    def _get_run(self):
        return self.env["customer.value.run"].search(
            [("company_id", "=", self.company.id), ("date", "=", fields.Date.to_date(self.today))]
        )
