# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

import psycopg2

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .test_lifecycle import LifecycleCommon


@tagged("post_install", "-at_install")
class TestContactProcess(LifecycleCommon):
    """Checklist before the next state, templates by state and channel, one timeline."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.write({"email": "ann@example.com", "phone": "+1 650 253 0000"})
        cls.rule = cls.env.ref("crm_customer_profile.state_rule_to_identify")
        cls.items = cls.env["customer.checklist.item"].create(
            [
                {"name": "Phone checked", "rule_id": cls.rule.id},
                {"name": "Asked for a hobby", "rule_id": cls.rule.id, "is_required": False},
            ]
        )
        cls.mail = cls.env["mail.template"].create(
            {
                "name": "Welcome",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "subject": "Welcome, {{ object.name }}",
                "body_html": "<p>Nice to meet you</p>",
                "email_to": "{{ object.email }}",
            }
        )

    def _move(self, state="potential", **values):
        wizard = self.env["customer.state.change"].with_user(self.officer)
        wizard.create(
            {
                "partner_ids": [Command.set(self.person.ids)],
                "state_to": state,
                "reason": "Met at the counter",
                **values,
            }
        ).action_apply()
        self.env.cr.flush()

    def _make_version(self, days, template=None, **values):
        return self.env["customer.contact.template"].create(
            {
                "rule_id": self.rule.id,
                "means": "email",
                "mail_template_id": (template or self.mail).id,
                "valid_from": fields.Date.today() + timedelta(days=days),
                **values,
            }
        )

    def test_the_checklist_comes_before_the_next_state(self):
        self.assertEqual(self.person.customer_missing_item_ids, self.items)
        with self.assertRaisesRegex(UserError, "Ann: Phone checked$"), self.env.cr.savepoint():
            self._move()
        self._move(done_item_ids=[Command.set(self.items[0].ids)])
        self.assertEqual(self.person.customer_state, "potential")
        tick = self.person.customer_tick_ids
        self.assertEqual((tick.item_id, tick.user_id), (self.items[0], self.officer))

    def test_nobody_is_kept_from_being_lost(self):
        reason = self.env.ref("crm_customer_profile.lost_reason_moved_away")
        self._move("lost", lost_reason_id=reason.id)
        self.assertEqual(self.person.customer_state, "lost")

    def test_a_lead_is_won_with_the_checklist_done(self):
        lead = self._make_lead(type="opportunity")
        rule = self.env.ref("crm_customer_profile.state_rule_potential")
        item = self.env["customer.checklist.item"].create(
            {"name": "Offer explained", "rule_id": rule.id}
        )
        with self.assertRaisesRegex(UserError, "Ann: Offer explained"), self.env.cr.savepoint():
            lead.action_set_won()
        self.person.with_user(self.officer)._tick(item)
        lead.action_set_won()
        self.assertEqual(lead.won_status, "won")

    def test_an_item_is_ticked_once(self):
        self.person._tick(self.items)
        self.person._tick(self.items)
        self.assertEqual(len(self.person.customer_tick_ids), 2)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env["customer.checklist.tick"].create(
                {"partner_id": self.person.id, "item_id": self.items[0].id}
            )

    def test_a_merge_keeps_the_ticks_of_both(self):
        other = self.env["res.partner"].create({"name": "Ann Twice"})
        (self.person | other)._tick(self.items[0])
        other._tick(self.items[1])
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.person | other).ids, self.person
        )
        self.env.cr.flush()
        self.env.invalidate_all()
        self.assertEqual(self.person.customer_tick_ids.item_id, self.items)

    def test_the_version_of_the_day_is_used(self):
        old = self._make_version(-30)
        new_mail = self.mail.copy({"name": "Welcome anew"})
        new = self._make_version(-1, new_mail)
        self._make_version(10)
        self.assertEqual((old.version, new.version), (1, 2))
        self.assertFalse(old.is_current)
        self.assertTrue(new.is_current)
        action = self.person.with_user(self.officer).action_write_email()
        self.assertEqual(action["context"]["default_template_id"], new_mail.id)
        with self.assertRaisesRegex(ValidationError, "choose the template"):
            self._make_version(20, mail_template_id=False)

    def test_a_template_is_opened_and_sent(self):
        channel = self.env.ref("crm_customer_profile.contact_channel_email")
        channel.write({"unit_cost": 2, "currency_id": self.env.company.currency_id.id})
        version = self._make_version(-1)
        action = self.person.with_user(self.officer).action_write_email()
        composer = Form(
            self.env[action["res_model"]].with_user(self.officer).with_context(**action["context"])
        ).save()
        self.assertEqual(composer.subject, "Welcome, Ann")
        composer.action_send_mail()
        self.env.cr.flush()
        contact = self.person.customer_contact_ids
        self.assertEqual((contact.template_id, contact.cost), (version, 2))
        self.assertEqual(self.person.days_since_contact, 0)
        with self.assertRaises(psycopg2.Error), mute_logger("odoo.sql_db"):
            version.unlink()

    def test_words_for_a_call(self):
        self._make_version(-1, means="script", script="<p>Ask for the handicap</p>")
        contact = self.env["customer.contact"].create({"partner_id": self.person.id})
        self.assertIn("handicap", contact.script)
        contact.channel_id = self.env.ref("crm_customer_profile.contact_channel_email")
        self.assertFalse(contact.script)

    def test_the_desk_sees_where_the_relation_stands(self):
        self._make_lead()
        blocks = self.person.with_user(self.desk)._get_desk_card()
        [lines] = [block["lines"] for block in blocks if block["key"] == "lifecycle"]
        self.assertEqual(lines[0]["text"], "Potential")
