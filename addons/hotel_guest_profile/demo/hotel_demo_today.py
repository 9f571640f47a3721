# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
from datetime import timedelta

from odoo import Command, api, models

#: Breakfasts of tomorrow: stay's guest, hour, where, dishes (how many, what, how).
BREAKFASTS = [
    (
        "demo_guest_13",
        7.0,
        "restaurant",
        [(1, "Rice porridge 白粥", "No nuts"), (2, "Steamed bun 包子", "")],
    ),
    (
        "demo_guest_44",
        8.0,
        "room",
        [(2, "Continental breakfast", ""), (1, "Warm milk", "For the child")],
    ),
    ("demo_guest_36", 8.5, "room", [(2, "Nutrition fruit meal 营养水果餐", "")]),
    (
        "crm_customer_profile.demo_garcia",
        9.0,
        "restaurant",
        [(1, "Omelette", "Well done"), (1, "Fruit 水果", "Without melon")],
    ),
]
#: What a former system wrote out; the third row cannot be.
FORMER_STAYS = """reference,arrival,departure,status,guest_name,guest_phone,adults,rate,room_type
F-2001,2024-03-01,2024-03-04,checked out,Clara Früh,+49 151 5550 0101,2,620,DBL
F-2002,2024-05-10,2024-05-11,checked out,Paul Abend,+49 151 5550 0102,1,420,SGL
F-2003,2024-06-20,2024-06-18,checked out,Clara Früh,+49 151 5550 0101,2,620,DBL
F-2004,2024-07-01,2024-07-03,cancelled,,,2,980,RIV
"""


class HotelDemo(models.AbstractModel):
    """What the staff find when they come in this morning."""

    _inherit = "hotel.demo"

    @api.model
    def _today(self):
        """Order breakfasts, and bring what other systems told. Done once."""
        if self.env.ref("hotel_guest_profile.demo_stay_pms", raise_if_not_found=False):
            return
        hotel = self._ref("demo_river")
        self._speak_chinese(hotel)
        self._order_breakfasts(hotel)
        self._ask_guest_relations(hotel)
        made = {
            "demo_stay_pms": self._take_from_pms(hotel),
            "demo_letter_ding": self._write_to_ding(hotel),
            "demo_import": self._check_former_stays(hotel),
        }
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"hotel_guest_profile.{name}", "record": record, "noupdate": True}
                for name, record in made.items()
            ]
        )

    @api.model
    def _speak_chinese(self, hotel):
        """Greet the guests from China in their language, where it is installed."""
        if self.env["res.lang"]._get_data(code="zh_CN"):
            stays = self.env["hotel.stay"].search([("property_id", "=", hotel.id)])
            china = self.env.ref("base.cn")
            stays.partner_id.filtered(lambda guest: guest.country_id == china).lang = "zh_CN"

    @api.model
    def _order_breakfasts(self, hotel):
        here = self.env["hotel.stay"].search(
            [("property_id", "=", hotel.id), ("state", "=", "in_house")]
        )
        by_guest = here.grouped("partner_id")
        self.env["hotel.meal.order"].create(
            [
                {
                    "stay_id": by_guest[self._ref(guest)][:1].id,
                    "meal": "breakfast",
                    "place": place,
                    "serve_on": hotel._get_today() + timedelta(days=1),
                    "serve_at": hour,
                    "line_ids": [
                        Command.create({"quantity": quantity, "name": name, "note": note})
                        for quantity, name, note in dishes
                    ],
                }
                for guest, hour, place, dishes in BREAKFASTS
            ]
        )

    @api.model
    def _ask_guest_relations(self, hotel):
        """What no preference says is asked by hand."""
        here = self.env["hotel.stay"].search(
            [
                ("property_id", "=", hotel.id),
                ("partner_id", "=", self._ref("crm_customer_profile.demo_garcia").id),
                ("state", "=", "in_house"),
            ],
            limit=1,
        )
        self.env["hotel.trace"].create(
            {
                "stay_id": here.id,
                "department_id": self._ref("department_guest_relations").id,
                "note": "Flowers in the room: it is her wedding anniversary",
            }
        )

    @api.model
    def _take_from_pms(self, hotel):
        """A stay that the property management system keeps, with its number and revenue."""
        today = hotel._get_today()
        return self.env["hotel.stay"].create(
            {
                "property_id": hotel.id,
                "source_id": self._ref("demo_source_pms").id,
                "external_ref": "PMS-48213",
                "partner_id": self._ref("demo_guest_49").id,
                "arrival": today - timedelta(days=1),
                "departure": today + timedelta(days=1),
                "booked_on": today - timedelta(days=12),
                "room_type_id": self._ref("demo_type_twin").id,
                "room_id": self._ref("demo_room_1801").id,
                "adults": 2,
                "meal_plan": "bb",
                "segment_id": self._ref("segment_online").id,
                "channel_id": self._ref("channel_agency").id,
                "room_revenue": 1240,
                "state": "in_house",
            }
        )

    @api.model
    def _write_to_ding(self, hotel):
        """The card of his last birthday."""
        ding = self._ref("crm_customer_profile.demo_ding")
        today = hotel._get_today()
        day = ding.birthday.replace(year=today.year)
        day = day if day < today else day.replace(year=today.year - 1)
        return self.env["hotel.letter"].create(
            {
                "partner_id": ding.id,
                "company_id": hotel.company_id.id,
                "property_id": hotel.id,
                "occasion": "birthday",
                "key": str(day.year),
                "written_on": day,
                "email": ding.email,
            }
        )

    @api.model
    def _check_former_stays(self, hotel):
        each = self.env["hotel.stay.import"].create(
            {
                "name": "Former system",
                "company_id": hotel.company_id.id,
                "property_id": hotel.id,
                "file_name": "former_stays.csv",
                "file": base64.b64encode(FORMER_STAYS.encode()),
            }
        )
        each.action_check()
        return each
