# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .test_lifecycle import LifecycleCommon


@tagged("post_install", "-at_install")
class TestPlan(LifecycleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env.ref("crm_customer_profile.state_rule_potential")
        cls.rule.plan_id = cls.env.ref("crm_customer_profile.plan_cultivate")

    def _get_steps(self):
        return self.person.activity_ids.filtered("customer_plan_template_id")

    def test_a_state_starts_its_plan_once(self):
        self._make_lead()
        steps = self._get_steps()
        self.assertEqual(len(steps), 2)
        self.assertEqual(steps.user_id, self.officer)
        self._make_lead()
        self.person._sync_lifecycle()
        self.assertEqual(self._get_steps(), steps)

    def test_the_next_state_drops_the_steps_that_are_past(self):
        self._make_lead()
        other = self.person.activity_schedule("mail.mail_activity_data_todo")
        self._make_order()
        self.assertFalse(self._get_steps())
        self.assertTrue(other.exists())

    def test_records_of_years_start_no_plan(self):
        self._make_order(moment="2020-01-01 12:00:00", confirm=True)
        self.rule.plan_id = False
        self.env.ref("crm_customer_profile.state_rule_lost").plan_id = self.env.ref(
            "crm_customer_profile.plan_care"
        )
        self._run_job()
        self.assertEqual(self.person.customer_state, "lost")
        self.assertFalse(self._get_steps())

    def test_an_import_starts_no_plan(self):
        moves = self.env["customer.state.move"].with_context(mail_activity_automation_skip=True)
        self._make_lead()
        move = moves.search([("partner_id", "=", self.person.id)], order="id desc", limit=1)
        self._get_steps().unlink()
        move._start_plans()
        self.assertFalse(self._get_steps())
        move.with_context(mail_activity_automation_skip=False)._start_plans()
        self.assertEqual(len(self._get_steps()), 2)

    def test_steps_are_in_the_language_of_who_does_them(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        kind = self.env.ref("crm_customer_profile.activity_type_identify")
        kind.with_context(lang="fr_FR").summary = "Qui est-ce ?"
        self.officer.lang = "fr_FR"
        self._make_lead()
        self.assertIn("Qui est-ce ?", self._get_steps().mapped("summary"))

    def test_without_an_owner_the_state_names_somebody(self):
        self.person.user_id = False
        self.rule.responsible_id = self.manager
        self._make_lead(user_id=False)
        self.assertEqual(self._get_steps().user_id, self.manager)

    def test_who_is_out_of_touch_is_called_once(self):
        rule = self.env.ref("crm_customer_profile.state_rule_to_identify")
        rule.min_touch_days = 30
        contact = self.env["customer.contact"].create(
            {
                "partner_id": self.person.id,
                "state": "done",
                "date": fields.Datetime.now() - timedelta(days=29),
            }
        )
        self._run_touch()
        self.assertFalse(self.person.activity_ids)
        contact.date = fields.Datetime.now() - timedelta(days=31)
        self._run_touch()
        self.assertEqual(self.person.activity_ids.user_id, self.officer)
        self._run_touch()
        self.assertEqual(len(self.person.activity_ids), 1)
        with self.assertRaisesRegex(ValidationError, "days are 0 or more"):
            rule.min_touch_days = -1

    def test_each_class_of_value_has_its_days(self):
        """Row Q11: the more somebody is worth, the sooner the owner calls."""
        other = self.env["res.partner"].create({"name": "Bob", "user_id": self.officer.id})
        people = self.person | other
        company = self.env.company
        self.env["customer.value"].create(
            [
                {"partner_id": person.id, "company_id": company.id, "abc": letter}
                for person, letter in zip(people, "ab", strict=True)
            ]
        )
        self.env["customer.contact"].create(
            [
                {
                    "partner_id": person.id,
                    "state": "done",
                    "date": fields.Datetime.now() - timedelta(days=40),
                }
                for person in people
            ]
        )
        company.write({"customer_touch_a": 30, "customer_touch_b": 60})
        self._run_touch()
        self.assertEqual(self.person.activity_ids.user_id, self.officer)
        self.assertFalse(other.activity_ids)
        with self.assertRaisesRegex(ValidationError, "0 or more"):
            company.customer_touch_c = -1

    def _run_touch(self):
        self.env.cr.flush()
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_keep_in_touch").method_direct_trigger()
        self.env.invalidate_all()

    def test_a_source_says_how_soon(self):
        source = self.env["utm.source"].create({"name": "Website", "first_contact_hours": 2})
        lead = self._make_lead(source_id=source.id, user_id=self.officer.id)
        self.assertEqual(lead.activity_ids.user_id, self.officer)
        self.assertIn("Website", lead.activity_ids.summary)
        self.assertFalse(lead.is_first_contact_late)
        lead.first_contact_due = fields.Datetime.now() - timedelta(hours=1)
        self.assertTrue(lead.is_first_contact_late)
        self.assertFalse(self._make_lead().activity_ids)
        with self.assertRaisesRegex(ValidationError, "hours are 0 or more"):
            source.first_contact_hours = -1

    def test_a_revisit_after_the_sale(self):
        self.assertFalse(self._make_order().activity_ids)
        self.env.company.customer_revisit_days = 14
        order = self._make_order()
        call = order.activity_ids
        self.assertEqual(call.user_id, self.officer)
        self.assertEqual(call.date_deadline, fields.Date.today() + timedelta(days=14))
        self.assertEqual(self.person.next_contact_date, call.date_deadline)
        self.assertFalse(order.is_revisited)
        self.env["customer.contact"].create(
            {
                "partner_id": self.person.id,
                "order_id": order.id,
                "kind": "service",
                "state": "done",
            }
        )
        self.assertTrue(order.is_revisited)
        self.assertFalse(order.activity_ids)
        [(rate,)] = self.env["sale.order"]._read_group(
            [("partner_id", "=", self.person.id)], [], ["revisit_rate:avg"]
        )
        self.assertEqual(rate, 50)

    def test_a_thousand_moves_make_their_steps_at_once(self):
        people = self.env["res.partner"].create([{"name": f"Guest {n}"} for n in range(30)])
        self.env["crm.lead"].create(
            [{"name": "Interested", "type": "lead", "partner_id": each.id} for each in people]
        )
        self.env.cr.precommit.data.pop("customer.lifecycle")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        people._sync_lifecycle()
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - before, 60)
        self.assertEqual(len(people.activity_ids), 60)
        self.assertEqual(people.activity_ids[:1].res_model, "res.partner")
