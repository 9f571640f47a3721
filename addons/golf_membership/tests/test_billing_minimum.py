# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo import Command
from odoo.tests import tagged

from .billing_common import BillingCommon


@tagged("post_install", "-at_install")
class TestMinimumSpend(BillingCommon):
    """What a member did not spend is billed when the period is over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.today.replace(day=1) - relativedelta(months=1)
        cls.last = cls.today.replace(day=1) - relativedelta(days=1)
        cls.club.golf_billing_start = cls.first
        cls.club.golf_club_year_month = "1"
        cls.tier._get_schedules("dues").unlink()
        cls.food, cls.shop = cls.env["product.category"].create(
            [{"name": "Restaurant"}, {"name": "Shop"}]
        )
        cls.drinks = cls.env["product.category"].create(
            {"name": "Drinks", "parent_id": cls.food.id}
        )
        cls.minimum = cls.env["golf.fee.schedule"].create(
            {
                "tier_id": cls.tier.id,
                "fee_kind": "minimum",
                "product_id": cls._make_fee("Minimum spend", 1000).id,
                "cadence": "monthly",
                "prorate": True,
            }
        )
        cls.meal, cls.beer, cls.shirt = cls.env["product.product"].create(
            [
                {"name": name, "type": "service", "categ_id": category.id}
                for name, category in (
                    ("Meal", cls.food), ("Beer", cls.drinks), ("Shirt", cls.shop)
                )
            ]
        )  # fmt: skip
        cls.tax = cls.env["account.tax"].create(
            {"name": "10 %", "amount": 10, "company_id": cls.club.id}
        )

    @classmethod
    def _make_members(cls, count, offset=0, **values):
        # Without dues nobody renews by himself: they have paid for long.
        return super()._make_members(count, offset, **{"term_end": "2099-12-31"} | values)

    def _buy(self, member, product, amount, day=None, kind="out_invoice", **line):
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": member.partner_id.id,
                "invoice_date": day or self.last,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "quantity": 1,
                            "price_unit": amount,
                            "tax_ids": [Command.set(self.tax.ids)],
                            **line,
                        }
                    )
                ],
            }
        )
        move.action_post()
        return move

    def _get_amounts(self, members):
        self._bill()
        return [member.charge_ids.mapped("amount") for member in members]

    def test_the_shortfall_is_billed_once_at_the_end_of_the_period(self):
        nothing, some, much, back = members = self._make_members(4)
        self._buy(some, self.meal, 300)
        self._buy(some, self.shirt, 100, day=self.first)
        self._buy(some, self.meal, 500, day=self.first - relativedelta(days=1))
        self._buy(some, self.meal, 500, day=self.today)
        self._buy(much, self.beer, 4000)
        self._buy(back, self.beer, 4000)
        self._buy(back, self.beer, 3500, kind="out_refund")
        self.assertEqual(self._get_amounts(members), [[1000], [600], [0], [500]])
        self.assertEqual(members.charge_ids.mapped("period_end"), [self.last] * 4)
        self.assertEqual(much.charge_ids.state, "paid")
        self.assertFalse(much.charge_ids.move_line_ids)
        self.assertEqual(nothing.charge_ids.state, "invoiced")
        self.assertEqual(self._bill().charge_count, 0)

    def test_departments_and_taxes(self):
        self.minimum.write({"department_ids": self.food.ids, "spend_tax_included": True})
        members = self._make_members(2)
        self._buy(members[0], self.shirt, 900)
        self._buy(members[1], self.meal, 100)
        self._buy(members[1], self.beer, 200)
        self.assertEqual(self._get_amounts(members), [[1000], [670]])

    def test_fees_are_no_spending(self):
        members = self._make_members(1)
        charge = self.charges.sudo().create(
            {
                "membership_id": members.id,
                "product_id": self.meal.id,
                "amount": 800,
                "fee_key": "other",
            }
        )
        invoice = charge._create_invoices()
        invoice.invoice_date = self.last
        invoice.action_post()
        self._bill()
        self.assertEqual((members.charge_ids - charge).amount, 1000)

    def test_a_month_on_leave_asks_nothing(self):
        members = self._make_members(2)
        self.env["golf.leave"].create(
            [
                {
                    "membership_id": member.id,
                    "date_from": self.first,
                    "date_to": day,
                    "reason": "Abroad",
                }
                for member, day in zip(
                    members, (self.last, self.last - relativedelta(days=1)), strict=True
                )
            ]
        )
        self.assertEqual(self._get_amounts(members), [[0], [1000]])

    def test_who_joins_within_the_period_owes_the_part(self):
        days = (self.last - self.first).days + 1
        half = self.first + relativedelta(days=days // 2)
        members = self._make_members(1, date_start=half)
        part = round(1000 * (days - days // 2) / days, 2)
        self.assertEqual(self._get_amounts(members), [[part]])

    def test_the_form_shows_how_far_the_member_is(self):
        members = self._make_members(1)
        self._buy(members, self.meal, 250, day=self.today)
        self.assertRegex(members.minimum_progress, "250.00 of .*1,000.00")

    def test_the_queries_do_not_grow_with_the_members(self):
        members = self._make_members(12)
        for member in members:
            self._buy(member, self.meal, 10)

        def count(batch):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(batch._get_expected_charges(self.today)), len(batch))
            return self.env.cr.sql_log_count - before

        count(members[:1])  # what is asked once
        self.assertLessEqual(count(members), count(members[:2]))
