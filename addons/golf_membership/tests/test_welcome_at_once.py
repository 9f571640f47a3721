# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase

MEMBERS = 4


@tagged("post_install", "-at_install")
class TestWelcomeAtOnce(ConcurrencyCase):
    """The welcome job with real transactions: killed half-way, and on two servers at once."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self._session(tracking_disable=True) as env:
            company = env["res.company"].create({"name": f"Club {uuid.uuid4().hex}"})
            env.user.company_ids = [Command.link(company.id)]
            tier = env["res.partner.grade"].create(
                {"name": "Individual", "membership_kind": "individual", "company_id": company.id}
            )
            people = env["res.partner"].create(
                [
                    {"name": f"New {index}", "email": f"new{index}@example.com"}
                    for index in range(MEMBERS)
                ]
            )
            memberships = env["golf.membership"].create(
                [
                    {
                        "partner_id": person.id,
                        "tier_id": tier.id,
                        "company_id": company.id,
                        "date_start": company._golf_today(),
                    }
                    for person in people
                ]
            )
            env.flush_all()
            # The way to a paid invoice is tested elsewhere; here only the last step counts.
            env.cr.execute(
                "UPDATE golf_membership SET state = 'active' WHERE id = ANY(%s)", [memberships.ids]
            )
            self.company_id, self.tier_id = company.id, tier.id
            self.people_ids, self.membership_ids = people.ids, memberships.ids

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the history."""
        with self._session() as env:
            self._delete_history(env, "golf_membership_event", self.company_id)
            domain = [("model", "=", "golf.membership"), ("res_id", "in", self.membership_ids)]
            env["mail.mail"].search(domain).unlink()
            env["mail.message"].search(domain).unlink()
            env["mail.followers"].search(
                [("res_model", "=", "golf.membership"), ("res_id", "in", self.membership_ids)]
            ).unlink()
            env.cr.execute(
                "DELETE FROM golf_membership_member WHERE company_id = %s", [self.company_id]
            )
            env.cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [self.company_id])
            env["res.partner"].browse(self.people_ids).unlink()
            env["res.partner.grade"].browse(self.tier_id).unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _count_welcomes(self):
        """Return how many e-mails and how many events there are for each member, committed."""
        with self._session() as env:
            mails = env["mail.mail"].search(
                [("model", "=", "golf.membership"), ("res_id", "in", self.membership_ids)]
            )
            events = env["golf.membership.event"].search(
                [("membership_id", "in", self.membership_ids), ("kind", "=", "welcomed")]
            )
            return (
                sorted(mails.mapped("res_id")),
                sorted(event.membership_id.id for event in events),
            )

    def _work(self, env):
        env["golf.membership"]._cron_welcome_members()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_servers_welcome_each_member_once(self):
        self.assertEqual(self._run_at_once(self._work, self._work), [None, None])
        self.assertEqual(self._count_welcomes(), (self.membership_ids, self.membership_ids))

    def test_killed_half_way_and_run_again(self):
        first_id, second_id = self.membership_ids[:2]
        with self._session() as env:
            env["golf.membership"].browse(first_id)._welcome_or_report()
        # The job dies with its transaction open: the second e-mail is made, not committed.
        with self._session() as env:
            env["golf.membership"].browse(second_id)._welcome_or_report()
            env.flush_all()
            domain = [("model", "=", "golf.membership"), ("res_id", "=", second_id)]
            self.assertEqual(env["mail.mail"].search_count(domain), 1)
            env.cr.rollback()
        self.assertEqual(self._count_welcomes(), ([first_id], [first_id]))
        self.assertEqual(self._run_at_once(self._work), [None])
        self.assertEqual(self._count_welcomes(), (self.membership_ids, self.membership_ids))

    def test_member_in_other_hands_is_left_for_the_next_run(self):
        with self._session() as env:
            env.cr.execute(
                "SELECT 1 FROM golf_membership WHERE id = %s FOR UPDATE", [self.membership_ids[0]]
            )
            self.assertEqual(self._run_at_once(self._work), [None], "it waits for nobody")
            self.assertEqual(
                self._count_welcomes(), (self.membership_ids[1:], self.membership_ids[1:])
            )
        self.assertEqual(self._run_at_once(self._work), [None])
        self.assertEqual(self._count_welcomes(), (self.membership_ids, self.membership_ids))
