# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestServiceAddresses(CustomerCommon):
    """One person, several addresses we come to; an order says which."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch = cls.env.ref("crm_customer_profile.group_customer_places")
        cls.env.ref("base.group_user").implied_ids += cls.switch
        cls.person = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        cls.villa = cls._make_address("Villa")

    @classmethod
    def _make_address(cls, name, person=None):
        parent = person or cls.person
        return cls.env["res.partner"].create(
            {"name": name, "type": "service", "parent_id": parent.id, "street": f"{name} Road"}
        )

    def _order(self, **values):
        return self.env["sale.order"].create({"partner_id": self.person.id, **values})

    def test_the_officer_writes_them_on_the_person(self):
        with (
            Form(self.person.with_user(self.officer)) as form,
            form.customer_service_address_ids.new() as line,
        ):
            line.name = "Boat"
        boat = self.person.customer_service_address_ids - self.villa
        self.assertEqual((boat.type, boat.parent_id), ("service", self.person))
        self.assertFalse(boat.is_customer, "an address is nobody")

    def test_the_only_one_is_taken_else_one_is_chosen(self):
        self.assertEqual(self._order().customer_service_address_id, self.villa)
        boat = self._make_address("Boat")
        self.assertFalse(self._order().customer_service_address_id)
        order = self._order(customer_service_address_id=boat.id)
        self.assertEqual(order.customer_service_address_id, boat)
        other = self.env["res.partner"].create({"name": "Bob"})
        order.partner_id = other
        self.assertFalse(order.customer_service_address_id)
        self.assertFalse(order.has_customer_service_addresses)
        self.assertTrue(self._order().has_customer_service_addresses)

    def test_nobody_elses(self):
        foreign = self._make_address("Office", self.env["res.partner"].create({"name": "Bob"}))
        with self.assertRaisesRegex(ValidationError, "no address of Ann"):
            self._order(customer_service_address_id=foreign.id)

    def test_switched_off_they_vanish_and_come_back(self):
        order = self._order()
        mine, sale = self.person.with_user(self.manager), order.with_user(self.manager)

        def seen():
            self.env.invalidate_all()
            kinds = [key for key, _label in mine.fields_get(["type"])["type"]["selection"]]
            return {
                "customer_service_address_ids" in mine.fields_get(),
                "customer_service_address_ids" in mine.get_view(view_type="form")["arch"],
                "service" in kinds,
                "customer_service_address_id" in sale.fields_get(),
                "customer_service_address_id" in sale.get_view(view_type="form")["arch"],
            }

        self.assertEqual(seen(), {True})
        # As the settings do, whose way is tested with the other parts.
        self.env.ref("base.group_user")._remove_group(self.switch)
        self.assertEqual(seen(), {False})
        # The rest works, and what was written stays.
        self._order().with_user(self.manager).action_confirm()
        with Form(mine) as form:
            form.name = "Ann Lee"
        self.env.ref("base.group_user")._apply_group(self.switch)
        self.assertEqual(seen(), {True})
        self.assertEqual(mine.customer_service_address_ids, self.villa)
        self.assertEqual(sale.customer_service_address_id, self.villa)
