# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase, death_after

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


@tagged("post_install", "-at_install")
class TestTierWorkersAtOnce(ConcurrencyCase):
    """Two workers, with a cursor each, that do the job of tiers and its review together."""

    #: Members to go up by their years, and members to go down at the review.
    UP, DOWN = 7, 7

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self._session() as env:
            env = self._found_company(env)
            club = env.company
            today = club._golf_today()
            ladder = env["golf.tier.ladder"].create(
                {
                    "name": "Years",
                    "company_id": club.id,
                    "review_months": 12,
                    "next_review_on": today,
                }
            )
            tiers = env["res.partner.grade"].create(
                [
                    {
                        "name": name,
                        "membership_kind": "individual",
                        "company_id": club.id,
                        "ladder_id": ladder.id,
                        "ladder_rank": rank,
                    }
                    for rank, name in enumerate(("Silver", "Gold"), start=1)
                ]
            )
            env["golf.tier.rule"].create({"tier_id": tiers[1].id, "kind": "years", "years": 5})
            count = self.UP + self.DOWN
            people = env["res.partner"].create([{"name": f"Climber {n}"} for n in range(count)])
            starts = ["2000-01-01"] * self.UP + [today] * self.DOWN
            members = env["golf.membership"].create(
                [
                    {
                        "partner_id": person.id,
                        "company_id": club.id,
                        "tier_id": tiers[0].id,
                        "origin": "import",
                        "date_start": start,
                        "term_end": "2099-12-31",
                    }
                    for person, start in zip(people, starts, strict=True)
                ]
            )
            # Nobody falls below the tier that he or she has joined: they had been moved up.
            members[self.UP :]._move_to_tier(tiers[1], "rule")
            self.company_id, self.ladder_id = club.id, ladder.id
            self.tier_ids, self.people_ids, self.member_ids = tiers.ids, people.ids, members.ids

    def _remove_everything(self):
        with self._session(allowed_company_ids=[self.company_id]) as env:
            for table in ("golf_membership_event", "golf_tier_move"):
                self._delete_history(env, table, self.company_id)
            env.cr.execute(
                """
                DELETE FROM golf_tier_review_line WHERE review_id IN
                       (SELECT id FROM golf_tier_review WHERE company_id = %s)
                """,
                [self.company_id],
            )
            for table in ("golf_tier_review", "golf_membership", "golf_tier_rule"):
                env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [self.company_id])
            env["res.partner"].browse(self.people_ids).unlink()
            env["res.partner.grade"].browse(self.tier_ids).unlink()
            env["golf.tier.ladder"].browse(self.ladder_id).unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    @mute_logger("odoo.sql_db")
    def test_each_is_moved_once(self):
        def work(env):
            env["golf.tier.ladder"]._cron_move_tiers(batch_size=2)

        outcomes = self._run_at_once(work, work, retried=False)
        self.assertEqual(outcomes, [None, None])
        with self._session() as env:
            work(env)  # what one left to the other is done by the next run
        with self._session(allowed_company_ids=[self.company_id]) as env:
            members = env["golf.membership"].browse(self.member_ids)
            silver, gold = env["res.partner.grade"].browse(self.tier_ids)
            self.assertEqual(members[: self.UP].tier_id, gold)
            self.assertEqual(members[self.UP :].tier_id, silver)
            counts = [len(member.tier_move_ids) for member in members]
            self.assertEqual(counts, [1] * self.UP + [2] * self.DOWN)
            ladder = env["golf.tier.ladder"].browse(self.ladder_id)
            self.assertEqual(ladder.review_ids.mapped("state"), ["done"])
            self.assertEqual(ladder.review_ids.down_count, self.DOWN)
            self.assertGreater(ladder.next_review_on, ladder.review_ids.date)
