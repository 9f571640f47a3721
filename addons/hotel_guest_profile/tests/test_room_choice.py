# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .desk_common import DeskCommon


@tagged("post_install", "-at_install")
class TestRoomChoice(DeskCommon):
    """Which room is proposed, and what is said for and against it."""

    def _suggest(self, guests=None, user=None, nights=7, **how):
        return (
            self.env["hotel.room"]
            .with_user(user or self.reception)
            ._suggest(
                self.hotel,
                self.ding if guests is None else guests,
                self.today,
                self.today + timedelta(days=nights),
                **how,
            )
        )

    def _want(self, topic, attitude, guest=None, **values):
        return self.env["customer.preference"].sudo().create(
            {
                "partner_id": (guest or self.ding).id,
                "topic_id": topic.id,
                "attitude": attitude,
                **values,
            }
        )  # fmt: skip

    def test_what_must_be_filters(self):
        rooms = self._suggest()
        self.assertEqual([room["name"] for room in rooms], ["2102"])
        self.assertEqual(
            rooms[0]["met"], ["Needs floor 20 or above", "Likes river view", "Likes king bed"]
        )
        self.assertTrue(rooms[0]["possible"])

    def test_wishes_order_and_are_explained(self):
        self.ding.preference_ids.filtered("number_rule").attitude = "like"
        rooms = self._suggest()
        self.assertEqual([room["name"] for room in rooms], ["2102", "301", "302"])
        self.assertEqual(rooms[1]["met"], ["Likes king bed"])
        self.assertEqual(rooms[1]["missed"], ["Likes floor 20 or above", "Likes river view"])

    def test_a_taken_room_is_not_proposed(self):
        other = self.env["res.partner"].create({"name": "Other"})
        self._make_stay(other, start=6, nights=2, room_id=self.room_2102.id)
        names = [room["name"] for room in self._suggest()]
        self.assertNotIn("2102", names)
        self.assertIn("2102", [room["name"] for room in self._suggest(nights=6)])

    def test_where_every_room_breaks_something_somebody_is_asked(self):
        self.room_2102.cleaning = "out_of_order"
        rooms = self._suggest()
        self.assertEqual([room["name"] for room in rooms], ["301", "302"])
        self.assertFalse(rooms[0]["possible"])
        self.assertEqual(rooms[0]["broken"], ["Needs floor 20 or above"])
        self.hotel.room_ids.cleaning = "out_of_order"
        with self.assertRaisesRegex(UserError, "No room of River Hotel"):
            self._suggest()

    def test_big_enough(self):
        with self.assertRaisesRegex(UserError, "No room"):
            self._suggest(beds=3)

    def test_what_may_not_be_read_is_minded_and_not_told(self):
        self.ding.preference_ids.filtered("number_rule").sudo().unlink()
        dust = self.env.ref("crm_customer_profile.topic_dust")
        self.room_2102.topic_ids |= dust
        self._want(dust, "allergy")
        rooms = self._suggest()
        self.assertEqual(rooms[0]["name"], "301")
        self.assertNotIn("2102", [room["name"] for room in rooms])
        self.room_301.topic_ids |= dust
        self.room_302.topic_ids |= dust
        told = self._suggest()[0]["broken"]
        self.assertNotIn("ust", str(told))
        self.assertIn("ask", str(told))
        self.assertIn("dust", str(self._suggest(user=self.guest_relations)[0]["broken"]))

    def test_what_says_nothing_about_rooms_does_not_count(self):
        self._want(self.env.ref("crm_customer_profile.topic_tea"), "need")
        self.assertTrue(self._suggest()[0]["possible"])

    def test_companions_needs_count(self):
        companion = self.env["res.partner"].create({"name": "Companion"})
        self._want(self.river, "allergy", companion)
        rooms = self._suggest(self.ding | companion)
        self.assertFalse(rooms[0]["possible"])

    def test_the_type_that_was_booked_comes_first(self):
        self.ding.preference_ids.sudo().unlink()
        suite = self.double.copy({"name": "Suite", "code": "SUI"})
        self.room_302.type_id = suite
        rooms = self._suggest(room_type=suite)
        self.assertEqual([room["name"] for room in rooms], ["302", "301", "2102"])
        self.assertEqual([room["upgrade"] for room in rooms], [False, True, True])

    def test_of_rooms_that_fit_equally_the_one_of_last_time(self):
        self.ding.preference_ids.sudo().unlink()
        self.assertEqual(self._suggest()[0]["name"], "301")
        self._make_past()
        rooms = self._suggest()
        self.assertEqual(
            [(room["name"], room["last"]) for room in rooms[:2]], [("2102", True), ("301", False)]
        )

    def test_queries_do_not_grow_with_rooms(self):
        counts = []
        for more in (0, 50):
            self.env["hotel.room"].create(
                [
                    {
                        "name": f"9{n}",
                        "property_id": self.hotel.id,
                        "type_id": self.double.id,
                        "floor": 30,
                        "topic_ids": [(6, 0, self.river.ids)],
                    }
                    for n in range(more)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._suggest()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)
