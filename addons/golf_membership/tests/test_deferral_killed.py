# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import death_after

from .deferral_common import DeferralCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 12:00:00")
class TestDeferralKilled(DeferralCommon):
    """The nightly job killed at any point, met by a second one, and over a bad charge."""

    def setUp(self):
        super().setUp()
        self.charges = self.env["golf.charge"]
        for amount in (1000, 700, 130.01, 50, 12000):
            self.charges |= self._make_charge(amount, "2026-02-01", "2026-05-31")
        self._bill(self.charges, "2026-02-01")
        self._commit_hooks()

    def _run_in_a_session(self):
        """Run the job in slices of one, with a cursor that a kill rolls back to its last commit."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["golf.deferral"]._cron_post_deferrals(batch_size=1)

    def _run_killed_after(self, model, method, calls):
        """Kill the job when it has called ``method`` so many times; tell whether it got there."""
        with death_after(self.registry, model, method, calls) as deaths:
            self._run_in_a_session()
        return bool(deaths)

    def test_killed_anywhere_and_resumed(self):
        killed = sum(
            self._run_killed_after(model, method, calls)
            for model, method, calls in (
                ("golf.charge", "_plan_deferrals", 2),
                ("account.move", "_update_golf_deferral_lines", 1),
                ("golf.deferral", "_book", 2),
                ("golf.charge", "_update_deferral_rows", 1),
                ("golf.deferral", "_post_months_over", 1),
                ("account.move", "_post", 2),
            )
        )
        self.assertGreaterEqual(killed, 5, "the job was over before the kills")
        self._run_in_a_session()
        for charge in self.charges:
            self.assertEqual(len(charge.deferral_ids), 4)
            self.assertEqual(set(charge.deferral_ids.mapped("revision")), {0})
        self.assertEqual(
            set(self.charges.deferral_ids.move_id.mapped("state")), {"posted", "draft"}
        )
        self.assertEqual(len(self.charges.deferral_ids.move_id), 4, "one entry a month")
        self._assert_ledger(self.charges)

    def test_a_second_job_leaves_the_journal_to_the_first(self):
        Journal = self.registry["account.journal"]
        with patch.object(Journal, "try_lock_for_update", lambda self, **_options: self.browse()):
            self._run_in_a_session()
        self.assertFalse(self.charges.deferral_ids)
        self._defer()
        self._assert_ledger(self.charges)

    @mute_logger("odoo.sql_db")
    def test_a_part_planned_by_two_sessions_is_kept_once(self):
        self._defer()
        row = self.charges.deferral_ids[:1]
        values = row.sudo().copy_data()[0]
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            self.env["golf.deferral"].sudo().create(values)

    def test_a_charge_that_cannot_be_planned_does_not_stop_the_rest(self):
        bad = self.charges[2]
        original = self.registry["golf.charge"]._get_revenue_plan

        def refuse(charge):
            if charge == bad:
                charge.env["golf.deferral"].create({"charge_id": charge.id})  # a row without amount
            return original(charge)

        with (
            patch.object(self.registry["golf.charge"], "_get_revenue_plan", refuse),
            mute_logger("odoo.sql_db", "odoo.addons.golf_membership.models.golf_deferral_run"),
        ):
            self._defer()
        self.assertTrue(bad.problem)
        self.assertEqual([len(c.deferral_ids) for c in self.charges], [4, 4, 0, 4, 4])
        self._defer()
        self.assertFalse(bad.problem)
        self._assert_ledger(self.charges)
