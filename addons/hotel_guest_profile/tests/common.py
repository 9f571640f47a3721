# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo.tests import TransactionCase, new_test_user

#: {login: what follows group_hotel_}
ROLES = {
    "reception": "reception",
    "reservations": "reservations",
    "housekeeping": "housekeeping",
    "laundry": "laundry",
    "kitchen": "kitchen",
    "guest_relations": "guest_relations",
    "revenue": "revenue",
    "executive": "executive",
    "manager": "manager",
}


class HotelCommon(TransactionCase):
    """A hotel with three rooms and one guest, and staff, one of each role; no demo data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "no_reset_password": True, "tracking_disable": True}
        )
        cls.company = cls.env.company
        cls.hotel = cls.env["hotel.property"].create(
            {"name": "River Hotel", "code": "RIVER", "tz": "Asia/Shanghai"}
        )
        cls.today = cls.hotel._get_today()
        cls.night = cls.env["product.product"].create(
            {"name": "Night, double room", "type": "service", "list_price": 500.0}
        )
        cls.double = cls.env["hotel.room.type"].create(
            {
                "name": "Double room",
                "code": "DBL",
                "property_id": cls.hotel.id,
                "product_id": cls.night.id,
            }
        )
        cls.river = cls.env.ref("crm_customer_profile.topic_view_river")
        cls.king = cls.env.ref("crm_customer_profile.topic_bed_king")
        cls.room_301, cls.room_302, cls.room_2102 = cls.env["hotel.room"].create(
            [
                {
                    "name": name,
                    "property_id": cls.hotel.id,
                    "type_id": cls.double.id,
                    "floor": floor,
                    "topic_ids": [(6, 0, topics.ids)],
                }
                for name, floor, topics in (
                    ("301", 3, cls.king),
                    ("302", 3, cls.env["customer.topic"]),
                    ("2102", 21, cls.river | cls.king),
                )
            ]
        )
        cls.ding = cls.env["res.partner"].create({"name": "丁先生", "is_customer": True})
        cls.staff = {
            login: new_test_user(
                cls.env, login=f"hotel_{login}", groups=f"hotel_guest_profile.group_hotel_{group}"
            )
            for login, group in ROLES.items()
        }
        for login, user in cls.staff.items():
            setattr(cls, login, user)

    @classmethod
    def _make_stay(cls, partner=None, start=0, nights=1, state="reserved", **values):
        """Make a stay of a guest that arrives ``start`` days from the property's today.

        :param state: also of the past; nothing is done for it beside writing it
        """
        arrival = cls.today + timedelta(days=start)
        partner = cls.ding if partner is None else partner
        return cls.env["hotel.stay"].create(
            {
                "property_id": cls.hotel.id,
                "partner_id": partner.id,
                "arrival": arrival,
                "departure": arrival + timedelta(days=nights),
                "booked_on": min(arrival, cls.today),
                "room_type_id": cls.double.id,
                "state": state,
                **values,
            }
        )
