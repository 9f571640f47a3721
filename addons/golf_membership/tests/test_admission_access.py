# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import Form, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from .admission_common import AdmissionCommon


@tagged("post_install", "-at_install")
class TestAdmissionAccess(AdmissionCommon):
    """Who may post, decide and see; and what the screens find."""

    # --------------------------------------------------------------- RIGHTS

    def test_officers_post_and_managers_decide(self):
        shop = self._make_staff("shop")
        lead = self._apply()
        with self.assertRaises(AccessError):
            lead.with_user(shop).action_post_golf_name()
        lead.action_post_golf_name()
        for user in (self.officer, self.accountant, self._make_staff("executive")):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    lead.with_user(user).action_golf_decide()
                with self.assertRaises(AccessError):
                    lead.with_user(user)._decide_golf_admission("refused", self.today, "No")
                with self.assertRaises(AccessError):
                    self.env["golf.admission.decision"].with_user(user).create({"lead_id": lead.id})
        self.assertFalse(lead.golf_decision)

    def test_nothing_of_it_is_typed(self):
        lead = self._apply()
        for user in (self.officer, self.manager):
            for values in (
                {"golf_decision": "approved"},
                {"golf_posting_ends": "2030-01-01"},
                {"golf_next_application_on": False},
            ):
                with self.subTest(values=values), self.assertRaisesRegex(AccessError, "not typed"):
                    lead.with_user(user).write(values)
        Lead = self.env["crm.lead"].with_user(self.officer)
        values = {"name": "X", "partner_id": self.candidate.id, "golf_tier_id": self.strict.id}
        with self.assertRaisesRegex(AccessError, "not typed"):
            Lead.create(values | {"golf_decision": "approved"})
        with self.assertRaisesRegex(AccessError, "not typed"):
            Lead.with_context(default_golf_decision="approved").create(values)
        self._decide(lead, "refused", reason="No")
        # Whoever duplicates it: with Odoo's events for leads, that takes the right to read those.
        self.assertFalse(lead.sudo().copy().golf_decision)
        with self.assertRaisesRegex(UserError, "not deleted"):
            lead.with_user(self.manager).unlink()

    def test_sales_staff_without_a_role_quote_but_see_nothing_of_it(self):
        seller = new_test_user(
            self.env,
            "seller",
            groups="sales_team.group_sale_salesman_all_leads",
            company_id=self.club.id,
            company_ids=[Command.set(self.club.ids)],
        )
        lead = self._apply()
        order = self._quote(lead).with_user(seller)
        with self.assertRaisesRegex(UserError, "posted for 10 days"):
            order.action_confirm()
        with self.assertRaises(AccessError):
            lead.with_user(seller).read(["golf_decision_reason"])
        lead.with_user(seller).name = "Renamed"

    def test_clubs_are_kept_apart(self):
        self._decide(self._apply(), "refused", reason="No")
        other = self.env["res.company"].create({"name": "Other Links"})
        waits = self.env["crm.lead"]._get_golf_waits(self.candidate, other)
        self.assertFalse(waits, "a refusal is of one club")
        self.assertFalse(self.seconders._filter_golf_in_good_standing(other))
        stranger = new_test_user(
            self.env,
            "other_manager",
            groups="golf_membership.group_golf_manager",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        lead = self._apply(partner=self._make_person("Second", "1980-01-01"))
        with self.assertRaises(AccessError):
            lead.with_user(stranger).action_golf_decide()
        wizard = (
            self.env["golf.admission.decision"]
            .with_user(stranger)
            .create({"lead_id": lead.id, "decision": "refused", "reason": "No"})
        )
        with self.assertRaises(AccessError):
            wizard.action_confirm()

    # --------------------------------------------------------------- SCREEN

    def _filter(self, name):
        """Return the applications that a filter of the search view shows an officer."""
        Lead = self.env["crm.lead"].with_user(self.officer)
        view = self.env.ref("crm.view_crm_case_opportunities_filter")
        arch = Lead.get_view(view.id, "search")["arch"]
        domain = arch.split(f'name="{name}"')[1].split('domain="')[1].split('"')[0]
        domain = domain.replace("&gt;", ">").replace("&lt;", "<")
        return Lead.search(Domain(safe_eval(domain)) & Domain("golf_tier_id", "=", self.strict.id))

    def test_filters(self):
        lead = self._apply_and_post()
        self.assertEqual(self._filter("golf_being_posted"), lead)
        self.assertFalse(self._filter("golf_waits_for_committee"))
        with freeze_time("2030-07-12 08:00:00"):
            self.assertFalse(self._filter("golf_being_posted"))
            self.assertEqual(self._filter("golf_waits_for_committee"), lead)
            self._decide(lead, "refused", reason="No")
            self.assertFalse(self._filter("golf_waits_for_committee"))
            self.assertEqual(self._filter("golf_refused"), lead)

    def test_form_of_the_application(self):
        lead = self._apply(seconders=self.env["res.partner"])
        with Form(lead) as form:
            for person in self.seconders:
                form.golf_seconder_ids.add(person)
        self.assertEqual(lead.golf_seconder_ids, self.seconders)
