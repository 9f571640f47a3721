# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import BaseCase, tagged

from odoo.addons.golf_membership.membership import admission

from .admission_common import COLLECT, DECIDE, AdmissionCommon


@tagged("post_install", "-at_install")
class TestAdmissionRules(BaseCase):
    """The pure rules; outside the frozen day of the others, which changes how dates are shown."""

    def test_rules(self):
        failed, attempted = doctest.testmod(admission)
        self.assertTrue(attempted)
        self.assertFalse(failed)


@tagged("post_install", "-at_install")
class TestAdmission(AdmissionCommon):
    """Seconders, posting, decision: what is missing is said, and nobody joins before."""

    def test_nothing_is_asked_by_default(self):
        lead = self._apply(tier=self.basic, seconders=self.env["res.partner"])
        self.assertFalse(lead.golf_admission_problem)
        order = self._quote(lead)
        order.action_confirm()
        self.assertEqual(order.golf_membership_ids.state, "pending")
        self.assertFalse(self._activities(lead, DECIDE) | self._activities(lead, COLLECT))
        invoice = self._invoice(order.sudo())
        self.assertEqual(invoice.invoice_date_due, date(2030, 7, 1))
        with self.assertRaisesRegex(UserError, "no application that is posted"):
            lead.action_post_golf_name()
        with self.assertRaisesRegex(UserError, "no application that a committee"):
            self._decide(lead, "approved")

    def test_step_by_step_to_the_membership(self):
        lead = self._apply(seconders=self.seconders[0])
        order = self._quote(lead)

        def refused(sentence):
            self.env.invalidate_all()
            self.assertRegex(lead.golf_admission_problem, sentence)
            with self.assertRaisesRegex(UserError, sentence):
                order.action_confirm()
            self.assertEqual((order.state, len(order.golf_membership_ids)), ("draft", 0))

        refused("asks for 2 seconders, and the application of Candidate has 1")
        with self.assertRaisesRegex(UserError, "2 seconders"):
            lead.action_post_golf_name()
        lead.golf_seconder_ids = [Command.link(self.seconders[1].id)]
        refused("posted for 10 days. Press")
        lead.action_post_golf_name()
        self.assertEqual(lead.golf_posting_ends, date(2030, 7, 11))
        [asked] = self._activities(lead, DECIDE)
        self.assertEqual(asked.date_deadline, date(2030, 7, 12))
        self.assertIn(asked.user_id, self.club._get_golf_managers())
        with freeze_time("2030-07-11 08:00:00"):
            refused("is posted until")
            with self.assertRaisesRegex(UserError, "is posted until"):
                self._decide(lead, "approved")
            lead.action_post_golf_name()
            self.assertEqual(lead.golf_posted_on, date(2030, 7, 1), "pressed twice")
        order.require_signature = True
        with freeze_time("2030-07-12 08:00:00"):
            refused("has not decided on Candidate")
            self.assertFalse(order._has_to_be_signed(), "nor on the portal")
            self._decide(lead, "approved", reason="All in favour")
            self.assertFalse(lead.golf_admission_problem)
            self.assertEqual(
                (lead.golf_decision, lead.golf_decided_on, lead.golf_decided_by_id),
                ("approved", date(2030, 7, 12), self.manager),
            )
            self.assertFalse(self._activities(lead, DECIDE))
            self.assertTrue(order._has_to_be_signed())
            order.action_confirm()
            self.assertEqual(order.golf_membership_ids.state, "pending")

    def test_committee_without_posting_is_asked_at_once(self):
        tier = self._make_tier("Board", "individual", 100, 100, admission_by_committee=True)
        lead = self._apply(tier=tier, seconders=self.env["res.partner"])
        lead.action_start_golf_application()
        [asked] = self._activities(lead, DECIDE)
        self.assertEqual(asked.date_deadline, date(2030, 7, 1))
        self._decide(lead, "approved")
        self._quote(lead).action_confirm()
        self.assertFalse(self._activities(lead, COLLECT), "no days to pay are set")

    def test_an_order_without_application_is_refused(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.candidate.id,
                "order_line": [
                    Command.create({"product_id": self.strict.joining_fee_product_id.id})
                ],
            }
        )
        with self.assertRaisesRegex(UserError, "admits nobody without an application"):
            order.action_confirm()

    def test_an_approval_is_of_one_person_and_tier(self):
        lead = self._apply_and_post()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            lead.partner_id = self._make_person("Another", "1985-01-01")
        with freeze_time("2030-07-12 08:00:00"):
            self._decide(lead, "approved")
            order = self._quote(lead)
            order.golf_member_id = self._make_person("Another", "1985-01-01")
            with self.assertRaisesRegex(UserError, "without an application"):
                order.action_confirm()
            for values in (
                {"golf_tier_id": self.gold.id},
                {"golf_seconder_ids": [Command.clear()]},
                {"partner_id": self.seconders[0].id},
            ):
                with self.subTest(values=values), self.assertRaisesRegex(UserError, "stays as it"):
                    lead.write(values)
            lead.write({"golf_tier_id": self.strict.id, "golf_start_date": "2030-08-01"})

    # ----------------------------------------------------------- SECONDERS

    def _assert_cannot_second(self, person, sentence):
        with self.assertRaisesRegex(ValidationError, sentence):
            self._apply(seconders=self.seconders[0] | person)

    def test_who_cannot_second(self):
        self._assert_cannot_second(self.candidate, "his or her own")
        self._assert_cannot_second(self._make_person("Guest"), "no member of .* in good standing")
        with freeze_time("2030-06-01 08:00:00"):
            self._make_charge(self.members[1], 100, bill_on="2030-06-01").action_invoice()
        self.assertTrue(self.members[1].date_due)
        self._assert_cannot_second(self.seconders[1], "no fee overdue")

    def test_a_relative_cannot_second(self):
        kind = self.env["customer.relation.kind"].search([("is_family", "=", True)], limit=1)
        self.env["customer.relation"].create(
            {
                "partner_id": self.candidate.id,
                "other_id": self.seconders[1].id,
                "kind_id": kind.id,
            }
        )
        self._assert_cannot_second(self.seconders[1], "of the household of Candidate")

    def test_the_holder_of_the_family_card_cannot_second(self):
        family = self._make_tier("Family", "family", 100, 100, child_age_limit=20)
        parent = self._join(family, partner=self._make_person("Parent", "1970-01-01"))
        child = self._make_person("Child", "2012-01-01")
        self._change(parent, "person", role="child", partner_to_id=child)
        with self.assertRaisesRegex(ValidationError, "of the household of Child"):
            self._apply(partner=child, seconders=parent.partner_id)
        with self.assertRaisesRegex(ValidationError, "in good standing"):
            self._apply(seconders=child)

    def test_a_nominee_can_second(self):
        corporate = self._make_tier("Corporate", "corporate", 100, 100, nominee_max=2)
        company = self.env["res.partner"].create({"name": "Ltd", "is_company": True})
        people = [self._make_person(f"N{i}", "1970-01-01") for i in range(2)]
        member = self._join(corporate, partner=people[0], company=company)
        self._change(member, "person", role="nominee", partner_to_id=people[1])
        lead = self._apply(seconders=people[0] | people[1])
        self.assertEqual(len(lead.golf_seconder_ids), 2)
