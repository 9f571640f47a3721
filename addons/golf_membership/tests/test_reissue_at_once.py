# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestReissueAtOnce(ConcurrencyCase):
    """Two managers who release one resigned member: by one new membership, not by two."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self._session() as env:
            env = self._found_company(env)
            club = env.company
            tier = env["res.partner.grade"].create(
                {
                    "name": "Paying on",
                    "membership_kind": "individual",
                    "company_id": club.id,
                    "pays_until_reissued": True,
                }
            )
            people = env["res.partner"].create([{"name": f"Person {n}"} for n in range(4)])
            members = env["golf.membership"].create(
                [
                    {
                        "partner_id": person.id,
                        "company_id": club.id,
                        "tier_id": tier.id,
                        "origin": "import",
                        "date_start": "2020-01-01" if number < 2 else "2026-01-01",
                        "term_end": "2099-12-31",
                    }
                    for number, person in enumerate(people)
                ]
            )
            for member in members[:2]:
                member._take_notice(date(2025, 6, 1), None, "Moves")
            env.cr.flush()
            self.company_id, self.tier_id = club.id, tier.id
            self.people_ids, self.member_ids = people.ids, members.ids

    def _remove_everything(self):
        with self._session(allowed_company_ids=[self.company_id]) as env:
            self._delete_history(env, "golf_membership_event", self.company_id)
            env.cr.execute(
                "UPDATE golf_membership SET released_by_id = NULL WHERE company_id = %s",
                [self.company_id],
            )
            env.cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [self.company_id])
            env["res.partner"].browse(self.people_ids).unlink()
            env["res.partner.grade"].browse(self.tier_id).unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_first_is_released_once(self):
        first_id, second_id, *new_ids = self.member_ids

        def release(new_id):
            def job(env):
                members = env["golf.membership"]
                members.browse(first_id)._release_for(members.browse(new_id))

            return job

        outcomes = self._run_at_once(*map(release, new_ids), allowed_company_ids=[self.company_id])
        refused = [outcome for outcome in outcomes if outcome]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], UserError, refused)
        with self._session(allowed_company_ids=[self.company_id]) as env:
            first, second = env["golf.membership"].browse([first_id, second_id])
            winner = new_ids[0] if outcomes[0] is None else new_ids[1]
            self.assertEqual(first.released_by_id.id, winner)
            self.assertTrue(first.last_day)
            self.assertFalse(second.last_day)
            self.assertEqual(env["golf.reissue.queue"].search([]).membership_id, second)
