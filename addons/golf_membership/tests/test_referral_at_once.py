# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestReferralAtOnce(ConcurrencyCase):
    """Two sessions that each see a tree in which their own row is fine."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            self.company_id = env["res.company"].create({"name": f"Club {uuid.uuid4().hex}"}).id
            self.people = env["res.partner"].create([{"name": f"P{n}"} for n in range(4)]).ids

    def _remove_everything(self):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM golf_referral WHERE company_id = %s", [self.company_id])
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["res.partner"].browse(self.people).unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _refer(self, referrer, person):
        def job(env):
            env["golf.referral"].create(
                {
                    "company_id": self.company_id,
                    "partner_id": self.people[person],
                    "referrer_id": self.people[referrer],
                }
            )

        return job

    def _run(self, *jobs):
        return self._run_at_once(*jobs, allowed_company_ids=[self.company_id])

    def _get_pairs(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT referrer_id, partner_id, generation FROM golf_referral"
                " WHERE company_id = %s ORDER BY id",
                [self.company_id],
            )
            return cr.fetchall()

    def _assert_one_refused(self, outcomes, text):
        refused = [outcome for outcome in outcomes if outcome]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], UserError)
        self.assertRegex(str(refused[0]), text)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_each_refers_the_other(self):
        outcomes = self._run(self._refer(0, 1), self._refer(1, 0))
        self._assert_one_refused(outcomes, "was brought to the club by")
        self.assertEqual(len(self._get_pairs()), 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_circle_of_three(self):
        outcomes = self._run(self._refer(0, 1), self._refer(1, 2), self._refer(2, 0))
        self._assert_one_refused(outcomes, "was brought to the club by")
        self.assertEqual(sorted(row[2] for row in self._get_pairs()), [1, 2])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_referrers_of_one_member(self):
        outcomes = self._run(self._refer(0, 2), self._refer(1, 2))
        self._assert_one_refused(outcomes, "has one referrer|was referred by")
        self.assertEqual(len(self._get_pairs()), 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_both_get_in_where_nothing_is_wrong(self):
        outcomes = self._run(self._refer(0, 1), self._refer(2, 3))
        self.assertEqual(outcomes, [None, None])
