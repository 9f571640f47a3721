# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import CustomerCommon

SECRET = "penicillin sends her to hospital"


@tagged("post_install", "-at_install")
class TestPreferenceAccess(CustomerCommon):
    """What is sensitive stays hidden by every route from whoever is not in the group for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        cls.topic = cls.env.ref("crm_customer_profile.topic_medicine")
        cls.secret, cls.plain = cls.env["customer.preference"].create(
            [
                {
                    "partner_id": cls.ann.id,
                    "topic_id": cls.topic.id,
                    "attitude": "allergy",
                    "note": SECRET,
                },
                {
                    "partner_id": cls.ann.id,
                    "topic_id": cls.env.ref("crm_customer_profile.topic_tea").id,
                },
            ]
        )
        cls.nurse = new_test_user(
            cls.env,
            login="customer_nurse",
            groups="crm_customer_profile.group_customer_health,"
            "crm_customer_profile.group_customer_service",
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    def test_every_route_for_every_role(self):
        routes = {
            "search": self._by_search,
            "related": self._by_related_field,
            "group": self._by_group,
            "sort": self._by_sort,
            "name": self._by_name_search,
            "page": self._by_page,
            "export": self._by_export,
            "topic": self._by_topic,
            "import": self._by_other_model,
        }
        for name, route in routes.items():
            for login, user in self.staff.items():
                with self.subTest(route=name, role=login):
                    self.env.invalidate_all()
                    self.assertFalse(route(user))
            with self.subTest(route=name, role="nurse"):
                self.env.invalidate_all()
                self.assertTrue(route(self.nurse), "the route finds nothing: it tests nothing")

    def _by_search(self, user):
        return self.secret.with_user(user).search([("note", "ilike", "penicillin")])

    def _by_related_field(self, user):
        return self.ann.with_user(user).search([("preference_ids.note", "ilike", "penicillin")])

    def _by_other_model(self, user):
        topics = self.topic.with_user(user)
        return topics.search([("preference_ids.note", "ilike", "penicillin")])

    def _by_group(self, user):
        groups = self.secret.with_user(user).formatted_read_group(
            [("partner_id", "=", self.ann.id)], ["note"], ["__count"]
        )
        return [group for group in groups if group["note"] == SECRET]

    def _by_sort(self, user):
        found = self.secret.with_user(user).search(
            [("partner_id", "=", self.ann.id)], order="note desc"
        )
        return self.secret in found.sudo()

    def _by_name_search(self, user):
        found = dict(self.secret.with_user(user).name_search("penicillin"))
        return self.secret.id in found

    def _by_page(self, user):
        if not self.ann.with_user(user).has_access("read"):
            return False  # the person of a colleague: there is no page at all
        page = self.ann.with_user(user).web_read(
            {"preference_ids": {"fields": {"display_name": {}, "note": {}}}}
        )
        return SECRET in str(page) or "edicine" in str(page)

    def _by_export(self, user):
        user.group_ids += self.env.ref("base.group_allow_export")
        if not self.ann.with_user(user).has_access("read"):
            return False
        return SECRET in str(self.ann.with_user(user).export_data(["preference_ids/note"]))

    def _by_topic(self, user):
        found = self.ann.with_user(user).search([("preference_topic_id", "=", self.topic.id)])
        return found or self.topic.with_user(user).people_count

    def test_reading_and_writing_by_id(self):
        for login, user in self.staff.items():
            with self.subTest(role=login):
                self.env.invalidate_all()
                hidden = self.secret.with_user(user)
                for act in (
                    lambda hidden=hidden: hidden.read(["note"]),
                    lambda hidden=hidden: hidden.display_name,
                    lambda hidden=hidden: hidden.write({"note": "gone"}),
                    lambda hidden=hidden: hidden.unlink(),
                    lambda hidden=hidden: hidden.copy(),
                ):
                    with self.assertRaises(AccessError):
                        act()
        self.assertEqual(self.secret.with_user(self.nurse).read(["note"])[0]["note"], SECRET)

    def test_the_conversation_of_a_person_says_nothing(self):
        self.secret.note = SECRET + " again"
        self.env.flush_all()
        self.assertNotIn("penicillin", str(self.ann.message_ids.mapped("body")))

    def test_a_hidden_allergy_does_not_show_in_a_conflict(self):
        nuts = {
            "partner_id": self.ann.id,
            "topic_id": self.env.ref("crm_customer_profile.topic_nuts").id,
        }
        self.secret.create({**nuts, "attitude": "allergy"})
        likes_nuts = self.secret.with_user(self.desk).create(nuts)
        self.assertFalse(likes_nuts.conflict)
        self.env.invalidate_all()
        self.assertTrue(likes_nuts.with_user(self.nurse).conflict)

    def test_an_executive_changes_nothing(self):
        with self.assertRaises(AccessError):
            self.plain.with_user(self.executive).note = "x"
        self.assertEqual(self.plain.with_user(self.executive).display_name, "Likes tea")

    def test_outsiders_see_none_of_it(self):
        portal = new_test_user(self.env, login="customer_portal", groups="base.group_portal")
        self.ann.user_ids = [Command.link(portal.id)]
        for model in ("customer.preference", "customer.topic", "customer.department"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(portal).search([])
        with self.assertRaises(AccessError):
            self.ann.with_user(portal).read(["preference_ids"])
        with self.assertRaises(AccessError):
            self.ann.with_user(portal).search([("preference_ids.note", "ilike", "a")])

    def test_what_is_told_on_the_page_is_kept_though_hidden_afterwards(self):
        dust = self.env.ref("crm_customer_profile.topic_dust")
        with Form(self.ann.with_user(self.officer)) as form, form.preference_ids.new() as line:
            line.topic_id = dust
            line.attitude = "allergy"
        told = self.ann.preference_ids.search([("topic_id", "=", dust.id)])
        self.assertEqual(told.user_id, self.officer)
        self.env.invalidate_all()
        self.assertNotIn(told, self.ann.with_user(self.officer).preference_ids)
        self.assertIn("ealth alert", self.ann.with_user(self.officer).customer_alert_text)

    def test_an_officer_sees_his_own_customers_only(self):
        self.env["customer.need"].create({"partner_id": self.ann.id, "name": "Lesson"})
        self.env["customer.purchase.cycle"].create({"partner_id": self.ann.id, "name": "Rice"})
        ben = self.env["res.partner"].create({"name": "Ben", "user_id": self.nurse.id})
        self.env["customer.relation"].create(
            {
                "partner_id": self.ann.id,
                "other_id": ben.id,
                "kind_id": self.env.ref("crm_customer_profile.relation_kind_friend").id,
            }
        )
        people = (self.ann | ben).ids
        for model in ("preference", "need", "purchase.cycle", "relation", "relation.side"):
            records = self.env[f"customer.{model}"]
            domain = [("partner_id", "in", people)]
            for login in ("officer", "supervisor", "manager", "executive", "desk"):
                with self.subTest(model=model, role=login):
                    user = self.staff[login]
                    expected = login != "supervisor"
                    self.assertEqual(bool(records.with_user(user).search(domain)), expected)
            with self.subTest(model=model, role="colleague"):
                self.assertFalse(records.with_user(self.colleague).search(domain))
                with self.assertRaises(AccessError):
                    records.search(domain, limit=1).with_user(self.colleague).read(["partner_id"])
        with self.assertRaises(AccessError):
            self.plain.with_user(self.colleague).create(
                {"partner_id": self.ann.id, "topic_id": self.topic.id}
            )
