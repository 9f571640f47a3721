# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .desk_common import DeskCommon


@tagged("post_install", "-at_install")
class TestStayBilling(DeskCommon):
    """Who comes from another system and is checked in at our desk is billed here, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env["hotel.source"].create({"name": "Our PMS", "code": "PMS"})

    def _push(self, **told):
        row = {
            "reference": "A1",
            "arrival": str(self.today),
            "departure": str(self.today + timedelta(days=2)),
            "guest_name": "Anna Schmidt",
            "guest_email": "anna@example.com",
            "room": "302",
            "room_type": "DBL",
            **told,
        }
        Stay = self.env["hotel.stay"].with_user(self.reservations)
        [result] = Stay.push_stays([row], "PMS", "RIVER")
        self.assertNotEqual(result["status"], "refused", result)
        return self.env["hotel.stay"].browse(result["id"])

    def test_nights_at_the_rate_that_was_told(self):
        stay = self._push(rate=420, room_revenue=840)
        self._check_in(stay, room_id=self.room_302.id)
        self.assertEqual(stay.folio_line_ids.mapped("price_unit"), [420, 420])
        self.assertEqual(stay.room_revenue, 840)

    def test_nights_at_the_revenue_that_was_told(self):
        stay = self._push(room_revenue=900)
        self._check_in(stay, room_id=self.room_302.id, nights=3)
        self.assertEqual(stay.folio_line_ids.mapped("price_unit"), [450] * 3, "one night more")
        self.assertEqual(stay.room_revenue, 1350)

    def test_our_folio_is_the_revenue(self):
        stay = self._push(rate=420, room_revenue=840)
        self._check_in(stay, room_id=self.room_302.id)
        self._desk().add_charge(stay.id, "laundry", "Shirts", 30)
        self._push(rate=420, room_revenue=840, other_revenue=0, status="in_house")
        self.assertEqual((stay.room_revenue, stay.other_revenue), (840, 30))

    def test_a_source_that_bills_its_stays(self):
        self.source.bills = True
        stay = self._push(rate=420, room_revenue=840)
        self._check_in(stay, room_id=self.room_302.id)
        self.assertFalse(stay.folio_line_ids)
        self.assertEqual(stay.room_revenue, 840)

    def test_who_the_source_says_is_in_house(self):
        stay = self._push(rate=420, room_revenue=840, status="in_house")
        self.assertFalse(stay.folio_line_ids)
        self._desk().check_out(stay.id)
        self.assertFalse(stay.folio_line_ids)
        self.assertEqual(stay.room_revenue, 840)


@tagged("post_install", "-at_install")
class TestOneGuestARoom(DeskCommon):
    """A room has one guest at a time, also by day and after a mistake was taken back."""

    @mute_logger("odoo.sql_db")
    def test_two_by_day(self):
        one, two = (self._make_stay(nights=0, room_id=self.room_302.id) for _number in range(2))
        self._check_in(one, room_id=self.room_302.id, nights=0)
        with self.assertRaisesRegex(UserError, "still occupied"):
            two.with_user(self.reception).action_check_in()
        with self.assertRaisesRegex(Exception, "room_lived_in_once"):
            two._set_state("in_house", checked_in_at=one.checked_in_at)
            self.env.flush_all()

    def test_a_room_that_was_slept_in_is_to_be_cleaned(self):
        stay = self._check_in(self._make_stay(nights=2), room_id=self.room_302.id)
        stay.with_user(self.reception).room_id = self.room_301
        self.assertEqual(
            (self.room_302.cleaning, self.room_301.cleaning), ("dirty", "clean"), "moved"
        )
        self._desk().check_out(stay.id)
        self.assertEqual(self.room_301.cleaning, "dirty", "left")
        other = self._make_stay(nights=2, room_id=self.room_2102.id, state="in_house")
        other._set_state("checked_out")
        self.assertEqual(self.room_2102.cleaning, "dirty", "whoever told that he left")
        self._make_stay(start=5, room_id=self.room_302.id)._set_state("cancelled")

    def test_reinstated_into_a_room_that_was_given_away(self):
        stay = self._check_in(self._make_stay(nights=1), room_id=self.room_302.id)
        stay._set_state("checked_out")
        stay.departure = self.today
        self._make_stay(nights=2, room_id=self.room_302.id, state="in_house")
        with self.assertRaisesRegex(UserError, "still occupied"):
            stay.with_user(self.reception).action_reinstate()
