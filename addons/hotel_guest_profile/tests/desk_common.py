# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import os
from unittest.mock import patch

from odoo import Command, fields

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.crm_customer_profile.models.identity_secrets import VARIABLE

from .common import HotelCommon

KEY = "a-key-of-the-tests-long-enough-to-be-one"
#: A number of nobody with a right check digit: a man, born on 7 March 1990.
ID_CARD = "11010119900307803X"
#: The smallest of images, in place of a signature.
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


class DeskCommon(HotelCommon):
    """The hotel and what it sells, and Mr Ding with what he wants and his document."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        key = patch.dict(os.environ, {VARIABLE: KEY})
        key.start()
        cls.addClassCleanup(key.stop)
        cls.company.country_id = cls.env.ref("base.cn")
        cls.company.account_sale_tax_id = False
        cls.night.taxes_id = [Command.clear()]
        cls.food, cls.wash = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "type": "service",
                    "list_price": price,
                    "taxes_id": [Command.clear()],
                }
                for name, price in (("Food", 80.0), ("Laundry", 30.0))
            ]
        )
        cls.hotel.write({"food_product_id": cls.food.id, "other_product_id": cls.wash.id})
        floor = cls.env.ref("crm_customer_profile.topic_floor")
        cls.env["customer.preference"].create(
            [
                {
                    "partner_id": cls.ding.id,
                    "topic_id": floor.id,
                    "attitude": "need",
                    "number_rule": "at_least",
                    "number": 20,
                },
                {"partner_id": cls.ding.id, "topic_id": cls.river.id, "attitude": "like"},
                {"partner_id": cls.ding.id, "topic_id": cls.king.id, "attitude": "like"},
            ]
        )
        cls.env["customer.identity"].create(
            {
                "partner_id": cls.ding.id,
                "kind": "id_card",
                "country_id": cls.env.ref("base.cn").id,
                "number": ID_CARD,
            }
        )

    @classmethod
    def _make_past(cls, nights=7, start=-60):
        """Give Mr Ding a past stay with a breakfast in the room."""
        past = cls._make_stay(
            start=start, nights=nights, state="reserved", room_id=cls.room_2102.id
        )
        past._set_state("checked_out")
        cls.env["hotel.meal.order"].create(
            {
                "stay_id": past.id,
                "serve_on": fields.Date.add(past.arrival, days=1),
                "line_ids": [Command.create({"name": "Nutrition fruit meal"})],
            }
        )
        return past

    def _desk(self, user=None):
        return self.env["hotel.desk"].with_user(user or self.reception)

    def _check_in(self, stay=None, user=None, **values):
        """Check a stay in with what the desk proposes, and changes to it."""
        desk = self._desk(user)
        who = {"stay_id": stay.id} if stay else {"partner_id": self.ding.id}
        plan = desk.prepare_check_in(property_id=self.hotel.id, **who)
        done = desk.check_in(
            {
                "stay_id": plan["stay_id"],
                "partner_id": plan["guest"]["id"],
                "property_id": plan["property"],
                "room_id": plan["rooms"][0]["id"],
                "nights": plan["nights"],
                "adults": plan["adults"],
                "keys": plan["keys"],
                "breakfast": plan["breakfast"]["wanted"] and plan["breakfast"],
                "seen": True,
                **values,
            }
        )
        return self.env["hotel.stay"].browse(done["stay_id"])


class FolioCommon(DeskCommon, AccountTestInvoicingCommon):
    """The same with a chart of accounts, for invoices and payments."""

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("hotel_guest_profile.group_hotel_manager")
