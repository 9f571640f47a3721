# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

import psycopg2
from dateutil.relativedelta import relativedelta

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .tier_common import TierCommon


@tagged("post_install", "-at_install")
class TestTiers(TierCommon):
    """Members move up at once and down at a review, and what a tier gives follows."""

    # ----------------------------------------------------------------- UP

    def test_an_invoice_over_the_limit_moves_up(self):
        """Scenario E05: 99,000 of 100,000; an invoice of 1,500; Gold, its prices, its treatment."""
        self._spend(99000)
        self._move()
        self.assertEqual(self.member.tier_id, self.silver)
        self.assertIn("99,000", self.member.tier_progress)
        self._spend(1500)
        self._move()
        member, person = self.member, self.member.partner_id
        self.assertEqual((member.tier_id, member.state), (self.gold, "active"))
        self.assertEqual(person.grade_id, self.gold)
        self.assertEqual(member.service_level, "3")
        self.env.ref("base.group_user").implied_ids += self.env.ref(
            "product.group_product_pricelist"
        )
        order = self.env["sale.order"].create({"partner_id": person.id})
        self.assertEqual(order.pricelist_id, self.gold_prices)
        move = member.tier_move_ids
        self.assertEqual((move.tier_from_id, move.tier_to_id), (self.silver, self.gold))
        self.assertEqual((move.direction, move.cause, move.rule_id), ("up", "rule", self.rule))
        self.assertIn("100,500", move.reason)
        event = member.event_ids.filtered(lambda e: e.kind == "tier_changed")
        self.assertIn("Silver → Gold", event.note)
        self.assertNotIn("100,500", event.note, "the shop reads the history")
        self.assertTrue(person.message_ids.filtered(lambda m: "Silver → Gold" in (m.body or "")))
        lead = self.env["crm.lead"].create({"name": "Tee time", "partner_id": person.id})
        self.assertAlmostEqual(
            lead.first_contact_due,
            lead.create_date + timedelta(hours=4),
            delta=timedelta(minutes=1),
        )

    def test_a_credit_note_takes_back_at_the_review_only(self):
        invoice = self._spend(100500)
        self._move()
        self.assertEqual(self.member.tier_id, self.gold)
        self._credit(invoice)
        self._move()
        self.assertEqual(self.member.tier_id, self.gold, "never down between reviews")
        review = self._review()
        self.assertEqual(self.member.tier_id, self.silver)
        self.assertEqual((review.state, review.down_count), ("done", 1))
        self.assertEqual(self.ladder.next_review_on, self.today + relativedelta(years=1))
        prices = self.member.partner_id.with_company(self.club).specific_property_product_pricelist
        self.assertFalse(prices, "Gold's price list is gone with Gold")
        self.assertEqual(self.member.tier_move_ids[:1].cause, "review")

    def test_a_tier_won_for_good_is_kept(self):
        self.rule.is_lasting = True
        invoice = self._spend(100500)
        self._move()
        self._credit(invoice)
        self._review()
        self.assertEqual(self.member.tier_id, self.gold)

    def test_who_joined_gold_is_not_reviewed_away(self):
        joined = self._take_over("金会员", tier=self.gold)
        self._commit_hooks()
        self._review()
        self.assertEqual(joined.tier_id, self.gold)

    def test_what_counts_as_spend(self):
        self._spend(60000, day=self.today - relativedelta(months=12))  # a day too old
        self._spend(60000, day=self.today - relativedelta(months=12) + timedelta(days=1))
        draft = self._spend(60000)
        draft.button_draft()
        charge = self._charge(self.member, date(self.year + 1, 1, 1))
        self._bill(charge)
        measured = self.rule._measure(self.member, self.today)[self.member.id]
        self.assertEqual(measured[self.rule.id], 60000)
        self.rule.counts_fees = True
        measured = self.rule._measure(self.member, self.today)[self.member.id]
        self.assertEqual(measured[self.rule.id], 66000)
        self.rule.write({"window_months": 0, "department_ids": self.goods.categ_id})
        measured = self.rule._measure(self.member, self.today)[self.member.id]
        self.assertGreaterEqual(measured[self.rule.id], 120000)

    def test_foreign_invoices_count_in_the_clubs_currency(self):
        currency = self.setup_other_currency("EUR")
        invoice = self._spend(0)
        invoice.button_draft()
        invoice.currency_id = currency
        invoice.invoice_line_ids.price_unit = 220000
        invoice.action_post()
        expected = -invoice.invoice_line_ids.balance
        self.assertNotEqual(expected, 220000)
        measured = self.rule._measure(self.member, self.today)[self.member.id]
        self.assertAlmostEqual(float(measured[self.rule.id]), expected)

    def test_by_purchase_age_and_years(self):
        self.rule.write({"kind": "purchase", "product_id": self.goods.id, "quantity": 2})
        invoice = self._spend(10, quantity=2)
        self.assertEqual(self._due(), self.gold)
        self._credit(invoice)
        self.assertFalse(self._due())
        self.rule.write({"kind": "age", "years": 60})
        self.member.partner_id.birthday = self.today - relativedelta(years=60) + timedelta(days=1)
        self.assertFalse(self._due())
        self.member.partner_id.birthday = self.today - relativedelta(years=60)
        self.assertEqual(self._due(), self.gold)
        self.member.partner_id.birthday = False
        self.assertFalse(self._due())
        self.rule.write({"kind": "years", "years": 2})
        self.assertEqual(self._due(), self.gold)
        self.rule.years = 3
        self.assertFalse(self._due())

    def test_all_rules_may_be_needed(self):
        self.env["golf.tier.rule"].create({"tier_id": self.gold.id, "kind": "years", "years": 50})
        self._spend(200000)
        self.assertEqual(self._due(), self.gold)
        self.gold.ladder_needs = "all"
        self.assertFalse(self._due())

    def _due(self):
        return next((row[1] for row in self.ladder._decide(self.member, self.today)), False)

    # ---------------------------------------------------------------- FEES

    def test_a_move_bills_no_joining_fee_and_the_new_dues_from_the_next_period(self):
        new_year = date(self.year + 1, 1, 1)
        first = self._charge(self.member, new_year)
        self.assertEqual(first.amount, 6000)
        self._spend(200000)
        self._move()
        self.assertFalse(self._charge(self.member, new_year), "what is charged stands")
        following = self._charge(self.member, date(self.year + 2, 1, 1))
        self.assertEqual((following.fee_kind, following.amount), ("dues", 9000))
        self.assertEqual(following.period_start, date(self.year + 2, 1, 1))
        self.assertFalse(self.member.charge_ids.filtered(lambda c: c.fee_kind == "joining"))

    def test_who_joined_by_an_order_stays_active(self):
        member = self._make_active()
        self._spend(200000, member=member)
        self._move()
        self.assertEqual((member.tier_id, member.state), (self.gold, "active"))
        self.assertEqual(member.money_state, "paid")

    def test_a_minimum_begins_with_the_first_whole_period(self):
        self._add_schedule(self.gold, "minimum", 1200, cadence="yearly")
        self._spend(200000)
        self._move()
        self.assertFalse(self._charge(self.member), "no minimum of the years before")

    def test_a_locker_the_new_tier_does_not_know(self):
        locker = self._add_schedule(self.silver, "locker", 600)
        self.env["golf.fee.subscription"].create(
            {
                "membership_id": self.member.id,
                "product_id": locker.product_id.id,
                "reference": "A 1",
                "date_from": self.today,
            }
        )
        other = self._take_over("另一位")
        self._spend(200000)
        self._spend(200000, member=other)
        self._commit_hooks()
        self._move()
        self.assertEqual((self.member.tier_id, other.tier_id), (self.silver, self.gold))
        self.assertIn("no fee schedule", self.ladder.problem)

    # ----------------------------------------------------------- BAD INPUT

    def test_rules_that_cannot_be(self):
        for values in (
            {"kind": "spend", "amount": 0},
            {"kind": "purchase", "quantity": 1},
            {"kind": "age", "years": 0},
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.env["golf.tier.rule"].create({"tier_id": self.gold.id, **values})
                self.env.flush_all()
        with self.assertRaisesRegex(ValidationError, "couples and companies"):
            couple = self._make_tier("Couple", "couple", 1, 1)
            couple.write({"ladder_id": self.ladder.id, "ladder_rank": 3})

    def test_screens_open(self):
        self.ladder.next_review_on = self.today
        self.ladder.action_preview_review()
        for record, view in (
            (self.ladder, "golf_tier_ladder_view_form"),
            (self.rule, "golf_tier_rule_view_form"),
            (self.gold, "res_partner_grade_view_form_golf"),
        ):
            form = Form(record, view=f"golf_membership.{view}")
            form.save()
        self.assertEqual(self.ladder.member_count, 1)

    def test_clubs_are_kept_apart(self):
        stranger = self._make_staff("manager", "tier_stranger")
        other = self.env["res.company"].create({"name": "Other Links"})
        stranger.write({"company_ids": other.ids, "company_id": other.id})
        self._spend(200000)
        self._move()
        for model in ("golf.tier.ladder", "golf.tier.rule", "golf.tier.move"):
            self.assertTrue(self.env[model].search_count([]), model)
            self.assertFalse(self.env[model].with_user(stranger).search([]), model)

    def test_costs_grow_with_the_slices_not_with_the_members(self):
        def count(members):
            for member in members:
                self._spend(150000, member=member)
            self._commit_hooks()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.ladder.sudo()._move_each_on_its_own(members.sudo(), "rule")
            self._commit_hooks()
            self.assertEqual(members.tier_id, self.gold)
            return self.env.cr.sql_log_count - before

        def make(first, last):
            members = [self._take_over(f"Member {n}") for n in range(first, last)]
            return self.env["golf.membership"].concat(*members)

        few, many = count(make(0, 3)), count(make(3, 18))
        # What is left per member is core's own: the tracking of a contact's level.
        self.assertLess(many - few, 15 * 6, (few, many))
