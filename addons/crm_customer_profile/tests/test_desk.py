# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .identity_common import ID_CARD, IdentityCommon


@tagged("post_install", "-at_install")
class TestDesk(IdentityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.write({"user_id": cls.colleague.id, "email": "wang@example.com"})
        cls.reader.tz = "Asia/Shanghai"

    def _desk(self, user=None):
        return self.env["customer.desk"].with_user(user or self.desk)

    def _names(self, text, user=None):
        return [hit["name"] for hit in self._desk(user).search_people(text)["people"]]

    def test_one_box_for_everything(self):
        for text in ("wxm", "5908", "王小明", "+8615501815908", "wang@example.com", ID_CARD):
            with self.subTest(text=text):
                self.assertEqual(self._names(text), ["王小明"])

    def test_what_cannot_be_looked_for_gets_a_hint(self):
        for text, hint in (("w", "two or more"), ("7", "two or more"), (" ", "Type a phone")):
            with self.subTest(text=text):
                answer = self._desk().search_people(text)
                self.assertRegex(answer["problem"], hint)
                self.assertFalse(answer["people"])
        self.assertFalse(self._desk().search_people("王")["problem"])

    def test_a_name_that_was_only_heard(self):
        answer = self._desk().search_people("汪晓铭")
        self.assertTrue(answer["sound"])
        self.assertEqual([hit["name"] for hit in answer["people"]], ["王小明"])

    def test_a_colleagues_customer_is_recognised_but_not_opened(self):
        hit = self._desk(self.officer).search_people("15501815908")["people"][0]
        self.assertEqual(hit["phone"], "••• 5908")
        self.assertEqual(hit["owner"], self.colleague.name)
        self.assertFalse(hit["readable"])
        card = self._desk(self.officer).get_card(self.person.id)
        self.assertFalse(card["blocks"])
        self.assertNotIn("0181", str(card))
        self.assertNotIn("wang@", str(card))
        card = self._desk(self.colleague).get_card(self.person.id)
        self.assertTrue(card["readable"])
        self.assertIn("••••803X", str(card["blocks"]))
        self.assertNotIn(ID_CARD, str(card))

    def test_people_of_other_companies_are_nobody(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.person.company_id = other
        self.assertFalse(self._names("王小明"))
        with self.assertRaises(UserError):
            self._desk().get_card(self.person.id)

    def test_colleagues_and_suppliers_are_not_customers(self):
        self.person.is_customer = False
        self.assertFalse(self._names("王小明"))

    def test_archived_people_are_marked(self):
        self.person.active = False
        hit = self._desk().search_people("王小明")["people"][0]
        self.assertFalse(hit["active"])

    def test_more_than_fit(self):
        self.env["res.partner"].create([{"name": f"Commoner {index}"} for index in range(25)])
        answer = self._desk().search_people("commoner")
        self.assertEqual(len(answer["people"]), 20)
        self.assertTrue(answer["more"])

    def test_a_caller_in_three_fields(self):
        made = self._desk().create_call("李红", "139 2222 3333", "A trial lesson")
        lead = self.env["crm.lead"].browse(made["lead_id"])
        self.assertEqual(lead.partner_id.id, made["partner_id"])
        self.assertEqual((lead.contact_name, lead.name), ("李红", "A trial lesson"))
        self.assertFalse(lead.partner_id.user_id)
        self.assertEqual(self._names("lihong"), ["李红"])

    def test_a_customer_of_the_future(self):
        day = fields.Date.today() + timedelta(days=90)
        made = self._desk().create_call("李红", "139 2222 3333", "Next season", str(day))
        lead = self.env["crm.lead"].browse(made["lead_id"])
        self.assertEqual(lead.activity_ids.date_deadline, day)
        self.assertTrue(lead.tag_ids)
        lead.action_set_lost()
        self.assertEqual(self._names("13922223333"), ["李红"])

    def test_a_lost_inquiry_of_nobody_is_still_found(self):
        lead = self.env["crm.lead"].create(
            {"name": "Brochure", "contact_name": "Zoe", "phone": "+86 139 4444 5555"}
        )
        lead.action_set_lost()
        found = self._desk().search_people("139 4444 5555")
        self.assertFalse(found["people"])
        self.assertEqual(
            [(hit["name"], hit["readable"]) for hit in found["leads"]], [("Zoe", False)]
        )
        self.assertTrue(found["leads"][0]["lost"])

    def test_what_is_no_caller_is_named(self):
        for values, sentence in (
            (("L", "139 2222 3333", "x"), "two letters"),
            (("李红", "12", "x"), "no phone number"),
            (("李红", "", "x"), "no phone number"),
            (("李红", "020 7946 0958 12", "x"), "no number|\\+ and"),
            (("李红", "139 2222 3333", " "), "what the caller wants"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, sentence):
                self._desk().create_call(*values)
        self.assertFalse(self._names("李红"))
        with self.assertRaises(AccessError):
            self._desk(self.executive).create_call("李红", "139 2222 3333", "x")

    def test_a_visit_is_recorded_whoever_owns_the_person(self):
        self.env["crm.lead"].create(
            {"name": "Membership", "partner_id": self.person.id, "user_id": self.colleague.id}
        )
        self._desk().record_visit(self.person.id)
        visit = self.person.customer_contact_ids
        self.assertEqual((visit.state, visit.user_id), ("done", self.desk))
        self.assertEqual(visit.channel_id.means, "visit")
        card = self._desk(self.colleague).get_card(self.person.id)
        titles = {block["key"] for block in card["blocks"]}
        self.assertLessEqual({"contacts", "needs"}, titles)

    def test_where_from_and_how_well_we_stand(self):
        """Rows G24 and H30."""
        self.person.write(
            {
                "customer_source_id": self.env["utm.source"].create({"name": "A friend"}).id,
                "relationship_strength": "4",
            }
        )
        blocks = self._desk(self.colleague).get_card(self.person.id)["blocks"]
        texts = {block["key"]: [line["text"] for line in block["lines"]] for block in blocks}
        self.assertIn("Came by A friend", texts["lifecycle"])
        self.assertIn("Trusting", texts["value"])

    def test_the_desk_is_for_staff(self):
        clerk = new_test_user(self.env, login="customer_clerk")
        portal = new_test_user(self.env, login="customer_portal", groups="base.group_portal")
        for user in (clerk, portal):
            for call in (
                lambda desk: desk.search_people("王小明"),
                lambda desk: desk.get_card(self.person.id),
                lambda desk: desk.create_call("李红", "139 2222 3333", "x"),
                lambda desk: desk.record_visit(self.person.id),
            ):
                with self.assertRaises(AccessError):
                    call(self._desk(user))

    def test_queries_do_not_grow_with_the_hits(self):
        self.env["res.partner"].create([{"name": f"Commoner {index}"} for index in range(25)])
        self._desk().search_people("commoner")
        counts = []
        for text in ("commoner 1", "commoner"):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._desk().search_people(text)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
