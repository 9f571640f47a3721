# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .desk_common import DOT, DeskCommon


@tagged("post_install", "-at_install")
class TestMealOrder(DeskCommon):
    """What a guest eats is ordered, served, charged where it is not included, and remembered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stay = cls._make_stay(nights=3, room_id=cls.room_2102.id)
        cls.stay._set_state("in_house")

    def _order(self, **values):
        return self.env["hotel.meal.order"].create(
            {
                "stay_id": self.stay.id,
                "line_ids": [
                    Command.create({"product_id": self.food.id, "quantity": 2}),
                    Command.create({"name": "Fried egg", "note": "half done"}),
                ],
                **values,
            }
        )

    def test_served_and_charged_once(self):
        order = self._order(is_charged=True)
        self.assertEqual(order.serve_on, fields.Date.add(self.today, days=1))
        order.with_user(self.kitchen).action_serve()
        self.assertEqual((order.state, order.served_by), ("served", self.kitchen))
        line = self.stay.folio_line_ids
        self.assertEqual((line.kind, line.quantity, line.price_total), ("food", 2, 160))
        with self.assertRaisesRegex(UserError, "not open"):
            order.with_user(self.kitchen).action_serve()
        with self.assertRaisesRegex(UserError, "served already"):
            order.action_cancel()

    def test_included_meals_are_not_charged(self):
        self._order().with_user(self.kitchen).action_serve()
        self.assertFalse(self.stay.folio_line_ids)

    def test_an_allergy_is_acknowledged_before_it_is_served(self):
        nuts = self.env.ref("crm_customer_profile.topic_nuts")
        self.env["customer.preference"].sudo().create(
            {"partner_id": self.ding.id, "topic_id": nuts.id, "attitude": "allergy"}
        )
        order = self._order().with_user(self.kitchen)
        with self.assertRaisesRegex(UserError, "acknowledge"):
            order.action_serve()
        order.action_acknowledge_customer_alerts()
        order.action_serve()
        self.assertEqual(order.state, "served")

    def test_the_last_one_is_proposed(self):
        self._order(serve_on=self.today)
        last = self._order(serve_on=fields.Date.add(self.today, days=2))
        self._order(serve_on=fields.Date.add(self.today, days=3)).action_cancel()
        self.assertEqual(self.ding._get_last_meal("breakfast"), last)
        self.assertFalse(self.ding._get_last_meal("dinner"))

    def test_forgotten_with_the_guest(self):
        order = self._order(note="Knock twice")
        self.stay.sudo().write({"signature": DOT, "signed_on": fields.Datetime.now()})
        self.ding.sudo()._anonymise_words()
        self.assertFalse(self.stay.signature or self.stay.signed_on)
        self.assertFalse(order.note or any(order.line_ids.mapped("note")))
        self.assertTrue(order.line_ids)
