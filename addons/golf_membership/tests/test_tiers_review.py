# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .tier_common import TierCommon


@tagged("post_install", "-at_install")
class TestTiersReview(TierCommon):
    """Reviews, a manager's word, and what the records tell afterwards."""

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
