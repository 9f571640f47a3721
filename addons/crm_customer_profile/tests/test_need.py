# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestNeed(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        cls.today = fields.Date.context_today(cls.ann)
        cls.needs = cls.env["customer.need"].with_user(cls.officer)

    def test_old_needs_are_shown_as_past(self):
        self.env.company.customer_need_days = 30
        fresh, old, met = self.needs.create(
            [
                {"partner_id": self.ann.id, "name": name, "date": self.today - timedelta(days=ago)}
                for name, ago in (("Lesson", 30), ("Shoes", 31), ("Bag", 60))
            ]
        )
        met.action_meet()
        self.assertEqual((fresh | old | met).mapped("standing"), ["open", "past", "met"])
        self.assertEqual(met.closed_on, self.today)
        for need in fresh | old | met:
            found = self.needs.search(
                [("partner_id", "=", self.ann.id), ("standing", "=", need.standing)]
            )
            self.assertEqual(found, need)
        old.action_reopen()
        self.assertEqual(old.standing, "open")
        self.assertEqual(old.valid_until, self.today + timedelta(days=30))
        self.env.company.customer_need_days = 0
        lasting = self.needs.create({"partner_id": self.ann.id, "name": "Peace"})
        self.assertFalse(lasting.valid_until)

    def test_a_need_is_typed_on_the_page_and_becomes_one_opportunity(self):
        with Form(self.ann.with_user(self.officer)) as form, form.need_ids.new() as line:
            line.name = "A trial lesson"
        need = self.ann.need_ids
        self.assertEqual(need.user_id, self.officer)
        need = need.with_user(self.officer)
        first = need.action_make_opportunity()
        self.assertEqual(need.lead_id.partner_id, self.ann)
        self.assertEqual(need.action_make_opportunity()["res_id"], first["res_id"])

    def test_merged_contacts_keep_their_needs(self):
        twin = self.env["res.partner"].create({"name": "Ann"})
        self.needs.create([{"partner_id": p.id, "name": p.name} for p in (self.ann | twin)])
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.ann | twin).ids, self.ann
        )
        self.assertEqual(len(self.ann.need_ids), 2)

    def test_classes_have_two_levels_and_suit_people_or_companies(self):
        families = self.env.ref("crm_customer_profile.class_retail_families")
        agencies = self.env.ref("crm_customer_profile.class_institution_agencies")
        self.assertEqual(families.display_name, "Retail / Families")
        self.ann.with_user(self.officer).customer_class_id = families
        groups = (
            self.env["res.partner"]
            .with_user(self.officer)
            ._read_group([("id", "=", self.ann.id)], ["customer_main_class_id"], ["__count"])
        )
        self.assertEqual(groups, [(families.parent_id.with_user(self.officer), 1)])
        with self.assertRaises(ValidationError):
            self.ann.customer_class_id = agencies
        with self.assertRaises(ValidationError):
            self.ann.is_company = True
        with self.assertRaises(ValidationError):
            self.env["customer.class"].create({"name": "Third", "parent_id": families.id})

    def test_outsiders_see_none_of_it(self):
        portal = new_test_user(self.env, login="customer_portal", groups="base.group_portal")
        # Agents read the needs that they have passed on themselves, and no others.
        self.needs.create({"partner_id": self.ann.id, "name": "Peace"})
        self.assertFalse(self.needs.with_user(portal).search([]))
        for model in ("purchase.cycle", "class"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[f"customer.{model}"].with_user(portal).search([])
        for model in ("need", "purchase.cycle", "class"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[f"customer.{model}"].with_user(self.executive).create({"name": "x"})
