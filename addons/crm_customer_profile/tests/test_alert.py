# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import psycopg2

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestAlert(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        cls.nuts = cls.env.ref("crm_customer_profile.topic_nuts")
        cls.allergy = cls.env["customer.preference"].create(
            {
                "partner_id": cls.ann.id,
                "topic_id": cls.nuts.id,
                "attitude": "allergy",
                "note": "carries a pen",
            }
        )
        cls.nurse = new_test_user(
            cls.env,
            login="customer_nurse",
            groups="crm_customer_profile.group_customer_health,"
            "crm_customer_profile.group_customer_service",
        )
        cls.order = cls.env["sale.order"].create(
            {
                "partner_id": cls.ann.id,
                "user_id": cls.officer.id,
                "order_line": [
                    Command.create(
                        {"product_id": cls.env["product.product"].create({"name": "Cake"}).id}
                    )
                ],
            }
        )
        cls.env.company.customer_alert_on_order = True
        cls.env.company.customer_alert_on_won = True

    def _texts(self, user, department=None):
        return [
            alert["text"] for alert in self.ann.with_user(user)._get_customer_alerts(department)
        ]

    def test_all_staff_learn_that_there_is_something_and_whom_to_ask(self):
        for login, user in self.staff.items():
            with self.subTest(role=login):
                (alert,) = self.ann.with_user(user)._get_customer_alerts()
                self.assertEqual(alert["text"], "Health alert, ask: Kitchen")
                self.assertFalse(alert["is_readable"])
                self.assertNotIn("pen", str(alert))
                self.assertNotIn("uts", str(alert))
        self.assertEqual(self._texts(self.nurse), ["Allergic to nuts: carries a pen"])

    def test_an_alert_goes_to_the_department_that_acts(self):
        kitchen, laundry = (
            self.env.ref(f"crm_customer_profile.department_{name}")
            for name in ("kitchen", "laundry")
        )
        self.assertTrue(self._texts(self.desk, kitchen))
        self.assertFalse(self._texts(self.desk, laundry))

    def test_what_is_past_alerts_nobody_and_a_wish_does_not(self):
        self.env["customer.preference"].create(
            {
                "partner_id": self.ann.id,
                "topic_id": self.env.ref("crm_customer_profile.topic_tea").id,
            }
        )
        self.assertEqual(len(self._texts(self.nurse)), 1)
        self.allergy.action_end()
        self.assertFalse(self._texts(self.nurse))

    def test_an_order_waits_until_somebody_took_note(self):
        order = self.order.with_user(self.officer)
        self.assertTrue(order.has_open_customer_alerts)
        self.assertEqual(order.customer_alert_text, "Ann: Health alert, ask: Kitchen")
        with self.assertRaisesRegex(UserError, "acknowledge the alerts first"):
            order.action_confirm()
        self.assertEqual(order.state, "draft")
        order.action_acknowledge_customer_alerts()
        self.assertFalse(order.has_open_customer_alerts)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        row = self.env["customer.alert.acknowledgement"].search(
            [("res_model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        self.assertEqual(row.user_id, self.officer)
        self.assertEqual(row.preference_id, self.allergy)

    def test_a_changed_alert_is_open_again(self):
        order = self.order.with_user(self.officer)
        order.action_acknowledge_customer_alerts()
        self.allergy.source = "form"
        order.invalidate_recordset()
        self.assertFalse(order.has_open_customer_alerts)
        self.allergy.note = "peanuts too"
        order.invalidate_recordset()
        self.assertTrue(order.has_open_customer_alerts)

    def test_nobody_is_there_to_take_note_when_a_customer_pays_online(self):
        self.order.with_user(self.officer).sudo().action_confirm()
        self.assertEqual(self.order.state, "sale")

    def test_the_switch_says_what_waits(self):
        self.env.company.customer_alert_on_order = False
        self.order.with_user(self.officer).action_confirm()
        self.assertEqual(self.order.state, "sale")

    def test_an_opportunity_waits_also_when_it_is_dragged(self):
        lead = (
            self.env["crm.lead"]
            .create(
                {
                    "name": "Dinner",
                    "type": "opportunity",
                    "partner_id": self.ann.id,
                    "user_id": self.officer.id,
                }
            )
            .with_user(self.officer)
        )
        won = self.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        with self.assertRaisesRegex(UserError, "acknowledge the alerts first"):
            lead.stage_id = won
        with self.assertRaisesRegex(UserError, "acknowledge the alerts first"):
            lead.action_set_won()
        lead.action_acknowledge_customer_alerts()
        lead.action_set_won()
        self.assertEqual(lead.won_status, "won")

    def test_a_meeting_shows_the_alerts_of_all_who_come(self):
        ben = self.env["res.partner"].create({"name": "Ben"})
        self.allergy.copy({"partner_id": ben.id})
        now = fields.Datetime.now()
        meeting = self.env["calendar.event"].create(
            {
                "name": "Tasting",
                "start": now,
                "stop": now,
                "partner_ids": [Command.set((self.ann | ben).ids)],
            }
        )
        self.assertEqual(len(meeting.customer_alert_text.splitlines()), 2)

    def test_who_took_note_is_never_changed(self):
        self.order.action_acknowledge_customer_alerts()
        row = self.env["customer.alert.acknowledgement"].search([], limit=1)
        with self.assertRaises(UserError):
            row.user_id = self.desk
        with self.assertRaises(UserError):
            row.unlink()
        with self.assertRaisesRegex(UserError, "acknowledged this alert"):
            self.allergy.unlink()
        for statement in ("UPDATE %s SET revision = 9", "DELETE FROM %s"):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.RaiseException),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement % row._table)
        for login, user in self.staff.items():
            with self.subTest(role=login), self.assertRaises(AccessError):
                self.env[row._name].with_user(user).create(
                    {
                        "preference_id": self.allergy.id,
                        "revision": 1,
                        "res_model": "sale.order",
                        "res_id": self.order.id,
                    }
                )

    def test_who_took_note_of_a_hidden_alert_is_hidden_too(self):
        self.order.action_acknowledge_customer_alerts()
        rows = self.env["customer.alert.acknowledgement"]
        for login, user in self.staff.items():
            with self.subTest(role=login):
                self.assertFalse(rows.with_user(user).search([]))
        self.assertTrue(rows.with_user(self.nurse).search([]))

    def test_a_merged_contact_brings_its_alerts_and_their_notes(self):
        self.order.action_acknowledge_customer_alerts()
        twin = self.env["res.partner"].create({"name": "Ann"})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.ann | twin).ids, twin)
        self.assertEqual(self.order.partner_id, twin)
        self.assertFalse(self.order.has_open_customer_alerts)
        self.assertEqual(len(twin._get_customer_alerts()), 1)

    def test_the_desk_writes_down_an_allergy_it_may_not_read(self):
        notes = self.env["customer.preference.note"].with_user(self.desk)
        dust = self.env.ref("crm_customer_profile.topic_dust")
        note = notes.create({"partner_id": self.ann.id, "topic_id": dust.id, "note": "sneezes"})
        note.action_note()
        self.assertFalse(note.exists())
        # A colleague is told the same.
        notes.create(
            {"partner_id": self.ann.id, "topic_id": dust.id, "note": "sneezes"}
        ).action_note()
        self.ann.invalidate_recordset()
        written = self.ann.preference_ids - self.allergy
        self.assertEqual(written.display_name, "Allergic to dust")
        self.assertEqual(written.user_id, self.desk)
        self.assertFalse(written.with_user(self.desk).search([("id", "=", written.id)]))
        with self.assertRaises(AccessError):
            notes.with_user(self.executive).create({"partner_id": self.ann.id, "topic_id": dust.id})

    def test_outsiders_get_nothing(self):
        portal = new_test_user(self.env, login="customer_portal", groups="base.group_portal")
        self.assertEqual(self.ann.with_user(portal)._get_customer_alerts(), [])
        self.order.message_subscribe(portal.partner_id.ids)
        with self.assertRaises(AccessError):
            self.order.with_user(portal).read(["customer_alert_text"])
        with self.assertRaises(AccessError):
            self.order.with_user(portal).action_acknowledge_customer_alerts()

    def test_queries_do_not_grow_with_the_people(self):
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(100)])
        self.allergy.create(
            [
                {"partner_id": person.id, "topic_id": self.nuts.id, "attitude": "allergy"}
                for person in people
            ]
        )
        for user in (self.desk, self.nurse):
            counts = []
            people[:1].with_user(user)._get_customer_alerts()  # what is cached for all
            for some in (people[:2], people):
                self.env.flush_all()
                self.env.invalidate_all()
                some = some.with_user(user)
                before = self.env.cr.sql_log_count
                self.assertEqual(len(some._get_customer_alerts()), len(some))
                counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(counts[0], counts[1])
            self.assertLess(counts[1], 12)
