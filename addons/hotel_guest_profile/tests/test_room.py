# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo.tests import tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestRoom(HotelCommon):
    """What a room offers, and whether it can be had."""

    def test_facts(self):
        self.double.topic_ids = self.env.ref("crm_customer_profile.topic_internet")
        facts = (self.room_301 | self.room_2102)._get_facts()
        floor = self.env.ref("crm_customer_profile.topic_floor")
        high = facts[self.room_2102]
        self.assertEqual(high.numbers, {floor.id: Decimal(21)})
        expected = self.river | self.river.parent_id | self.king | self.double.topic_ids | floor
        self.assertLessEqual(set(expected.ids), high.topics)
        self.assertNotIn(self.river.id, facts[self.room_301].topics)

    def test_facts_cost_no_query_for_a_room(self):
        rooms = self.env["hotel.room"].create(
            [
                {
                    "name": f"{floor}{number:02}",
                    "property_id": self.hotel.id,
                    "type_id": self.double.id,
                    "floor": floor,
                    "topic_ids": [(6, 0, self.king.ids)],
                }
                for floor in range(30, 40)
                for number in range(1, 6)
            ]
        )
        rooms._get_facts()
        counts = []
        for some in (rooms[:2], rooms):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._get_facts()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_state(self):
        stay = self._make_stay(room_id=self.room_2102.id)
        self.assertEqual(self.room_2102.state, "vacant")
        stay._set_state("in_house")
        self.assertEqual((self.room_2102.state, self.room_2102.stay_id), ("occupied", stay))
        self.room_301.cleaning = "out_of_order"
        rooms = self.env["hotel.room"].search([("property_id", "=", self.hotel.id)])
        for state, found in (
            ("occupied", self.room_2102),
            ("out_of_order", self.room_301),
            ("vacant", self.room_302),
        ):
            self.assertEqual(rooms.filtered_domain([("state", "=", state)]), found)
            self.assertEqual(rooms.search([("state", "=", state), ("id", "in", rooms.ids)]), found)

    def test_cleaning(self):
        self.room_302.with_user(self.housekeeping).action_set_dirty()
        self.assertEqual(self.room_302.cleaning, "dirty")
        self.room_302.with_user(self.housekeeping).action_set_clean()
        self.assertEqual(self.room_302.cleaning, "clean")
