# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, timedelta

from psycopg2.errors import ExclusionViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestStay(HotelCommon):
    """What a stay is worth, and what it may not be."""

    def test_numbers(self):
        stay = self._make_stay(
            start=30, nights=7, room_revenue=6860, food_revenue=1260, other_revenue=180
        )
        self.assertEqual(stay.nights, 7)
        self.assertEqual(stay.lead_days, 30)
        self.assertEqual(stay.total_revenue, 8300)
        self.assertEqual(stay.adr, 980)

    def test_by_hand(self):
        form = Form(self.env["hotel.stay"].with_user(self.reservations))
        form.partner_id = self.ding
        form.property_id = self.hotel
        form.arrival = self.today
        form.departure = self.today + timedelta(days=2)
        form.room_id = self.room_2102
        stay = form.save()
        self.assertEqual(stay.room_type_id, self.double)
        self.assertTrue(stay.name.startswith("S"))
        self.assertEqual(stay.state, "reserved")

    def test_departure_before_arrival(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as refused:
            self._make_stay(nights=-1)
        self.assertIn("dates_ordered", str(refused.exception))

    def test_nobody(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as refused:
            self._make_stay(adults=0)
        self.assertIn("someone_stays", str(refused.exception))

    def test_negative_rate(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as refused:
            self._make_stay(rate=-6.38)
        self.assertIn("amounts_not_negative", str(refused.exception))

    def test_one_room_twice(self):
        first = self._make_stay(start=1, nights=3, room_id=self.room_301.id)
        with self.assertRaises(ValidationError) as refused:
            self._make_stay(start=3, nights=1, room_id=self.room_301.id)
        self.assertIn(first.name, str(refused.exception))
        self.assertIn("301", str(refused.exception))
        # The day of departure is free for whoever arrives, and so is another room.
        self._make_stay(start=4, nights=1, room_id=self.room_301.id)
        self._make_stay(start=3, nights=1, room_id=self.room_302.id)

    def test_what_came_to_nothing_takes_no_room(self):
        gone = self._make_stay(start=1, nights=3, room_id=self.room_301.id)
        gone._set_state("cancelled")
        stay = self._make_stay(start=1, nights=3, room_id=self.room_301.id)
        with self.assertRaises(ValidationError):
            gone._set_state("reserved")
        stay._set_state("no_show")
        gone._set_state("reserved")

    def test_the_database_holds_it_too(self):
        self._make_stay(start=1, nights=3, room_id=self.room_301.id)
        other = self._make_stay(start=1, nights=3, room_id=self.room_302.id)
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation):
            self.env.cr.execute(
                "UPDATE hotel_stay SET room_id = %s WHERE id = %s", [self.room_301.id, other.id]
            )

    def test_state_only_by_what_happens(self):
        stay = self._make_stay()
        with self.assertRaises(UserError):
            stay.with_user(self.reception).write({"state": "in_house"})
        with self.assertRaises(UserError):
            self.env["hotel.stay"].with_user(self.reception).create(
                {
                    "property_id": self.hotel.id,
                    "partner_id": self.ding.id,
                    "arrival": self.today,
                    "departure": self.today,
                    "state": "in_house",
                }
            )
        stay.with_user(self.reception)._set_state("in_house")
        self.assertEqual(stay.state, "in_house")
        with self.assertRaises(AccessError):
            stay.with_user(self.kitchen)._set_state("checked_out")

    def test_what_was_recorded_is_not_typed(self):
        stay = self._make_stay()
        for name, value in (
            ("checked_in_at", "2026-01-01 08:00:00"),
            ("checked_out_by", self.manager.id),
            ("external_ref", "X1"),
            ("is_repeat", True),
        ):
            with self.subTest(name=name), self.assertRaisesRegex(UserError, "Nobody types it"):
                stay.with_user(self.manager).write({name: value})
        with self.assertRaisesRegex(UserError, "Nobody types it"):
            self.env["hotel.stay"].with_user(self.manager).create(
                {
                    "property_id": self.hotel.id,
                    "partner_id": self.ding.id,
                    "arrival": self.today,
                    "departure": self.today,
                    "external_ref": "X1",
                }
            )

    def test_history_is_kept(self):
        stay = self._make_stay(start=-3, state="checked_out")
        with self.assertRaises(UserError):
            stay.with_user(self.manager).unlink()
        self._make_stay().with_user(self.manager).unlink()

    def test_parts_of_another_property(self):
        other = self.env["hotel.property"].create({"name": "Inn", "code": "INN", "tz": "UTC"})
        with self.assertRaises(ValidationError):
            self._make_stay(property_id=other.id)

    def test_day_of_the_property(self):
        night = datetime(2026, 2, 28, 17, 30)
        self.assertEqual(str(self.hotel._get_today(night)), "2026-03-01")
        self.hotel.tz = "America/New_York"
        self.assertEqual(str(self.hotel._get_today(night)), "2026-02-28")

    def test_departments_see_no_money(self):
        stay = self._make_stay(start=-3, state="checked_out", room_revenue=500, note="VIP")
        seen = stay.with_user(self.housekeeping)
        self.assertEqual(seen.nights, 1)
        for name in ("rate", "room_revenue", "total_revenue", "adr"):
            with self.assertRaises(AccessError):
                seen.read([name])
        self.assertEqual(stay.with_user(self.reception).total_revenue, 500)

    def test_the_card_of_the_customer_says_where_he_is(self):
        self._make_stay(start=-9, state="checked_out")
        stay = self._make_stay(nights=2, room_id=self.room_2102.id)
        stay._set_state("in_house")
        blocks = self.ding.with_user(self.reception)._get_desk_card()
        (block,) = [block for block in blocks if block["key"] == "hotel_stay"]
        (line,) = block["lines"]
        self.assertIn("2102", line["note"])
        self.assertEqual(line["tone"], "success")
