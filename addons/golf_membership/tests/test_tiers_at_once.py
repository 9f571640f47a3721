# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import death_after

from .tier_common import TierCommon


@tagged("post_install", "-at_install")
class TestTiersAtOnce(TierCommon):
    """The job of tiers killed at any point, met by a second one, and over a bad member."""

    def setUp(self):
        super().setUp()
        self.members = self.member
        for number in range(4):
            self.members |= self._take_over(f"Member {number}")
        for member in self.members:
            self._spend(150000, member=member)
        self._commit_hooks()

    def _run_in_a_session(self):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["golf.tier.ladder"]._cron_move_tiers(batch_size=2)
        self.env.invalidate_all()

    def _run_killed_after(self, model, method, calls):
        with death_after(self.registry, model, method, calls) as deaths:
            self._run_in_a_session()
        return bool(deaths)

    def _assert_each_moved_once(self, count=1):
        for member in self.members:
            self.assertEqual(len(member.tier_move_ids), count)
            events = member.event_ids.filtered(lambda e: e.kind == "tier_changed")
            self.assertEqual(len(events), count)

    def test_killed_and_resumed(self):
        self.assertTrue(self._run_killed_after("golf.membership", "_move_to_tier", 2))
        self.assertTrue(self._run_killed_after("golf.membership", "_apply_privileges", 1))
        self._run_in_a_session()
        self.assertEqual(self.members.tier_id, self.gold)
        self._assert_each_moved_once()
        self._run_in_a_session()
        self._assert_each_moved_once()

    def test_a_review_killed_and_resumed(self):
        self._run_in_a_session()
        for move in self.env["account.move"].search(
            [("partner_id", "in", self.members.partner_id.ids), ("state", "=", "posted")]
        ):
            self._credit(move)
        self.ladder.next_review_on = self.today
        self._commit_hooks()
        self.assertTrue(self._run_killed_after("golf.tier.review", "_hold_slice", 2))
        review = self.ladder.review_ids
        self.assertEqual(review.state, "running")
        self._run_in_a_session()
        self.assertEqual((review.state, review.down_count), ("done", 5))
        self.assertEqual(self.members.tier_id, self.silver)
        self._assert_each_moved_once(2)
        self.assertGreater(self.ladder.next_review_on, self.today)
        self._run_in_a_session()
        self._assert_each_moved_once(2)
        self.assertEqual(len(self.ladder.review_ids), 1)

    def test_members_that_another_session_has_are_left_to_it(self):
        Membership = self.registry["golf.membership"]
        with patch.object(
            Membership, "try_lock_for_update", lambda self, **_options: self.browse()
        ):
            self._run_in_a_session()
        self.assertEqual(self.members.tier_id, self.silver)
        self._run_in_a_session()
        self._assert_each_moved_once()

    @mute_logger("odoo.addons.golf_membership.models.golf_tier_ladder")
    def test_a_bad_member_does_not_stop_the_rest(self):
        bad = self.members[2]
        original = self.registry["golf.membership"]._apply_privileges

        def refuse(members):
            if bad in members:
                members.env.cr.execute("SELECT 1/0")
            return original(members)

        with (
            patch.object(self.registry["golf.membership"], "_apply_privileges", refuse),
            mute_logger("odoo.sql_db"),
        ):
            self._run_in_a_session()
        self.assertEqual(bad.tier_id, self.silver)
        self.assertEqual((self.members - bad).tier_id, self.gold)
        self.assertTrue(self.ladder.problem)
        self._run_in_a_session()
        self._assert_each_moved_once()
        self.assertFalse(self.ladder.problem)
