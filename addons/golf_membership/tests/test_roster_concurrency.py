# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import uuid

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase

from .test_roster_rules import make_csv

ROWS = 12


@tagged("post_install", "-at_install")
class TestRosterConcurrency(ConcurrencyCase):
    """Two workers with a cursor each, as two servers have, on one import."""

    def setUp(self):
        super().setUp()
        self.word = uuid.uuid4().hex[:12]
        self.addCleanup(self._remove_everything)
        with self._session() as env:
            company = env["res.company"].create({"name": f"Club {self.word}"})
            self.company_id = company.id
            env = env(context={"allowed_company_ids": company.ids, "tracking_disable": True})
            self.tier_id = (
                env["res.partner.grade"]
                .create({"name": "Couple", "membership_kind": "couple", "company_id": company.id})
                .id
            )
            members = [
                {
                    "member_no": str(number),
                    "name": f"{self.word} {number}",
                    "tier": "Couple",
                    "joined_on": "2020-01-01",
                }
                for number in range(ROWS)
            ]
            roster = env["golf.roster.import"].create(
                {"file": base64.b64encode(make_csv(*members)), "company_id": company.id}
            )
            roster.action_check()
            roster.action_import()
            self.roster_id = roster.id
            # Only we run it: the scheduler of this server must not join in.
            env["ir.cron.trigger"].search([]).unlink()

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the history."""
        with self._session(allowed_company_ids=[self.company_id]) as env:
            self._delete_history(env, "golf_membership_event", self.company_id)
            env.cr.execute(
                "DELETE FROM golf_membership_member WHERE company_id = %s", [self.company_id]
            )
            env.cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [self.company_id])
            roster = env["golf.roster.import"].browse(self.roster_id).exists()
            if roster.state == "running":
                roster.state = "checked"
            roster.unlink()
            env["res.partner"].search([("name", "=like", f"{self.word} %")]).unlink()
            env["res.partner.grade"].browse(self.tier_id).unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _open(self):
        """Return a roster on a cursor of its own, and that cursor."""
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        env = api.Environment(cr, SUPERUSER_ID, {"allowed_company_ids": [self.company_id]})
        return env["golf.roster.import"].browse(self.roster_id), cr

    def _assert_once_each(self):
        roster, cr = self._open()
        members = roster.env["golf.membership"].search([("company_id", "=", self.company_id)])
        self.assertEqual((roster.state, roster.imported_count, roster.bad_count), ("done", ROWS, 0))
        self.assertEqual(len(members), ROWS)
        self.assertEqual(len(members.event_ids), ROWS)
        people = roster.env["res.partner"].search([("name", "=like", f"{self.word} %")])
        self.assertEqual(members.partner_id, people)
        cr.close()

    def test_the_second_steps_aside_while_the_first_works(self):
        first, first_cr = self._open()
        second, second_cr = self._open()
        self.assertTrue(first.try_lock_for_update(allow_referencing=True))
        first._take_slice(first._get_waiting_lines(5))
        self.assertTrue(second._as_importer()._run(), "it has time left, and nothing to do")
        second_cr.commit()
        self.assertFalse(second.line_ids.membership_id)
        first_cr.commit()
        second._as_importer()._run()
        self._assert_once_each()

    @mute_logger("odoo.sql_db")
    def test_a_worker_that_looked_too_early_keeps_nothing(self):
        first, _first_cr = self._open()
        late, late_cr = self._open()
        lines = late._get_waiting_lines()
        self.assertEqual(len(lines), ROWS, "it has seen the rows wait, in its own snapshot")
        first._as_importer()._run()
        # The one whose snapshot is stale must fail as a whole, as it does in the scheduler.
        late.env["golf.roster.import"]._cron_import_rosters()
        late_cr.commit()
        self._assert_once_each()

    @mute_logger("odoo.sql_db")
    def test_two_at_once(self):
        def work(env):
            env["golf.roster.import"]._cron_import_rosters()

        context = {"allowed_company_ids": [self.company_id]}
        self.assertEqual(self._run_at_once(work, work, retried=False, **context), [None, None])
        roster, cr = self._open()
        if roster.state == "running":  # both stepped aside at one point: the scheduler comes again
            roster._cron_import_rosters()
        cr.close()
        self._assert_once_each()
