# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .resignation_common import ResignationCommon


@tagged("post_install", "-at_install")
class TestFinalBill(ResignationCommon):
    """Who has left is billed once more: what is billed in arrears, up to the last day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.write({"golf_billing_start": date(2030, 1, 1), "golf_club_year_month": "1"})
        cls.after = cls._make_tier("In arrears", "individual", None, 300, term="club_year")
        arrears = {"cadence": "quarterly", "timing": "arrears", "prorate": True}
        cls.after._get_schedules("dues").write(arrears)
        spend, locker = cls._make_fee("Minimum", 900), cls._make_fee("Locker place", 90)
        cls.env["golf.fee.schedule"].create(
            [
                {**arrears, "tier_id": cls.after.id, "fee_kind": kind, "product_id": product.id}
                for kind, product in (("minimum", spend), ("locker", locker))
            ]
        )
        # Only a roster import makes memberships so.
        cls.leaver = (
            cls.env["golf.membership"]
            .sudo()
            .create(
                {
                    "partner_id": cls._make_person("Lin", email="lin@example.com").id,
                    "tier_id": cls.after.id,
                    "company_id": cls.club.id,
                    "origin": "import",
                    "date_start": date(2028, 1, 1),
                    "term_end": date(2029, 12, 31),
                    "subscription_ids": [
                        Command.create(
                            {
                                "product_id": locker.id,
                                "reference": "7",
                                "date_from": date(2030, 1, 1),
                            }
                        )
                    ],
                }
            )
            .sudo(False)
        )
        with freeze_time("2030-10-16 08:00:00"):
            cls._buy(cls.leaver.partner_id, 100, date(2030, 10, 16))

    @classmethod
    def _buy(cls, partner, amount, day):
        meal = cls.env["product.product"].create({"name": "Meal", "type": "service"})
        cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": day,
                "invoice_line_ids": [
                    Command.create(
                        {"product_id": meal.id, "price_unit": amount, "tax_ids": [Command.clear()]}
                    )
                ],
            }
        ).action_post()

    def _run(self):
        """Have the run bill what is due; return the charges it made of who leaves."""
        before = self.leaver.charge_ids
        self.env["golf.billing.run"].sudo()._open(self.club)
        self._run_cron("ir_cron_golf_billing")
        return self.leaver.charge_ids - before

    def _get_amounts(self, charges):
        return {charge.fee_kind: charge.amount for charge in charges}

    def _leave(self):
        """Bill what is due by the middle of October, and take the notice."""
        with freeze_time("2030-10-16 08:00:00"):
            self._run()
            for move in self.leaver.charge_ids.move_line_ids.move_id:
                self._pay(move)
            return self._resign(date(2030, 11, 15), memberships=self.leaver)

    def test_billed_once_and_up_to_the_last_day(self):
        shown = self._leave()
        # 46 of 92 days of 300, of 90, and of 900 of which 100 were spent.
        self.assertEqual(shown["amount_net"], 150 + 45 + 350)
        with freeze_time("2030-11-15 12:00:00"):
            self.assertFalse(self._run(), "the last day is not over")
            ahead = self.env["golf.billing.preview"].create({"date": date(2030, 11, 16)})
            self.assertEqual(sum(self._preview(ahead).mapped("amount")), 545)
        with freeze_time("2030-11-16 12:00:00"):
            self._run_cron("ir_cron_golf_states")
            self.assertEqual(self.leaver.state, "resigned")
            preview = self._preview(self.env["golf.billing.preview"].create({}))
            self.assertEqual(sum(preview.mapped("amount")), 545)
            charges = self._run()
            self.assertEqual(
                self._get_amounts(charges), {"dues": 150, "minimum": 350, "locker": 45}
            )
            self.assertEqual(set(charges.mapped("period_start")), {date(2030, 10, 1)})
            self.assertEqual(set(charges.mapped("period_end")), {date(2030, 11, 15)})
            self.assertEqual(set(charges.mapped("state")), {"invoiced"})
            self.assertEqual(self.leaver.amount_due, 545)
            self.assertFalse(self._preview(self.env["golf.billing.preview"].create({})))
        for day in ("2030-11-17", "2031-01-01", "2031-04-01"):
            with freeze_time(f"{day} 12:00:00"):
                self.assertFalse(self._run())

    def _preview(self, preview):
        preview.membership_id = self.leaver
        preview.action_show()
        return self.env["golf.billing.preview.line"].search([("preview_id", "=", preview.id)])

    def test_a_run_that_was_down_bills_it_later(self):
        self._leave()
        with freeze_time("2031-02-20 12:00:00"):
            self._run_cron("ir_cron_golf_states")
            self.assertEqual(
                self._get_amounts(self._run()), {"dues": 150, "minimum": 350, "locker": 45}
            )
            self.assertFalse(self._run())

    def test_it_can_be_billed_by_hand(self):
        self._leave()
        with freeze_time("2030-11-16 12:00:00"):
            self._run_cron("ir_cron_golf_states")
            self.leaver.action_bill_now()
        self.assertEqual(self.leaver.amount_due, 545)

    def test_who_had_lapsed_is_billed_no_further(self):
        self.after.write({"suspends": True, "grace_days": 20, "lapse_days": 10})
        self.env.flush_all()
        with freeze_time("2030-10-16 08:00:00"):
            self._run()
            self._resign(date(2030, 11, 20), memberships=self.leaver)
        lapsed = self.leaver._get_arrears_days()[1]
        self.assertLess(lapsed, date(2030, 11, 20))
        with freeze_time("2030-11-21 12:00:00"):
            self._run_cron("ir_cron_golf_states")
            self.assertEqual(self.leaver.state, "resigned")
            ends = self._run().mapped("period_end")
        self.assertEqual({(lapsed - end).days for end in ends}, {1})

    def test_a_period_billed_when_it_is_over_is_no_gap(self):
        self.after.grace_days = 0
        self.env.flush_all()
        with freeze_time("2030-10-01 12:00:00"):
            self._run()
            for move in self.leaver.charge_ids.move_line_ids.move_id:
                self._pay(move)
        # On 1 January the run comes; without it, the days of grace begin.
        for day, state in (("2031-01-01", "active"), ("2031-01-02", "lapsed")):
            with freeze_time(f"{day} 12:00:00"):
                self._run_cron("ir_cron_golf_states")
                self.assertEqual(self.leaver.state, state, day)

    def test_paid_in_advance_nothing_follows(self):
        with freeze_time("2030-04-08 08:00:00"):
            self._resign(date(2030, 5, 8))
        with freeze_time("2030-05-09 12:00:00"):
            self._run_cron("ir_cron_golf_states")
            self.assertEqual(self.membership.state, "resigned")
            self._run()
            self.assertEqual(
                set(self.membership.charge_ids.mapped("period_start")), {date(2030, 1, 1)}
            )
