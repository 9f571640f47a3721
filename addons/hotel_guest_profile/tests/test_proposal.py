# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestProposal(HotelCommon):
    """The third time a guest had it, the house asks whether he likes it."""

    def _stay_in(self, room, times, start=-200):
        for number in range(times):
            self._make_stay(
                start=start + 10 * number, nights=3, state="checked_out", room_id=room.id
            )

    def _propose(self):
        self.env["hotel.preference.proposal"]._propose(self.ding)
        return self.env["hotel.preference.proposal"].search([("partner_id", "=", self.ding.id)])

    def test_the_third_stay(self):
        self._stay_in(self.room_2102, 2)
        self.assertFalse(self._propose())
        self._stay_in(self.room_2102, 1, start=-50)
        found = {row.topic_id: row for row in self._propose()}
        floor = self.env.ref("crm_customer_profile.topic_floor")
        self.assertEqual(set(found), {self.river, self.king, floor})
        self.assertEqual((found[floor].number, found[floor].times), (21, 3))
        self.assertEqual(
            self._propose(), self.env["hotel.preference.proposal"].union(*found.values())
        )

    def test_what_every_room_has_says_nothing(self):
        self.room_302.topic_ids = self.king
        self._stay_in(self.room_301, 3)
        self.assertFalse(self._propose())

    def test_confirmed_by_a_person(self):
        self._stay_in(self.room_2102, 3)
        rows = self._propose()
        with self.assertRaises(UserError):
            rows.with_user(self.executive).action_confirm()
        rows.with_user(self.reception).action_confirm()
        preferences = self.ding.preference_ids
        self.assertEqual(set(preferences.mapped("source")), {"observed"})
        self.assertIn("Likes floor 21 or above", preferences.mapped("display_name"))
        self.assertEqual(set(rows.mapped("state")), {"confirmed"})
        self.assertEqual(rows.decided_by_id, self.reception)

    def test_refused_is_remembered(self):
        self._stay_in(self.room_2102, 3)
        rows = self._propose()
        rows.with_user(self.guest_relations).action_refuse()
        self._stay_in(self.room_2102, 2, start=-40)
        self.assertEqual(self._propose(), rows)
        self.assertEqual(set(rows.mapped("state")), {"refused"})
        self.assertFalse(self.ding.preference_ids)

    def test_what_is_known_is_not_proposed(self):
        self.env["customer.preference"].create(
            {"partner_id": self.ding.id, "topic_id": self.river.id, "attitude": "like"}
        )
        self._stay_in(self.room_2102, 3)
        self.assertNotIn(self.river, self._propose().topic_id)

    def test_usual_breakfast(self):
        for number in range(3):
            stay = self._make_stay(start=-100 + 10 * number, nights=2, state="checked_out")
            stay.room_id = self.room_302
            self.env["hotel.meal.order"].create(
                {
                    "stay_id": stay.id,
                    "meal": "breakfast",
                    "serve_on": stay.departure,
                    "line_ids": [
                        (0, 0, {"name": "Nutrition fruit meal"}),
                        (0, 0, {"name": "Two eggs, half done"}),
                    ],
                }
            )
        rows = self._propose()
        dishes = ["Nutrition fruit meal", "Two eggs, half done"]
        self.assertEqual(sorted(rows.mapped("what")), dishes)
        rows.sorted("what").with_user(self.reception).action_confirm()
        preference = self.ding.preference_ids
        self.assertEqual(preference.note, ", ".join(dishes), "one preference, both dishes")
        self.assertEqual(rows.preference_id, preference)
        rows.unlink()
        self.assertFalse(self._propose(), "what stands in the note is known")

    def test_by_night(self):
        self._stay_in(self.room_2102, 2)
        self._make_stay(start=-2, nights=1, state="checked_out", room_id=self.room_2102.id)
        with self.enter_registry_test_mode():
            self.env.ref("hotel_guest_profile.ir_cron_hotel_proposals").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.ding.hotel_proposal_ids)
