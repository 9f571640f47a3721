# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models

from ..care import anniversary
from .hotel_demo import ADDON


class HotelDemo(models.AbstractModel):
    """Guests the house writes to, and what it has observed of others."""

    _inherit = "hotel.demo"

    @api.model
    def _care(self):
        """Make the guests of the letters, and propose what is seen in stays. Done once."""
        if self.env.ref(f"{ADDON}.demo_stay_birthday", raise_if_not_found=False):
            return
        hotel = self._ref("demo_river")
        today = hotel._get_today()
        birthday, away = self._ref("demo_guest_birthday"), self._ref("demo_guest_away")
        birthday.birthday = anniversary(today, today.year - 50)
        last = {
            "demo_stay_birthday": (birthday, today - timedelta(days=183)),
            "demo_stay_away": (away, today - relativedelta(years=2)),
        }
        stays = self.env["hotel.stay"].create(
            [
                {
                    "property_id": hotel.id,
                    "partner_id": guest.id,
                    "arrival": departure - timedelta(days=3),
                    "departure": departure,
                    "booked_on": departure - timedelta(days=20),
                    "state": "checked_out",
                    "room_type_id": self._ref("demo_type_double").id,
                    "room_revenue": 1860,
                }
                for guest, departure in last.values()
            ]
        )
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"{ADDON}.{name}", "record": stay, "noupdate": True}
                for name, stay in zip(last, stays, strict=True)
            ]
        )
        everybody = self.env["hotel.stay"].search([("property_id", "=", hotel.id)]).partner_id
        self.env["hotel.preference.proposal"]._propose(everybody)
        self.env["hotel.guest.stat"]._refresh(birthday | away)
