# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import re
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import CustomerCommon


class ContactCommon(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        cls.phone = cls.env.ref("crm_customer_profile.contact_channel_phone")
        cls.visit = cls.env.ref("crm_customer_profile.contact_channel_visit")
        cls.phone.write({"unit_cost": 5, "currency_id": cls.env.company.currency_id.id})
        cls.interested = cls.env.ref("crm_customer_profile.contact_result_interested")
        cls.no_answer = cls.env.ref("crm_customer_profile.contact_result_no_answer")
        cls.brochure = cls.env["customer.brochure"].create({"name": "Summer"})

    def _log(self, user=None, **values):
        contact = (
            self.env["customer.contact"]
            .with_user(user or self.officer)
            .create(
                {
                    "partner_id": self.person.id,
                    "channel_id": self.phone.id,
                    "state": "done",
                    **values,
                }
            )
        )
        self.env.cr.flush()
        return contact


@tagged("post_install", "-at_install")
class TestContact(ContactCommon):
    def test_the_shipped_means_and_kinds(self):
        means = self.env["customer.contact.channel"].search([]).mapped("means")
        self.assertEqual(
            set(means),
            {"phone", "email", "sms", "letter", "visit", "event", "chat", "fax", "web"},
        )
        kinds = dict(self.env["customer.contact"]._fields["kind"].selection)
        self.assertEqual(
            set(kinds), {"first", "joining", "inquiry", "first_trade", "later_trade", "service"}
        )

    def test_the_eight_fields_and_the_cost_of_the_day(self):
        product = self.env["product.product"].create({"name": "Membership"})
        source = self.env["utm.source"].create({"name": "Exhibition"})
        tomorrow = fields.Date.today() + timedelta(days=1)
        contact = self._log(
            source_id=source.id,
            product_id=product.id,
            inquiry="What does a year cost?",
            next_step="Send the price list",
            next_date=tomorrow,
            expected_amount=1200,
            expected_date=tomorrow,
        )
        self.assertEqual(contact.owner_id, self.officer)
        self.assertEqual(contact.user_id, self.officer)
        self.assertEqual(contact.kind, "first")
        self.assertEqual(contact.cost, 5)
        self.phone.unit_cost = 9
        self.assertEqual(contact.cost, 5)
        self.assertEqual(self._log().cost, 9)
        self.assertEqual(self.person.customer_contact_cost, 14)
        with self.assertRaisesRegex(UserError, "keeps its person"):
            contact.channel_id = self.visit

    def test_a_cost_in_another_currency_is_converted(self):
        currency = self.env["res.currency"].create(
            {
                "name": "XGC",
                "symbol": "G",
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": 2})],
            }
        )
        self.visit.write({"unit_cost": 30, "currency_id": currency.id})
        self.assertEqual(self._log(channel_id=self.visit.id).cost, 15)

    def test_a_promise_is_an_activity_once(self):
        tomorrow = fields.Date.today() + timedelta(days=1)
        contact = self._log(next_step="Ring back", next_date=tomorrow)
        activity = self.person.activity_ids
        self.assertEqual(activity.summary, "Ring back")
        self.assertEqual(activity.user_id, self.officer)
        self.assertEqual(self.person.customer_promise_ids, contact)
        self.assertEqual(self.person.next_contact_date, tomorrow)
        contact.next_date = tomorrow + timedelta(days=1)
        self.assertEqual(self.person.activity_ids, activity)
        self.assertEqual(activity.date_deadline, contact.next_date)
        activity.action_feedback(feedback="Rang")
        self.env.invalidate_all()
        self.assertFalse(self.person.customer_promise_ids)

    def test_response_rate(self):
        contacts = self._log(result_id=self.interested.id)
        for _index in range(3):
            contacts |= self._log(result_id=self.no_answer.id)
        [(rate,)] = self.env["customer.contact"]._read_group(
            [("id", "in", contacts.ids)], [], ["response_rate:avg"]
        )
        self.assertEqual(rate, 25)

    def test_a_colleagues_visit_is_named_before_the_next(self):
        self.person.user_id = False
        self._log(channel_id=self.visit.id)
        contact = self._log(
            self.colleague,
            channel_id=self.visit.id,
            state="planned",
            date=fields.Datetime.now() + timedelta(days=3),
        )
        self.assertTrue(contact.is_repeat)
        self.assertIn(self.officer.name, contact.repeat_warning)
        far = self._log(
            self.colleague,
            channel_id=self.visit.id,
            state="planned",
            date=fields.Datetime.now() + timedelta(days=30),
        )
        self.assertFalse(far.is_repeat and far.repeat_of_id.user_id == self.officer)
        own = self._log(channel_id=self.phone.id)
        self.assertFalse(own.is_repeat)

    def test_the_form_warns_while_it_is_filled_in(self):
        self.person.user_id = False
        self._log(channel_id=self.visit.id)
        form = Form(self.env["customer.contact"].with_user(self.colleague))
        form.partner_id = self.person
        with self.assertLogs("odoo.tests.form.onchange", "WARNING") as logs:
            form.channel_id = self.visit
        self.assertIn(self.officer.name, "".join(logs.output))
        self.assertIn(self.officer.name, form.repeat_warning)

    def test_a_brochure_is_sent_once(self):
        self.person.user_id = False
        self._log(brochure_ids=[Command.link(self.brochure.id)])
        values = {"brochure_ids": [Command.link(self.brochure.id)]}
        named = re.escape(f"Summer from {self.officer.name}")
        with self.assertRaisesRegex(ValidationError, named), self.env.cr.savepoint():
            self._log(self.colleague, **values)
        again = self._log(self.colleague, repeat_confirmed=True, **values)
        self.assertTrue(again.is_brochure_repeat)
        self.assertEqual(self.brochure.contact_count, 2)

    def test_what_lies_ahead_is_not_done(self):
        with self.assertRaisesRegex(ValidationError, "lies ahead"):
            self._log(date=fields.Datetime.now() + timedelta(days=1))
        planned = self._log(state="planned", date=fields.Datetime.now() + timedelta(days=1))
        self.assertFalse(planned.cost)
        planned.action_done()
        self.assertEqual(planned.state, "done")
        self.assertEqual(planned.cost, 5)
        with self.assertRaisesRegex(UserError, "cannot be called off"):
            planned.action_cancel()

    def test_only_customers_are_contacted(self):
        with self.assertRaisesRegex(ValidationError, "no customer or prospect"):
            self._log(partner_id=self.env.company.partner_id.id)

    def test_preferences_are_learnt_in_a_contact(self):
        topic = self.env["customer.topic"].create({"name": "Red wine"})
        contact = self._log()
        contact.preference_ids = [
            Command.create({"partner_id": self.person.id, "topic_id": topic.id, "attitude": "like"})
        ]
        self.assertEqual(self.person.preference_ids.topic_id, topic)
        self.assertEqual(self.person.preference_ids.recorded_on, fields.Date.today())

    def test_every_means_counts_as_last_contact(self):
        now = fields.Datetime.now()
        self.assertFalse(self.person.last_contact_date)
        contact = self._log(date=now - timedelta(days=40))
        self.assertEqual(self.person.last_contact_date, contact.date)
        self.assertEqual(self.person.days_since_contact, 40)
        self.person.message_post(body="A note among ourselves")
        self.env.cr.flush()
        self.assertEqual(self.person.days_since_contact, 40)
        silent = self.env["res.partner"].search([("last_contact_date", "<", "-30d")])
        self.assertIn(self.person, silent)
        self.env["calendar.event"].create(
            {
                "name": "Lunch",
                "start": now - timedelta(days=20),
                "stop": now - timedelta(days=20),
                "partner_ids": [Command.set(self.person.ids)],
            }
        )
        self._run_job()
        self.assertEqual(self.person.days_since_contact, 20)
        self._run_job()
        activity = self.person.activity_schedule(
            "mail.mail_activity_data_call", user_id=self.officer.id
        )
        activity.action_feedback(feedback="Rang")
        self.env.cr.flush()
        self.assertEqual(self.person.days_since_contact, 0)

    def _run_job(self):
        self.env.cr.flush()
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_last_contact").method_direct_trigger()
        self.env.invalidate_all()

    def test_an_answer_is_a_sign_of_life(self):
        lead = self.env["crm.lead"].create(
            {"name": "Interested", "type": "lead", "partner_id": self.person.id}
        )
        self.env.cr.flush()
        due = self.person.customer_state_due
        self.assertEqual(due, lead.create_date.replace(microsecond=0) + timedelta(days=365))
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = create_date - interval '100 days' WHERE id = %s",
            [lead.id],
        )
        lead.invalidate_recordset()
        self.person._sync_lifecycle()
        self.assertEqual(self.person.customer_state_due, due - timedelta(days=100))
        contact = self._log(result_id=self.interested.id)
        self.assertEqual(self.person.customer_state_due, contact.date + timedelta(days=365))

    def test_an_incoming_call_is_three_fields(self):
        call = Form(self.env["customer.quick.call"].with_user(self.officer))
        call.name, call.phone, call.wish = "Bea", "+1 555 010 7788", "A trial lesson"
        call.wake_up_date = fields.Date.today() + timedelta(days=60)
        lead = self.env["crm.lead"].browse(call.save().action_create()["res_id"])
        self.env.cr.flush()
        self.assertEqual(lead.partner_id.name, "Bea")
        self.assertEqual(lead.partner_id.customer_state, "potential")
        self.assertIn(self.env.ref("crm_customer_profile.crm_tag_future"), lead.tag_ids)
        self.assertEqual(lead.activity_ids.date_deadline, fields.Date.today() + timedelta(days=60))
        contact = lead.partner_id.customer_contact_ids
        self.assertEqual((contact.direction, contact.lead_id), ("in", lead))
        again = Form(self.env["customer.quick.call"].with_user(self.officer))
        again.name, again.phone, again.wish = "bea", "+15550107788", "The price"
        lead_again = self.env["crm.lead"].browse(again.save().action_create()["res_id"])
        self.assertEqual(lead_again.partner_id, lead.partner_id)

    def test_a_colleagues_caller_is_put_through(self):
        self.person.phone = "+1 555 010 7799"
        call = self.env["customer.quick.call"].with_user(self.colleague)
        call = call.create({"name": "Ann", "phone": "+1 555 010 7799", "wish": "The price"})
        with self.assertRaisesRegex(UserError, "looked after by customer_officer"):
            call.action_create()

    def test_a_stand_in_logs_on_behalf(self):
        today = fields.Date.today()
        self.env["customer.stand.in"].create(
            {
                "owner_id": self.officer.id,
                "stand_in_id": self.colleague.id,
                "date_from": today,
                "date_to": today,
                "reason": "Leave",
            }
        )
        contact = self._log(self.colleague)
        self.assertEqual(contact.on_behalf_id, self.officer)
        self.assertEqual(contact.owner_id, self.officer)
        self.assertFalse(self._log().on_behalf_id)

    def test_who_may_log(self):
        with self.assertRaises(AccessError):
            self._log(self.colleague)
        self.assertTrue(self._log(self.desk))
        with self.assertRaises(AccessError):
            self._log(self.executive)
        with self.assertRaises(AccessError):
            self._log().with_user(self.officer).unlink()
        with self.assertRaises(AccessError):
            self.env["customer.contact.channel"].with_user(self.officer).create({"name": "Owl"})

    def test_a_merge_keeps_the_log_of_both(self):
        other = self.env["res.partner"].create({"name": "Ann Twice"})
        self._log(partner_id=other.id)
        self._log()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.person | other).ids, self.person)
        self.env.cr.flush()
        self.env.invalidate_all()
        self.assertEqual(len(self.person.customer_contact_ids), 2)
