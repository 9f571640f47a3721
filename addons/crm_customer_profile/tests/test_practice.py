# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields
from odoo.tests import tagged
from odoo.tools import convert_file

from .test_lifecycle import LifecycleCommon

ADDON = "crm_customer_profile"
FILES = (
    "customer_plan_data",
    "customer_state_rule",
    "customer_checklist_data",
    "customer_contact_template_data",
)


@tagged("post_install", "-at_install")
class TestPractice(LifecycleCommon):
    """A new house can work with what it finds, and keeps what it has made of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load("init")
        items = cls.env["customer.checklist.item"].with_context(active_test=False)
        items.search([]).active = True  # what the other tests have put aside
        cls.rules = cls.env["customer.state.rule"].search([])

    @classmethod
    def _load(cls, mode):
        """Load the practice as an install (``init``) or an upgrade (``update``) does."""
        for name in FILES:
            convert_file(cls.env, ADDON, f"data/{name}.xml", {}, mode=mode, noupdate=True)

    def test_each_state_has_plan_checklist_and_templates(self):
        self.assertEqual(len(self.rules), 6)
        for rule in self.rules:
            with self.subTest(state=rule.state):
                self.assertTrue(rule.plan_id.template_ids)
                self.assertTrue(rule.item_ids)
                current = rule.template_ids.filtered("is_current")
                self.assertEqual(set(current.mapped("means")), {"email", "sms", "script"})

    def test_a_new_company_revisits(self):
        company = self.env["res.company"].create({"name": "New house"})
        self.assertEqual(company.customer_revisit_days, 7)

    def test_one_way_from_request_to_trade(self):
        """Each step is called for, none is forced."""
        rules = {rule.state: rule for rule in self.rules}
        lead = self._make_lead(type="opportunity", user_id=self.officer.id)
        steps = self.person.activity_ids
        self.assertEqual(
            steps.customer_plan_template_id, rules[self.person.customer_state].plan_id.template_ids
        )
        self.assertEqual(steps.user_id, self.officer)
        lead.action_set_won()
        self.env.company.customer_revisit_days = 7
        order = self._make_order()
        self.assertTrue(order.activity_ids)
        self.assertEqual(self.person.customer_state, "first_trade")
        self.assertEqual(
            self.person.activity_ids.customer_plan_template_id,
            rules["first_trade"].plan_id.template_ids,
        )

    def test_the_letters_are_about_the_person(self):
        person = self.person.with_user(self.officer)
        context = person.action_write_email()["context"]
        template = self.env["mail.template"].browse(context["default_template_id"])
        rendered = template.with_user(self.officer)._generate_template(
            person.ids, ["subject", "body_html"]
        )[person.id]
        self.assertIn("Dear Ann", rendered["body_html"])
        self.assertIn(self.officer.name, rendered["body_html"])
        text = self.env["sms.template"].browse(
            person.action_write_sms()["context"]["default_template_id"]
        )
        self.assertIn(
            self.officer.name,
            text.with_user(self.officer)._render_field("body", person.ids)[person.id],
        )

    def test_an_upgrade_leaves_what_the_house_has_made(self):
        rule = self.env.ref(f"{ADDON}.state_rule_mature")
        rule.plan_id = False
        rule.item_ids.unlink()
        rule.template_ids.filtered(lambda each: each.means == "sms").unlink()
        self.env.ref(f"{ADDON}.mail_template_mature").subject = "Our own"
        own = self.env["customer.contact.template"].create(
            {
                "rule_id": rule.id,
                "means": "script",
                "script": "<p>Ours</p>",
                "valid_from": fields.Date.today(),
            }
        )
        self._load("update")
        self.env.invalidate_all()
        self.assertFalse(rule.plan_id)
        self.assertFalse(rule.item_ids)
        self.assertEqual(set(rule.template_ids.mapped("means")), {"email", "script"})
        self.assertEqual(self.env.ref(f"{ADDON}.mail_template_mature").subject, "Our own")
        self.assertTrue(own.is_current)
