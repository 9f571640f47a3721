# Part of Clubhouse. See LICENSE file for full copyright and licensing details.


from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestPrivilegesAtOnce(ConcurrencyCase):
    """Two desks take the last unit of a benefit, or the last place for a guest, at once."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env = self._found_company(env)
            company = env.company
            fee = env["product.product"].create(
                {"name": "Guest fee", "type": "service", "company_id": company.id}
            )
            tier = env["res.partner.grade"].create(
                {
                    "name": "Individual",
                    "membership_kind": "individual",
                    "company_id": company.id,
                    "benefit_ids": [Command.create({"name": "Rounds", "quantity": 1})],
                }
            )
            env["golf.guest.rule"].create({"tier_id": tier.id, "quantity": 1, "product_id": fee.id})
            person = env["res.partner"].create({"name": "At Two Desks"})
            membership = env["golf.membership"].create(
                {
                    "partner_id": person.id,
                    "company_id": company.id,
                    "tier_id": tier.id,
                    "origin": "import",
                    "date_start": "2020-01-01",
                    "term_end": "2099-12-31",
                }
            )
            self.company_id, self.tier_id, self.fee_id = company.id, tier.id, fee.id
            self.person_id, self.membership_id = person.id, membership.id
            self.benefit_id = tier.benefit_ids.id

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the history."""
        with self.registry.cursor() as cr:
            for table in ("golf_guest_visit", "golf_benefit_use", "golf_guest_rule"):
                cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [self.company_id])
            cr.execute("ALTER TABLE golf_membership_event DISABLE TRIGGER USER")
            cr.execute("DELETE FROM golf_membership_event WHERE company_id = %s", [self.company_id])
            cr.execute("ALTER TABLE golf_membership_event ENABLE TRIGGER USER")
            cr.execute(
                "DELETE FROM golf_membership_member WHERE company_id = %s", [self.company_id]
            )
            cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [self.company_id])
            env = api.Environment(cr, SUPERUSER_ID, {"allowed_company_ids": [self.company_id]})
            env["res.partner"].browse(self.person_id).unlink()
            env["res.partner.grade"].browse(self.tier_id).unlink()
            env["product.product"].browse(self.fee_id).product_tmpl_id.unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _assert_one_is_refused(self, job, table, sentence):
        outcomes = self._run_at_once(job, job, allowed_company_ids=[self.company_id])
        refused = [outcome for outcome in outcomes if outcome]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], ValidationError)
        self.assertRegex(str(refused[0]), sentence)
        with self.registry.cursor() as cr:
            cr.execute(
                f"SELECT count(*) FROM {table} WHERE membership_id = %s", [self.membership_id]
            )
            self.assertEqual(cr.fetchone()[0], 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_last_unit_of_a_benefit(self):
        def use(env):
            env["golf.benefit.use"].create(
                {"membership_id": self.membership_id, "benefit_id": self.benefit_id}
            )

        self._assert_one_is_refused(use, "golf_benefit_use", "has used all 1")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_last_place_for_a_guest(self):
        def bring(env):
            env["golf.guest.visit"].create(
                {"membership_id": self.membership_id, "guest_name": "Anna Lee"}
            )

        self._assert_one_is_refused(bring, "golf_guest_visit", "all 1 guests")
