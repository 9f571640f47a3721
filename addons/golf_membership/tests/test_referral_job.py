# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid
from unittest.mock import patch

import psycopg2

from odoo import SUPERUSER_ID, Command, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase, death_after

from .referral_common import ReferralCommon


@tagged("post_install", "-at_install")
class TestReferralJobKilled(ReferralCommon):
    def test_killed_anywhere_and_resumed(self):
        self._make_program({"amount": 100, "reward_kind": "points"})
        for person in (self.bob, self.cid, self.dan):
            self._join(person, self.ann)
        due = self.env["golf.referral.due"]
        counts = []
        for calls in (1, 2, 3):
            with death_after(self.registry, "golf.referral", "_reward", calls):
                self._run_in_a_session()
            self.env.invalidate_all()
            counts.append(due.search_count([("company_id", "=", self.club.id)]))
        self._run_in_a_session()
        self.env.invalidate_all()
        dues = due.search([("company_id", "=", self.club.id)])
        self.assertEqual(dues.mapped("granted"), [100, 100, 100])
        # A slice that was killed is done again; those before it are not.
        self.assertEqual(counts, [0, 1, 3])

    def test_steps_aside_for_others_and_goes_on(self):
        self._make_program({"amount": 100, "reward_kind": "points"})
        for person in (self.bob, self.cid):
            self._join(person, self.ann)
        Model = self.registry["golf.referral"]
        original, seen = Model._reward, []

        def meet_another(referrals):
            result = original(referrals)
            seen.append(referrals)
            if len(seen) == 2:
                raise psycopg2.errors.SerializationFailure
            return result

        with patch.object(Model, "_reward", meet_another):
            self._run_in_a_session()
        self.env.invalidate_all()
        dues = self.env["golf.referral.due"].search([("company_id", "=", self.club.id)])
        # The first is done once, the second again from the beginning.
        self.assertEqual(dues.mapped("granted"), [100, 100])
        self.assertEqual(len(seen), 3)

    def _run_in_a_session(self):
        """Run the job in slices of one, with a cursor that a kill rolls back to its last commit."""
        self._commit_hooks()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["golf.referral"]._cron_reward(batch_size=1)


@tagged("post_install", "-at_install")
class TestRewardAtOnce(ConcurrencyCase):
    """Two workers who have both read that a reward is still to be given."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            club = env["res.company"].create({"name": f"Club {uuid.uuid4().hex}"})
            self.company_id = club.id
            env.user.company_ids = [Command.link(club.id)]
            env = env(context={**env.context, "allowed_company_ids": club.ids})
            dues = env["product.product"].create(
                {"name": "Dues", "type": "service", "company_id": club.id}
            )
            tier = env["res.partner.grade"].create(
                {
                    "name": "Individual",
                    "membership_kind": "individual",
                    "company_id": club.id,
                    "dues_product_id": dues.id,
                }
            )
            people = env["res.partner"].create([{"name": "Ann"}, {"name": "Bob"}])
            membership = env["golf.membership"].create(
                {
                    "partner_id": people[1].id,
                    "referrer_partner_id": people[0].id,
                    "company_id": club.id,
                    "tier_id": tier.id,
                    "date_start": "2026-01-01",
                }
            )
            charge = env["golf.charge"].create(
                {"membership_id": membership.id, "product_id": dues.id, "amount": 100}
            )
            program = env["golf.referral.program"].create({"name": "All", "company_id": club.id})
            self.values = {
                "kind": "grant",
                "referral_id": membership.referral_id.id,
                "program_id": program.id,
                "level": 1,
                "company_id": club.id,
                "referrer_id": people[0].id,
                "member_id": people[1].id,
                "membership_id": membership.id,
                "charge_id": charge.id,
                "amount": 10,
                "date": "2026-01-01",
            }
            self.people, self.tier_id, self.product_id = people.ids, tier.id, dues.id

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the history."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"allowed_company_ids": [self.company_id]})
            for table in ("golf_referral_reward", "golf_membership_event"):
                self._delete_history(env, table, self.company_id)
            for table in (
                *("golf_charge", "golf_referral_program", "golf_referral", "golf_membership"),
            ):
                cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [self.company_id])
            env["res.partner"].browse(self.people).unlink()
            env["res.partner.grade"].browse(self.tier_id).unlink()
            env["product.product"].browse(self.product_id).product_tmpl_id.unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _assert_once(self, job):
        outcomes = self._run_at_once(job, job, allowed_company_ids=[self.company_id])
        refused = [outcome for outcome in outcomes if outcome]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertNotIsInstance(refused[0], psycopg2.OperationalError)
        self.assertRegex(str(refused[0]), "already|Somebody else")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_granted_and_paid_once(self):
        def grant(env):
            env["golf.referral.reward"].create(self.values)

        def pay(env):
            reward = env["golf.referral.reward"].search(
                [("referral_id", "=", self.values["referral_id"]), ("kind", "=", "grant")]
            )
            reward.create(reward._prepare_entry("payment", -10))

        self._assert_once(grant)
        self._assert_once(pay)
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT kind, amount FROM golf_referral_reward WHERE company_id = %s ORDER BY id",
                [self.company_id],
            )
            self.assertEqual(cr.fetchall(), [("grant", 10), ("payment", -10)])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_yearly_cap_holds_with_two_workers(self):
        """Each has seen that a year has given nothing yet; together they give the cap."""
        with self._session(allowed_company_ids=[self.company_id]) as env:
            first = env["golf.referral"].browse(self.values["referral_id"])
            membership = first.env["golf.membership"].browse(self.values["membership_id"])
            cid = env["res.partner"].create({"name": "Cid"})
            second = membership.create(
                {
                    "partner_id": cid.id,
                    "referrer_partner_id": self.people[0],
                    "company_id": self.company_id,
                    "tier_id": self.tier_id,
                    "date_start": "2026-01-01",
                }
            )
            charge = env["golf.charge"].create(
                {"membership_id": second.id, "product_id": self.product_id, "amount": 100}
            )
            program = env["golf.referral.program"].browse(self.values["program_id"])
            program.write(
                {
                    "yearly_cap": 150,
                    "level_ids": [
                        Command.create({"level": 1, "amount": 100, "reward_kind": "credit"})
                    ],
                }
            )
            todo = {
                first.id: self.values["charge_id"],
                second.referral_id.id: charge.id,
            }
            line_id, day = program.level_ids.id, program.date_from
            self.people.append(cid.id)

        def grant(referral_id):
            def job(env):
                referral = env["golf.referral"].browse(referral_id)
                line = env["golf.referral.program.level"].browse(line_id)
                paid = env["golf.charge"].browse(todo[referral_id])
                values = referral._prepare_grants([(referral, line, paid, day)])
                env["golf.referral.reward"].create(values)

            return job

        # What was paid of a fee comes of posted invoices; this is about who counts the year.
        with patch.object(self.registry["golf.charge"], "_get_net_paid", lambda charge: 100.0):
            outcomes = self._run_at_once(*map(grant, todo), allowed_company_ids=[self.company_id])
        self.assertEqual(outcomes, [None, None])
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT amount FROM golf_referral_reward WHERE company_id = %s ORDER BY amount",
                [self.company_id],
            )
            self.assertEqual([row[0] for row in cr.fetchall()], [50, 100])
