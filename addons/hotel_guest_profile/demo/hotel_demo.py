# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import csv
from datetime import timedelta

from odoo import api, models
from odoo.tools import file_open

STAYS_FILE = "hotel_guest_profile/demo/plan/stays.csv"
ADDON = "hotel_guest_profile"


class HotelDemo(models.AbstractModel):
    """Gives the guests of the demo their stays, as many days ago as the plan says.

    Only demo files call it.
    """

    _name = "hotel.demo"
    _description = "Hotel Demo Builder"

    @api.model
    def _build(self):
        """Make the stays of the plan and the accounts of the hotel. Done once, it does nothing."""
        hotel = self._ref("demo_river")
        if self.env["hotel.stay"].search_count([("property_id", "=", hotel.id)], limit=1):
            return
        self._load_chart(hotel.company_id)
        with file_open(STAYS_FILE) as source:
            rows = list(csv.DictReader(source))
        # Nobody waits for the messages about what happens here, so none are written.
        Stay = self.env["hotel.stay"].with_context(tracking_disable=True)
        stays = Stay.create([self._prepare_stay(row) for row in rows])
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"{ADDON}.{row['key']}", "record": stay, "noupdate": True}
                for row, stay in zip(rows, stays, strict=True)
                if row["key"]
            ]
        )
        self.env["hotel.guest.stat"]._refresh()
        self.env["hotel.guest.stat"]._rank()

    @api.model
    def _prepare_stay(self, row):
        hotel = self._ref(row["property"])
        arrival = hotel._get_today() + timedelta(days=int(row["day"]))
        values = {
            "property_id": hotel.id,
            "partner_id": self._ref(row["guest"]).id,
            "arrival": arrival,
            "departure": arrival + timedelta(days=int(row["nights"])),
            "booked_on": arrival - timedelta(days=int(row["ahead"])),
            "state": row["state"],
            "room_type_id": self._ref(row["room_type"]).id,
            "room_id": row["room"] and self._ref(row["room"]).id,
            "adults": int(row["adults"]),
            "children": int(row["children"]),
            "meal_plan": row["meal"],
            "segment_id": self._ref(f"segment_{row['segment']}").id,
            "channel_id": self._ref(f"channel_{row['channel']}").id,
            "rate": float(row["rate"]),
            "group_id": row["group"] and self._ref(row["group"]).id,
            "account_id": row["account"] and self._ref(row["account"]).id,
        }
        for name in ("room_revenue", "food", "other"):
            if row[name]:
                values[name if name == "room_revenue" else f"{name}_revenue"] = float(row[name])
        if row["state"] == "cancelled":
            values["cancelled_on"] = values["booked_on"]
        return values

    @api.model
    def _load_chart(self, company):
        """Give the hotel a chart of accounts, so that folios become invoices."""
        if company.chart_template:
            return
        currency = company.currency_id
        # try_loading() warns while modules are loading.
        self.env["account.chart.template"]._load("generic_coa", company, install_demo=False)
        company.currency_id = currency

    @api.model
    def _ref(self, name):
        return self.env.ref(name if "." in name else f"{ADDON}.{name}")
