# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from datetime import timedelta

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..tiers import allowance
from .tier_common import TierCommon


@tagged("post_install", "-at_install")
class TestGuests(TierCommon):
    """A member's guests: how many, on which days, at which rate, and who pays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fee = cls._make_fee("Guest fee", 600)
        cls.visitor_fee = cls._make_fee("Visitor fee", 1500)
        cls.allowance = cls.env["golf.guest.rule"].create(
            {
                "tier_id": cls.silver.id,
                "quantity": 10,
                "day_most": 7,
                "product_id": cls.fee.id,
            }
        )
        cls.shop = cls._make_staff("shop")
        cls.officer = cls._make_staff("officer")

    def _bring(self, count=1, user=None, **values):
        visits = self.env["golf.guest.visit"].with_user(user or self.env.user)
        for number in range(count):
            visits |= visits.create(
                {"membership_id": self.member.id, "guest_name": f"Guest {number}", **values}
            )
        return visits.with_user(self.env.user)

    def test_examples(self):
        failed, attempted = doctest.testmod(allowance)
        self.assertGreater(attempted, 5)
        self.assertEqual(failed, 0)

    # ----------------------------------------------------------- ALLOWANCE

    def test_seven_guests_a_day_at_the_guest_rate(self):
        """By-laws of westgolf.com.cn: at most seven guests at the guest rate."""
        visits = self._bring(7)
        self.assertEqual(set(visits.mapped("rate")), {"guest"})
        self.assertEqual(set(visits.mapped("amount")), {600})
        with self.assertRaisesRegex(ValidationError, "7 guests .* another day"):
            self._bring()
        self._bring(3, date=self.today + timedelta(days=1))
        with self.assertRaisesRegex(ValidationError, "all 10 guests of the period"):
            self._bring(date=self.today + timedelta(days=1))
        self.assertEqual(self.member.guests_left and self.member._get_guest_standing()[1], 0)
        visits[:2].action_cancel()
        self.assertFalse(any(visits[:2].mapped("slot")))
        again = self._bring()
        self.assertEqual(again.slot, 1, "the place that was given back")

    def test_more_guests_may_pay_more(self):
        with (
            self.assertRaises(psycopg2.errors.CheckViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.allowance.above = "charge"
            self.env.flush_all()
        self.env.invalidate_all()
        self.allowance.write({"above": "charge", "above_product_id": self.visitor_fee.id})
        visits = self._bring(8)
        self.assertEqual((visits[7].rate, visits[7].amount), ("above", 1500))
        self.assertFalse(visits[7].slot)

    def test_the_allowance_may_be_a_benefit_of_the_tier(self):
        benefit = self.env["golf.tier.benefit"].create(
            {"tier_id": self.silver.id, "name": "Guests at the guest rate", "quantity": 36}
        )
        self.allowance.benefit_id = benefit
        self.assertEqual(self.allowance.quantity, 36)
        self._bring(2)
        self.assertEqual(self.member._get_benefit_standing(), [(benefit, 2, 34)])
        self.assertFalse(self.member.guests_left, "told once, as the benefit")
        with self.assertRaisesRegex(ValidationError, "counted by the guests"):
            self.env["golf.benefit.use"].create(
                {"membership_id": self.member.id, "benefit_id": benefit.id}
            )

    def test_days_of_the_week(self):
        day = self.today.strftime("%A").lower()
        self.allowance[day] = False
        with self.assertRaisesRegex(ValidationError, "weekday"):
            self._bring()
        self._bring(date=self.today + timedelta(days=1))
        with self.assertRaisesRegex(ValidationError, "Choose a day"):
            self.allowance.write(
                dict.fromkeys(
                    (
                        *("monday", "tuesday", "wednesday", "thursday"),
                        *("friday", "saturday", "sunday"),
                    ),
                    False,
                )
            )

    def test_who_may_not_bring_guests(self):
        guest = self._make_person("Anna Lee")
        self._bring(partner_id=guest.id)
        for sentence, values in (
            ("already", {"partner_id": guest.id}),
            ("guest of himself", {"partner_id": self.member.partner_id.id}),
            ("too far away", {"date": self.today + timedelta(days=800)}),
            ("guest's name", {"guest_name": " "}),
            ("Choose the member", {"membership_id": False}),
        ):
            with self.subTest(sentence), self.assertRaisesRegex(ValidationError, sentence):
                self._bring(**values)
        self.env["golf.leave"].create(
            {
                "membership_id": self.member.id,
                "date_from": self.today,
                "date_to": self.today,
                "reason": "Abroad",
            }
        )
        with self.assertRaisesRegex(ValidationError, "on leave"):
            self._bring()
        gold = self._take_over("金会员", tier=self.gold)
        with self.assertRaisesRegex(ValidationError, "no guest allowance"):
            self._bring(membership_id=gold.id)
        with self.assertRaisesRegex(ValidationError, "only active members"):
            guest.birthday = "1980-01-01"
            self._bring(membership_id=self._make_pending(guest).id)

    def test_a_visit_stays_as_recorded(self):
        visit = self._bring(user=self.shop)
        with self.assertRaisesRegex(UserError, "Cancel it"):
            visit.with_user(self.shop).date = self.today + timedelta(days=1)
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            visit.sudo().unlink()
        visit.with_user(self.shop).action_here()
        self.assertEqual(visit.state, "here")
        visit.action_cancel()
        with self.assertRaisesRegex(UserError, "anew"):
            visit.state = "booked"

    # ------------------------------------------------------------- BILLING

    def test_fees_are_billed_to_sponsor_or_guest(self):
        guest = self._make_person("Anna Lee")
        sponsored = self._bring(2)
        paying = self._bring(partner_id=guest.id, bill_to="guest")
        nameless = self._bring(bill_to="guest")
        with self.assertRaisesRegex(UserError, "has no contact"):
            (sponsored | nameless).with_user(self.officer).action_make_order()
        nameless.action_cancel()
        (sponsored | paying | nameless).with_user(self.officer).action_make_order()
        order = sponsored.order_id
        self.assertEqual((order.partner_id, order.amount_untaxed), (self.member.partner_id, 1200))
        self.assertEqual(paying.order_id.partner_id, guest)
        self.assertFalse(nameless.order_id)
        with self.assertRaisesRegex(UserError, "on an order"):
            sponsored.action_make_order()
        with self.assertRaisesRegex(UserError, "Cancel that first"):
            sponsored.action_cancel()
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        self.assertEqual(invoice.amount_untaxed, 1200)

    # ----------------------------------------------------- RECIPROCAL CLUBS

    def test_visitors_of_a_reciprocal_club(self):
        club = self.env["golf.reciprocal.club"].create(
            {
                "name": "Royal Links",
                "product_id": self.visitor_fee.id,
                "date_to": self.today,
                "quota": 2,
                "visitor_quota": 1,
            }
        )
        anna, ben = self._make_person("Anna Lee"), self._make_person("Ben Fox")

        def visit(person=None, **values):
            return self._bring(
                membership_id=False,
                reciprocal_club_id=club.id,
                partner_id=person and person.id,
                **values,
            )

        first = visit(anna, user=self.shop)
        self.assertEqual((first.rate, first.amount, first.bill_to), ("reciprocal", 1500, "guest"))
        with self.assertRaisesRegex(ValidationError, "does not hold"):
            visit(ben, date=self.today + timedelta(days=1))
        with self.assertRaisesRegex(ValidationError, "choose the guest's contact"):
            visit()
        with self.assertRaisesRegex(ValidationError, "used the 1 visits"):
            visit(anna, date=max(self.today - timedelta(days=1), self.today.replace(day=1)))
        visit(ben)
        with self.assertRaisesRegex(ValidationError, "used its 2 visits"):
            visit(self._make_person("Cid Roe"))
        self.assertEqual(club.visit_count, 2)

    # -------------------------------------------------------------- ACCESS

    def test_the_shop_records_guests_and_sees_no_money(self):
        visit = self._bring(user=self.shop).with_user(self.shop)
        visit.read(["guest_name", "rate", "state"])
        for field in ("amount", "order_id", "order_line_id"):
            with self.assertRaises(AccessError):
                visit.read([field])
        with self.assertRaises(AccessError):
            visit.action_make_order()

    def test_executives_and_strangers_record_nothing(self):
        executive = self._make_staff("executive")
        visit = self._bring()
        visit.with_user(executive).read(["guest_name", "amount"])
        with self.assertRaises(AccessError):
            self._bring(user=executive)
        with self.assertRaises(AccessError):
            visit.with_user(executive).action_cancel()
        other = self.env["res.company"].create({"name": "Other Links"})
        stranger = new_test_user(
            self.env,
            "guest_stranger",
            groups="golf_membership.group_golf_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        for model in ("golf.guest.visit", "golf.guest.rule"):
            self.assertFalse(self.env[model].with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            self._bring(user=stranger)
