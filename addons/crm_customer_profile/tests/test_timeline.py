# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields
from odoo.tests import new_test_user, tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestTimeline(CustomerCommon):
    """What happened with a person is in one list, within the reader's rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person, cls.other = cls.env["res.partner"].create(
            [{"name": "Ann Timeline", "email": "ann@example.com"}, {"name": "Bob Timeline"}]
        )
        cls.Timeline = cls.env["customer.timeline"]

    def kinds(self, user=None):
        timeline = self.Timeline.with_user(user) if user else self.Timeline
        rows = timeline.search([("partner_id", "=", self.person.id)])
        return [kind for kind in rows.mapped("kind") if kind not in ("handover", "state")]

    def test_each_channel_makes_an_entry(self):
        """Web form, e-mail, phone and event: all four on the person's timeline (row G03)."""
        for medium in ("website", "phone"):
            self.env["crm.lead"].create(
                {
                    "name": f"By {medium}",
                    "partner_id": self.person.id,
                    "medium_id": self.env.ref(f"utm.utm_medium_{medium}").id,
                }
            )
        self.person.message_post(body="Thank you", subject="Your visit", message_type="email")
        event = self.env["event.event"].create(
            {
                "name": "Open day",
                "date_begin": fields.Datetime.now(),
                "date_end": fields.Datetime.add(fields.Datetime.now(), hours=2),
            }
        )
        self.env["event.registration"].create(
            {"event_id": event.id, "partner_id": self.person.id, "name": "Ann"}
        )
        rows = self.Timeline.search([("partner_id", "=", self.person.id)])
        self.assertEqual(set(rows.mapped("channel")), {"web", "phone", "email", "event"})
        self.assertIn("Your visit", rows.mapped("summary"))
        self.assertIn("Open day", rows.mapped("summary"))
        self.assertFalse(self.Timeline.search([("partner_id", "=", self.other.id)]))

    def test_a_row_opens_its_document(self):
        lead = self.env["crm.lead"].create({"name": "Asks", "partner_id": self.person.id})
        row = self.Timeline.search([("partner_id", "=", self.person.id)])
        action = row.action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("crm.lead", lead.id))

    def test_changes_noted_by_the_system_are_no_contact(self):
        self.person.message_post(body="Phone changed", message_type="notification")
        self.assertEqual(self.kinds(), [])

    def test_a_private_meeting_stays_private(self):
        for privacy in ("public", "private"):
            self.env["calendar.event"].create(
                {
                    "name": f"{privacy} lunch",
                    "start": "2026-05-01 10:00:00",
                    "stop": "2026-05-01 11:00:00",
                    "privacy": privacy,
                    "partner_ids": [Command.set((self.person + self.other).ids)],
                }
            )
        for person in (self.person, self.other):
            rows = self.Timeline.search([("partner_id", "=", person.id)])
            self.assertEqual(rows.mapped("summary"), ["public lunch"])
            self.assertEqual(rows.partner_id, person)

    def test_documents_are_shown_to_those_who_may_read_them(self):
        """An officer sees own opportunities (core's rule), the desk none, a manager all."""
        for user in (self.officer, self.manager):
            self.person.user_id = self.officer
            self.env["crm.lead"].create(
                {"name": user.name, "partner_id": self.person.id, "user_id": user.id}
            )
        self.env.flush_all()
        self.assertEqual(self.kinds(self.officer), ["opportunity"])
        self.assertEqual(self.kinds(self.manager), ["opportunity"] * 2)
        self.assertEqual(self.kinds(self.desk), [])
        by_group = self.Timeline.with_user(self.officer)._read_group(
            [("partner_id", "=", self.person.id), ("kind", "=", "opportunity")],
            ["kind"],
            ["__count"],
        )
        self.assertEqual(by_group, [("opportunity", 1)])

    def test_a_person_one_may_not_read_has_no_timeline(self):
        self.person.company_id = self.env["res.company"].create({"name": "Elsewhere"})
        self.person.message_post(body="Hello", message_type="comment")
        self.env.flush_all()
        self.assertEqual(self.kinds(), ["message"])
        self.assertEqual(self.kinds(self.manager), [])

    def test_campaigns_are_counted(self):
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "Autumn rates",
                "mailing_model_id": self.env.ref("base.model_res_partner").id,
            }
        )
        self.env["mailing.trace"].create(
            [
                {
                    "mass_mailing_id": mailing.id,
                    "model": "res.partner",
                    "res_id": person.id,
                    "trace_status": status,
                }
                for person, status in ((self.person, "sent"), (self.other, "cancel"))
            ]
        )
        people = self.person + self.other
        self.assertEqual(people.mapped("customer_campaign_count"), [1, 0])
        self.assertEqual(
            self.Timeline.search([("partner_id", "in", people.ids)]).mapped("summary"),
            ["Autumn rates"],
        )

    def test_a_company_shows_what_its_people_did(self):
        company = self.env["res.partner"].create({"name": "Ding Ltd", "is_company": True})
        self.person.parent_id = company
        self.env["crm.lead"].create({"name": "Asks", "partner_id": self.person.id})
        domain = company.action_open_timeline()["domain"]
        self.assertEqual(self.Timeline.search(domain).mapped("summary"), ["Asks"])

    def test_contacts_states_and_owners_are_rows_too(self):
        self.env["customer.contact"].create(
            {
                "partner_id": self.person.id,
                "channel_id": self.env.ref("crm_customer_profile.contact_channel_letter").id,
                "kind": "inquiry",
                "inquiry": "Asks for lessons",
                "state": "done",
            }
        )
        self.person.user_id = self.officer
        self.env["crm.lead"].create({"name": "Lessons", "partner_id": self.person.id})
        self.env.cr.flush()  # the state follows before the commit
        rows = self.Timeline.search([("partner_id", "=", self.person.id)])
        by_kind = {row.kind: row for row in rows}
        self.assertEqual(by_kind["contact"].summary, "Inquiry: Asks for lessons")
        self.assertEqual(by_kind["contact"].channel, "letter")
        self.assertIn(self.officer.name, by_kind["handover"].summary)
        self.assertIn("Potential", by_kind["state"].summary)

    def test_whoever_may_open_an_order_may_count_who_comes_by_it(self):
        """Core's form of an order counts registrations with the reader's own rights."""
        order = self.env["sale.order"].create({"partner_id": self.person.id})
        if "attendee_count" in order._fields:
            for group in ("account.group_account_invoice", "account.group_account_readonly"):
                reader = new_test_user(self.env, f"reads_{group[-8:]}", groups=group)
                self.assertEqual(
                    order.with_user(reader).read(["attendee_count"])[0]["id"], order.id
                )

    def test_chosen_rows_are_printed_by_person(self):
        self.env["crm.lead"].create(
            [
                {"name": f"{person.name} asks", "partner_id": person.id, "expected_revenue": 1234}
                for person in (self.person, self.other)
            ]
        )
        people = (self.person + self.other).ids
        rows = self.Timeline.with_user(self.manager).search([("partner_id", "in", people)])
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "crm_customer_profile.customer_timeline_report", rows.ids
        )
        text = html.decode()
        for expected in ("Ann Timeline asks", "Bob Timeline asks", "Opportunity", "1,234.00"):
            self.assertIn(expected, text)

    def test_fifty_rows_cost_the_queries_of_one(self):
        self.env["crm.lead"].create({"name": "Asks", "partner_id": self.other.id})
        self.env["crm.lead"].create(
            [{"name": f"Asks {n}", "partner_id": self.person.id} for n in range(50)]
        )
        self.env.flush_all()
        self.count_queries(self.other, 1)  # fills the caches of access rights
        self.assertEqual(self.count_queries(self.person, 50), self.count_queries(self.other, 1))

    def count_queries(self, partner, expected):
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        rows = self.Timeline.with_user(self.manager).search([("partner_id", "=", partner.id)])
        self.assertEqual(len(rows.mapped("summary")), expected)
        return self.env.cr.sql_log_count - start
