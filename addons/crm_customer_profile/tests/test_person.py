# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

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
