# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

import psycopg2
from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError, UserError, ValidationError
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

    # -------------------------------------------------------------- REVIEW

    def test_preview_tells_and_moves_nobody(self):
        losing = self._take_over("降级")
        invoice = self._spend(200000, member=losing)
        self._commit_hooks()
        self._move()
        self._credit(invoice)
        self._spend(150000)
        self.ladder.next_review_on = self.today + timedelta(days=30)
        action = self.ladder.action_preview_review()
        review = self.env["golf.tier.review"].browse(action["res_id"])
        rows = {line.membership_id: line for line in review.line_ids}
        self.assertEqual(rows[self.member].direction, "up")
        self.assertEqual(rows[losing].direction, "down")
        self.assertIn("100,000", rows[losing].reason)
        self.assertEqual((self.member.tier_id, losing.tier_id), (self.silver, self.gold))
        with self.assertRaisesRegex(UserError, "nobody moves down before"):
            review.action_hold()
        self.assertEqual(self.ladder.action_preview_review()["res_id"], review.id)
        self.ladder.next_review_on = self.today
        today = self.env["golf.tier.review"].browse(self.ladder.action_preview_review()["res_id"])
        today.action_hold()
        self.assertEqual((self.member.tier_id, losing.tier_id), (self.gold, self.silver))
        self.assertEqual(set(today.line_ids.mapped("is_moved")), {True})
        with self.assertRaisesRegex(UserError, "has been held"):
            today.action_hold()

    def test_no_review_planned(self):
        with self.assertRaisesRegex(UserError, "enter the day"):
            self.ladder.action_preview_review()

    # ------------------------------------------------------------ OVERRIDE

    def _override(self, tier, **values):
        wizard = self.env["golf.tier.override"].create(
            {
                "membership_id": self.member.id,
                "tier_id": tier.id,
                "reason": "Club captain",
                **values,
            }
        )
        return wizard.action_confirm()

    def test_a_managers_word_holds_both_ways(self):
        self._override(self.gold)
        self.assertEqual(self.member.tier_id, self.gold)
        self.assertEqual(self.member.tier_move_ids.reason, "Club captain")
        self._review()
        self.assertEqual(self.member.tier_id, self.gold)
        self._override(self.silver, held_until=self.today)
        self._spend(200000)
        self._move()
        self.assertEqual(self.member.tier_id, self.silver)
        self._override(self.silver, is_held=False)
        self._move()
        self.assertEqual(self.member.tier_id, self.gold)

    def test_what_a_manager_may_not_decide(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self._override(self.gold, reason=" ")
        with self.assertRaisesRegex(UserError, "not on the ladder"):
            self._override(self.honorary)
        with self.assertRaisesRegex(UserError, "is over"):
            self._override(self.gold, held_until=self._days_ago(1))
        officer = self._make_staff("officer")
        with self.assertRaises(AccessError):
            self.env["golf.tier.override"].with_user(officer).create(
                {"membership_id": self.member.id, "tier_id": self.gold.id, "reason": "x"}
            )
        with self.assertRaises(AccessError):
            self.ladder.with_user(officer).action_move_now()

    # ------------------------------------------------------------- RECORDS

    def test_history_is_append_only_whoever_changes_the_tier(self):
        self.member.sudo().tier_id = self.gold
        move = self.member.tier_move_ids
        self.assertEqual((move.cause, move.tier_from_id), ("change", self.silver))
        self._review()
        self.assertEqual(self.member.tier_id, self.gold, "what was bought is not taken back")
        with self.assertRaisesRegex(UserError, "append-only"):
            move.sudo().reason = "x"
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            move.sudo().unlink()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(psycopg2.Error, "append-only"),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE golf_tier_move SET reason = 'x' WHERE id = %s", [move.id])

    def test_pyramid_between_two_days(self):
        self._spend(200000)
        self._move()
        wizard = self.env["golf.tier.pyramid"].create(
            {"date_from": self._days_ago(1), "date_to": self.today}
        )
        action = wizard.action_show()
        lines = {line.tier_id: line for line in wizard.line_ids}
        self.assertEqual(action["domain"], [("pyramid_id", "=", wizard.id)])
        # The member was taken over today: none stood anywhere yesterday.
        self.assertEqual(lines[self.gold].count_joined, 1)
        wizard.date_from = self.today
        wizard.action_show()
        lines = {line.tier_id: line for line in wizard.line_ids}
        self.assertEqual(lines[self.gold].count_end, 1)
        opened = lines[self.gold].action_open_members()
        self.assertEqual(self.env["golf.membership"].search(opened["domain"]), self.member)
        wizard.date_from = self.today + timedelta(days=1)
        with self.assertRaisesRegex(UserError, "after the last"):
            wizard.action_show()

    def test_pyramid_tells_who_moved(self):
        self._commit_hooks()
        before = self._days_ago(1)
        # As if the member had been taken over long ago.
        self.env.cr.execute("ALTER TABLE golf_membership_event DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE golf_membership_event SET date = %s WHERE membership_id = %s",
            [self._days_ago(90), self.member.id],
        )
        self.env.cr.execute("ALTER TABLE golf_membership_event ENABLE TRIGGER USER")
        self._spend(200000)
        self._move()
        wizard = self.env["golf.tier.pyramid"].create({"date_from": before, "date_to": self.today})
        wizard.action_show()
        lines = {line.tier_id: line for line in wizard.line_ids}
        self.assertEqual((lines[self.silver].count_start, lines[self.silver].count_end), (1, 0))
        self.assertEqual((lines[self.silver].count_out, lines[self.gold].count_in), (1, 1))
        self.assertLess(lines[self.gold].sequence, lines[self.silver].sequence, "VIP on top")

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
