# Part of Clubhouse. See LICENSE file for full copyright and licensing details.


from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestAdmissionAtOnce(ConcurrencyCase):
    """Two managers who decide on one candidate: one decision, and the other is told."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_everything)
        with self._session() as env:
            env = self._found_company(env)
            club = env.company
            tier = env["res.partner.grade"].create(
                {
                    "name": "Strict",
                    "membership_kind": "individual",
                    "company_id": club.id,
                    "dues_product_id": env["product.product"]
                    .create({"name": "Dues", "type": "service", "company_id": club.id})
                    .id,
                    "admission_by_committee": True,
                    "admission_wait_months": 12,
                }
            )
            person = env["res.partner"].create({"name": "Decided twice"})
            lead = env["crm.lead"].create(
                {
                    "name": "Joining",
                    "type": "opportunity",
                    "partner_id": person.id,
                    "golf_tier_id": tier.id,
                    "company_id": club.id,
                }
            )
            lead.action_start_golf_application()
            self.company_id, self.tier_id = club.id, tier.id
            self.person_id, self.lead_id = person.id, lead.id

    def _remove_everything(self):
        with self._session(allowed_company_ids=[self.company_id]) as env:
            lead = env["crm.lead"].browse(self.lead_id)
            env.cr.execute("UPDATE crm_lead SET golf_decision = NULL WHERE id = %s", [self.lead_id])
            lead.invalidate_recordset()
            lead.unlink()
            env["res.partner"].browse(self.person_id).unlink()
            tier = env["res.partner.grade"].browse(self.tier_id)
            products = tier.dues_product_id.product_tmpl_id
            tier.unlink()
            products.unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_approved_and_refused_in_two_sessions(self):
        def decide(decision):
            def job(env):
                lead = env["crm.lead"].browse(self.lead_id)
                lead._decide_golf_admission(decision, lead.company_id._golf_today(), "Voted")

            return job

        outcomes = self._run_at_once(
            decide("approved"), decide("refused"), allowed_company_ids=[self.company_id]
        )
        refused = [outcome for outcome in outcomes if outcome]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], UserError)
        self.assertRegex(str(refused[0]), "decided on this application already|at this moment")
        with self._session() as env:
            lead = env["crm.lead"].browse(self.lead_id)
            kept = "refused" if outcomes[0] else "approved"
            self.assertEqual(lead.golf_decision, kept)
            self.assertEqual(lead.won_status, "lost" if kept == "refused" else "pending")
            self.assertEqual(bool(lead.golf_next_application_on), kept == "refused")
