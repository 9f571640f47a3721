# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestPerson(CustomerCommon):
    def test_who_is_a_customer(self):
        person = self.env["res.partner"].create({"name": "Ann"})
        address = self.env["res.partner"].create(
            {"name": "Delivery", "type": "delivery", "parent_id": person.id}
        )
        self.assertTrue(person.is_customer)
        self.assertFalse(address.is_customer)
        self.assertFalse(self.officer.partner_id.is_customer)
        self.assertFalse(self.env.company.partner_id.is_customer)

    def test_a_pure_supplier_may_be_taken_out(self):
        supplier = self.env["res.partner"].create({"name": "Mill", "is_customer": False})
        self.assertFalse(supplier.is_customer)

    def test_impossible_birthdays_are_refused(self):
        person = self.env["res.partner"].create({"name": "Ann"})
        for day in (fields.Date.today() + timedelta(days=2), fields.Date.to_date("1850-01-01")):
            with self.assertRaisesRegex(ValidationError, "Ann: a birthday on"):
                person.birthday = day

    def test_the_page_begins_with_the_customer(self):
        view = self.env["res.partner"].with_user(self.officer).get_view(view_type="form")
        pages = etree.fromstring(view["arch"]).xpath("//notebook[1]/page")
        self.assertEqual(pages[0].get("name"), "customer_basic")
        self.assertFalse([page.get("name") for page in pages if page.get("autofocus")])

    def test_the_list_shows_whose_they_are(self):
        action = self.env.ref("crm_customer_profile.customer_action")
        view = (
            self.env["res.partner"]
            .with_user(self.officer)
            .get_view(dict((kind, view) for view, kind in action.views)["list"], "list")
        )
        shown = {
            field.get("name"): field.get("optional") != "hide"
            for field in etree.fromstring(view["arch"]).xpath("/list/field")
        }
        self.assertTrue(shown["user_id"] and shown["phone"] and shown["last_contact_date"])
        self.assertFalse(shown["email"] or shown["application_statistics"])

    def test_classes_and_tags_are_what_somebody_is(self):
        kind = self.env["customer.class"].search([("applies_to", "!=", "company")], limit=1)
        tag = self.env["res.partner.category"].create({"name": "Founder"})
        person, other = self.env["res.partner"].create(
            [
                {"name": "Ann", "customer_class_id": kind.id, "category_id": [(6, 0, tag.ids)]},
                {"name": "Bea"},
            ]
        )
        standings = (person | other)._get_standings()
        self.assertEqual(
            standings[person.id], {f"customer.class,{kind.id}", f"res.partner.category,{tag.id}"}
        )
        self.assertFalse(standings[other.id])
