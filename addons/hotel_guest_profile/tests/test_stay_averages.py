# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestStayAverages(HotelCommon):
    """ADR is room revenue divided by room nights, of stays that are over, wherever it is shown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.li = cls.env["res.partner"].create({"name": "Mrs Li", "is_customer": True})
        # One night at 1,000 and nine at 100; the mean of the two rates would be 550.
        cls.dear = cls._make_stay(start=-40, nights=1, state="checked_out", room_revenue=1000)
        cls.long = cls._make_stay(cls.li, start=-30, nights=9, state="checked_out")
        cls.long.room_revenue = 900
        # None of these is over.
        for start, state in (
            (-20, "no_show"),
            (-10, "cancelled"),
            (-1, "in_house"),
            (9, "reserved"),
        ):
            cls._make_stay(start=start, nights=2, state=state, room_revenue=7777)
        cls.env.cr.flush()
        cls.domain = [("property_id", "=", cls.hotel.id)]

    def _stays(self, user=None):
        return self.env["hotel.stay"].with_user(user or self.revenue)

    def _stats(self, user=None):
        return self.env["hotel.guest.stat"].with_user(user or self.revenue)

    def test_of_each_stay(self):
        self.assertEqual((self.dear.adr, self.long.adr), (1000, 100))

    def test_by_nights_in_a_pivot_and_a_graph(self):
        [total] = self._stays().formatted_read_group(self.domain, [], ["adr:avg", "nights:sum"])
        self.assertEqual(total["adr:avg"], 190)
        rows = self._stays().formatted_read_group(self.domain, ["partner_id"], ["adr:avg"])
        self.assertEqual(
            {row["partner_id"][0]: row["adr:avg"] for row in rows},
            {self.ding.id: 1000, self.li.id: 100},
        )
        by_state = self._stays().formatted_read_group(self.domain, ["state"], ["adr:avg"])
        found = {row["state"]: row["adr:avg"] for row in by_state}
        self.assertEqual(found.pop("checked_out"), 190)
        self.assertFalse(any(found.values()), "what is not over has no rate yet")

    def test_groups_of_a_list_and_their_order(self):
        groups = self._stays().web_read_group(self.domain, ["state"], ["adr:avg"])["groups"]
        self.assertIn(190, [group["adr:avg"] for group in groups])
        rows = self._stays()._read_group(
            [*self.domain, ("state", "=", "checked_out")],
            ["partner_id"],
            ["adr:avg"],
            having=[("adr:avg", ">", 50)],
            order="adr:avg DESC",
        )
        self.assertEqual([rate for _partner, rate in rows], [1000, 100])

    def test_numbers_of_guests(self):
        stats = self._stats().search([("partner_id", "in", (self.ding | self.li).ids)])
        self.assertEqual(
            {stat.partner_id: (stat.adr, stat.past_nights) for stat in stats},
            {self.ding: (1000, 1), self.li: (100, 9)},
        )
        domain = [("id", "in", stats.ids)]
        [total] = self._stats().formatted_read_group(domain, [], ["adr:avg"])
        self.assertEqual(total["adr:avg"], 190)

    def test_days_booked_ahead(self):
        self._stays().search(self.domain).sudo().write({"booked_on": False})
        self.dear.booked_on = self.dear.arrival.replace(year=self.dear.arrival.year - 1)
        ahead = self.dear.lead_days
        [total] = self._stays().formatted_read_group(self.domain, [], ["lead_days:avg"])
        self.assertEqual(total["lead_days:avg"], ahead, "of whom it is not known does not count")

    def test_no_list_adds_rates_up(self):
        """A total at the foot of a list is the mean of its rows; of rates that would be wrong."""
        for model in ("hotel.stay", "hotel.guest.stat"):
            arch = self.env[model].with_user(self.manager).get_view(view_type="list")["arch"]
            self.assertNotRegex(arch, r"<field name=\"(adr|rate)\"[^>]*(sum|avg)=")
        self.assertNotIn("aggregator", self._stays().fields_get(["rate"])["rate"])

    def test_only_for_who_sees_money(self):
        for model in (self._stays, self._stats):
            for login in ("housekeeping", "laundry", "kitchen"):
                with self.subTest(login=login), self.assertRaises(AccessError):
                    model(self.staff[login]).formatted_read_group([], [], ["adr:avg"])
