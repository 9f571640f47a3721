# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import threading
import uuid
from contextlib import ExitStack

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

MEMBERS = 4


@tagged("post_install", "-at_install")
class TestWelcomeAtOnce(BaseCase):
    """The welcome job with real transactions: killed half-way, and on two servers at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
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
            cr.execute(
                "UPDATE golf_membership SET state = 'active' WHERE id = ANY(%s)", [memberships.ids]
            )
            self.company_id, self.tier_id = company.id, tier.id
            self.people_ids, self.membership_ids = people.ids, memberships.ids

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the history."""
        with self.registry.cursor() as cr:
            cr.execute("ALTER TABLE golf_membership_event DISABLE TRIGGER USER")
            cr.execute("DELETE FROM golf_membership_event WHERE company_id = %s", [self.company_id])
            cr.execute("ALTER TABLE golf_membership_event ENABLE TRIGGER USER")
            env = api.Environment(cr, SUPERUSER_ID, {})
            domain = [("model", "=", "golf.membership"), ("res_id", "in", self.membership_ids)]
            env["mail.mail"].search(domain).unlink()
            env["mail.message"].search(domain).unlink()
            env["mail.followers"].search(
                [("res_model", "=", "golf.membership"), ("res_id", "in", self.membership_ids)]
            ).unlink()
            cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [self.company_id])
            env["res.partner"].browse(self.people_ids).unlink()
            env["res.partner.grade"].browse(self.tier_id).unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _count_welcomes(self):
        """Return how many e-mails and how many events there are for each member, committed."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
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

    def _run_at_once(self, count):
        """Run the job in ``count`` sessions that start together; return their exceptions."""
        barrier = threading.Barrier(count)
        outcomes = []

        def run(env):
            try:
                barrier.wait(30)
                retrying(env["golf.membership"]._cron_welcome_members, env)
            except Exception as error:  # the outcome is what the test looks at
                outcomes.append(error)

        with ExitStack() as stack:
            cursors = [stack.enter_context(self.registry.cursor()) for _index in range(count)]
            # Made here: while tests run, the registry's lock belongs to the thread of the tests.
            envs = [api.Environment(cr, SUPERUSER_ID, {}) for cr in cursors]
            threads = [threading.Thread(target=run, args=(env,)) for env in envs]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
                self.assertFalse(thread.is_alive(), "the sessions wait for each other")
        return outcomes

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_servers_welcome_each_member_once(self):
        self.assertEqual(self._run_at_once(2), [])
        self.assertEqual(self._count_welcomes(), (self.membership_ids, self.membership_ids))

    def test_killed_half_way_and_run_again(self):
        first_id, second_id = self.membership_ids[:2]
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["golf.membership"].browse(first_id)._welcome_or_report()
        # The job dies with its transaction open: the second e-mail is made, not committed.
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["golf.membership"].browse(second_id)._welcome_or_report()
            env.flush_all()
            domain = [("model", "=", "golf.membership"), ("res_id", "=", second_id)]
            self.assertEqual(env["mail.mail"].search_count(domain), 1)
            cr.rollback()
        self.assertEqual(self._count_welcomes(), ([first_id], [first_id]))
        self.assertEqual(self._run_at_once(1), [])
        self.assertEqual(self._count_welcomes(), (self.membership_ids, self.membership_ids))

    def test_member_in_other_hands_is_left_for_the_next_run(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT 1 FROM golf_membership WHERE id = %s FOR UPDATE", [self.membership_ids[0]]
            )
            self.assertEqual(self._run_at_once(1), [], "it waits for nobody")
            self.assertEqual(
                self._count_welcomes(), (self.membership_ids[1:], self.membership_ids[1:])
            )
        self.assertEqual(self._run_at_once(1), [])
        self.assertEqual(self._count_welcomes(), (self.membership_ids, self.membership_ids))
