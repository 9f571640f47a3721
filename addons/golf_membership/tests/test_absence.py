# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestAbsence(LifeCommon):
    """Absent members as at Macquarie Links (absentee-membership-code-17).

    The account on hold, no members' prices, 12 months in a lifetime, after that 500 a year.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.basic.write(
            {
                "leave_most": 0,
                "leave_months": 0,
                "leave_total_months": 12,
                "leave_keeps_prices": False,
            }
        )
        cls.member = cls._join()

    @classmethod
    def _charge_absence(cls, **values):
        return cls.env["golf.fee.schedule"].create(
            {
                "tier_id": cls.basic.id,
                "fee_kind": "absence",
                "product_id": cls._make_fee("Absence", 500).id,
                "anchor": "anniversary",
                **values,
            }
        )

    def _leave(self, first="2030-07-01", last="2030-12-31", **values):
        return self._change(
            self.member, "leave", reason="Overseas", date=first, date_to=last, **values
        )

    def _get_absence_fees(self, until):
        values = self.member._get_expected_charges(until)
        return [
            (vals["period_start"], vals["period_end"], vals["amount"])
            for vals in values
            if vals["fee_kind"] == "absence"
        ]

    def test_twelve_months_in_a_lifetime(self):
        self._leave("2030-07-01", "2031-01-31")
        self.assertEqual(self.member.absence_used, "7 months and 0 days of 12 months")
        again = self._prepare(
            self.member, "leave", reason="Again", date="2032-01-01", date_to="2032-06-01"
        )
        self.assertIn("12 months in all", again.hindrance)
        again.date_to = date(2032, 5, 31)
        self.assertFalse(again.hindrance)
        medical = self._prepare(
            self.member,
            "leave",
            reason="Knee",
            leave_kind="medical",
            date="2032-01-01",
            date_to="2032-06-30",
        )
        self.assertFalse(medical.hindrance, "an illness is no absence")
        with self.assertRaisesRegex(ValidationError, "12 months in all"):
            self.member.leave_ids.date_to = date(2031, 7, 1)

    def test_after_that_500_a_year(self):
        self._charge_absence()
        change = self._leave("2030-07-01", "2032-12-31")
        self.assertIn("2031-07-01", change.money_html)
        self.assertIn("500", change.money_html)
        self.assertFalse(self._get_absence_fees(date(2031, 6, 30)))
        years = [
            (date(2031, 7, 1), date(2032, 6, 30), 500),
            (date(2032, 7, 1), date(2032, 12, 31), 500),
        ]
        self.assertEqual(self._get_absence_fees(date(2031, 7, 1)), years[:1])
        self.assertEqual(self._get_absence_fees(date(2033, 1, 1)), years)
        self.assertEqual(
            {v["fee_kind"] for v in self.member._get_expected_charges(date(2032, 12, 31))},
            {"absence"},
            "no dues",
        )
        charges = self.member._make_expected_charges(date(2032, 12, 31))
        self.assertEqual(sum(charges.mapped("amount")), 1000)
        self.assertFalse(self.member._get_expected_charges(date(2032, 12, 31)), "charged once")
        charges[0].action_invoice()
        self.assertEqual(charges[0].move_line_ids.price_subtotal, 500)
        self.assertTies()

    def test_by_the_day_and_given_back_to_who_leaves(self):
        self._charge_absence(prorate=True)
        self._leave("2030-07-01", "2032-12-31")
        charges = self.member._make_expected_charges(date(2032, 12, 31))
        self.assertEqual(charges.mapped("amount"), [500, round(500 * 184 / 365, 2)])
        terms = self.member._get_leaving_terms(date(2031, 12, 31))
        self.assertEqual(terms.removed, list(charges[1]))
        self.assertAlmostEqual(terms.reduced[charges[0]], round(500 * 184 / 366, 2))

    def test_off_by_default(self):
        self._charge_absence()
        self.assertEqual(self.gold.leave_total_months, 0)
        self.basic.leave_total_months = 0
        self._leave("2030-07-01", "2034-12-31")
        self.assertFalse(self._get_absence_fees(date(2034, 12, 31)))
        self.assertFalse(self.member.absence_used)

    # --------------------------------------------------- PRICES AND ACCOUNT

    def test_prices_stop_on_the_first_day_of_a_leave_to_come(self):
        prices = self.env["product.pricelist"].create(
            {"name": "Members", "company_id": self.club.id}
        )
        self.basic.default_pricelist_id = prices
        self.member = self._join(day="2030-02-01")
        person = self.member.partner_id
        self.assertEqual(person.specific_property_product_pricelist, prices)
        self._leave("2030-08-01", "2030-09-30")
        self._night("2030-07-31")
        self.assertEqual(person.grade_id, self.basic)
        self._night("2030-08-01")
        self.assertFalse(person.grade_id)
        self.assertNotEqual(person.property_product_pricelist, prices)
        self.assertEqual(self.member.leave_ids.begun_on, date(2030, 8, 1))
        self._night("2030-10-01")
        self.assertEqual(person.grade_id, self.basic)

    def test_prices_follow_a_leave_that_is_entered_moved_or_deleted(self):
        person = self.member.partner_id
        leaves = self.env["golf.leave"].with_user(self.manager)
        leave = leaves.create(
            {
                "membership_id": self.member.id,
                "date_from": "2030-06-01",
                "date_to": "2030-09-30",
                "reason": "Overseas",
            }
        )
        self.assertFalse(person.grade_id)
        leave.date_from = "2030-08-01"
        self.assertEqual(person.grade_id, self.basic)
        leave.date_from = "2030-06-01"
        self.assertFalse(person.grade_id)
        leave.unlink()
        self.assertEqual(person.grade_id, self.basic)

    def test_no_benefits_no_guests_no_family_at_members_prices(self):
        self.basic.spouse_allowed = True
        self.basic.change_product_id = self.fee
        spouse = self._make_person("Spouse", "1985-01-01")
        self._change(self.member, "person", role="spouse", partner_to_id=spouse)
        rounds = self.env["golf.tier.benefit"].create(
            {"tier_id": self.basic.id, "name": "Rounds", "quantity": 5}
        )
        use = {"membership_id": self.member.id, "benefit_id": rounds.id}
        self.env["golf.benefit.use"].create(use)
        flight = self.member.partner_id | spouse
        standing = self.env["res.partner"]._get_golf_price_standing(flight, self.club)
        self.assertEqual({price for price, _tier in standing.values()}, {"member"})
        self._leave()
        standing = self.env["res.partner"]._get_golf_price_standing(flight, self.club)
        self.assertEqual({price for price, _tier in standing.values()}, {"guest"})
        with self.assertRaisesRegex(ValidationError, "on leave"):
            self.env["golf.benefit.use"].create(use)
        with self.assertRaisesRegex(ValidationError, "brings no guests"):
            self.env["golf.guest.visit"].create(
                {"membership_id": self.member.id, "guest_name": "Guest"}
            )

    def test_the_account_is_on_hold(self):
        later = self.env["account.payment.term"].create(
            {
                "name": "30 days",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 100, "nb_days": 30})
                ],
            }
        )
        product = self._make_fee("Lunch", 80)

        def sell(term):
            return self.env["sale.order"].create(
                {
                    "partner_id": self.member.partner_id.id,
                    "payment_term_id": term.id if term else False,
                    "order_line": [Command.create({"product_id": product.id})],
                }
            )

        sell(later).action_confirm()
        self._leave()
        with self.assertRaisesRegex(UserError, "account is on hold"):
            sell(later).action_confirm()
        paid_at_once = sell(None)
        paid_at_once.action_confirm()
        self.assertEqual(paid_at_once.state, "sale")
        self.basic.leave_keeps_prices = True
        sell(later).action_confirm()
