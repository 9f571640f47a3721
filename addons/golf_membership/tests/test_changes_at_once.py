# Part of Clubhouse. See LICENSE file for full copyright and licensing details.


from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestChangesAtOnce(ConcurrencyCase):
    """Two sessions that change one membership: the second sees what the first has done."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self._session() as env:
            env = self._found_company(env)
            club = env.company
            tier = env["res.partner.grade"].create(
                {
                    "name": "Corporate",
                    "membership_kind": "corporate",
                    "company_id": club.id,
                    "card_included": 1,
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
                        "date_start": "2020-01-01",
                        "term_end": "2099-12-31",
                    }
                    for person in people[:2]
                ]
            )
            env.cr.flush()
            self.company_id, self.tier_id = club.id, tier.id
            self.people_ids, self.member_ids = people.ids, members.ids

    def _remove_everything(self):
        with self._session(allowed_company_ids=[self.company_id]) as env:
            self._delete_history(env, "golf_membership_event", self.company_id)
            env.cr.execute(
                "UPDATE golf_membership SET last_change_id = NULL WHERE company_id = %s",
                [self.company_id],
            )
            for table in ("golf_membership_change", "golf_membership_member"):
                env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [self.company_id])
            env.cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [self.company_id])
            env["res.partner"].browse(self.people_ids).unlink()
            env["res.partner.grade"].browse(self.tier_id).unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _prepare(self, member_id, kind, **values):
        with self._session(allowed_company_ids=[self.company_id]) as env:
            member = env["golf.membership"].browse(member_id)
            change = env["golf.membership.change"].create(
                {"membership_id": member.id, "kind": kind, **values}
            )
            if kind == "nominee":
                change.member_id = member.person_ids
            return change.id

    def _confirm_at_once(self, *ids):
        def confirm(change_id):
            return lambda env: env["golf.membership.change"].browse(change_id).action_confirm()

        outcomes = self._run_at_once(*map(confirm, ids), allowed_company_ids=[self.company_id])
        refused = [outcome for outcome in outcomes if outcome]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], UserError, refused)

    def _get_rows(self, *domain):
        with self._session() as env:
            rows = env["golf.membership.member"].search(
                [("company_id", "=", self.company_id), ("date_to", "=", False), *domain]
            )
            return [(row.membership_id.id, row.partner_id.id) for row in rows]

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_people_take_one_nominees_place(self):
        member_id = self.member_ids[0]
        changes = [
            self._prepare(member_id, "nominee", partner_to_id=person_id)
            for person_id in self.people_ids[2:]
        ]
        self._confirm_at_once(*changes)
        rows = self._get_rows(("membership_id", "=", member_id))
        self.assertEqual(len(rows), 1, "one nominee")
        with self._session() as env:
            self.assertEqual(env["golf.membership"].browse(member_id).partner_id.id, rows[0][1])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_person_becomes_the_nominee_of_two(self):
        changes = [
            self._prepare(member_id, "nominee", partner_to_id=self.people_ids[2])
            for member_id in self.member_ids
        ]
        self._confirm_at_once(*changes)
        self.assertEqual(len(self._get_rows(("partner_id", "=", self.people_ids[2]))), 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_last_card_is_given_once(self):
        changes = [
            self._prepare(self.member_ids[0], "person", role="card", partner_to_id=person_id)
            for person_id in self.people_ids[2:]
        ]
        self._confirm_at_once(*changes)
        self.assertEqual(len(self._get_rows(("role", "=", "card"))), 1)
