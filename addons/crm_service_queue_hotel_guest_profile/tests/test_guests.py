# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import new_test_user, tagged

from odoo.addons.hotel_guest_profile.tests.common import HotelCommon


@tagged("post_install", "-at_install")
class TestGuests(HotelCommon):
    """A request of a guest knows the stay and the room; feedback becomes a request once."""

    def _ask(self, **values):
        return self.env["service.request"].create(
            {"name": "An iron, please", "partner_id": self.ding.id, **values}
        )

    def test_a_request_goes_with_the_stay_of_now(self):
        self._make_stay(start=-30, state="checked_out")
        self.assertFalse(self._ask().hotel_stay_id, "he is not here")
        stay = self._make_stay(nights=3, room_id=self.room_2102.id)
        stay._set_state("in_house")
        request = self._ask()
        self.assertEqual((request.hotel_stay_id, request.hotel_room_id), (stay, self.room_2102))
        stay._set_state("checked_out")
        request.invalidate_recordset()
        self.assertEqual(request.hotel_stay_id, stay, "what it was about stays")

    def test_companions_stay_too(self):
        wife = self.env["res.partner"].create({"name": "Mrs Ding", "is_customer": True})
        stay = self._make_stay(nights=3, room_id=self.room_2102.id, companion_ids=[(4, wife.id)])
        stay._set_state("in_house")
        self.assertEqual(self._ask(partner_id=wife.id).hotel_stay_id, stay)

    def test_another_person_brings_another_stay(self):
        """The voice at the phone was taken for somebody else at first."""
        stay = self._make_stay(nights=3, room_id=self.room_2102.id)
        stay._set_state("in_house")
        request = self._ask()
        self.assertEqual(request.hotel_stay_id, stay)
        request.partner_id = self.env["res.partner"].create({"name": "Mr Wu"})
        self.assertFalse(request.hotel_stay_id)
        self.assertFalse(request.hotel_room_id)
        request.partner_id = self.ding
        self.assertEqual(request.hotel_stay_id, stay)

    def test_the_work_is_done_in_the_room_of_now(self):
        stay = self._make_stay(nights=3, room_id=self.room_2102.id)
        stay._set_state("in_house")
        request = self._ask()
        agent = new_test_user(
            self.env, "agent_hotel", groups="crm_service_queue.group_service_supervisor"
        )
        action = request.with_user(agent).action_create_work_order()
        order = self.env["service.work.order"].browse(action["res_id"])
        self.assertEqual(order.location, "Room 2102")
        order.user_id = agent
        room = self.env["hotel.room"].search(
            [("property_id", "=", stay.property_id.id), ("id", "!=", self.room_2102.id)], limit=1
        )
        stay.room_id = room
        self.assertEqual(order.location, f"Room {room.name}")
        order.location = "Swimming pool"
        stay.room_id = self.room_2102
        self.assertEqual(order.location, "Swimming pool", "somebody knows better")

    def test_a_stay_elsewhere_is_not_told(self):
        stay = self._make_stay(nights=3, room_id=self.room_2102.id)
        stay._set_state("in_house")
        other = self.env["res.company"].create({"name": "Other house"})
        self.assertFalse(self._ask(company_id=other.id).hotel_stay_id)

    def test_the_card_of_the_desk_shows_the_room(self):
        stay = self._make_stay(nights=3, room_id=self.room_2102.id)
        stay._set_state("in_house")
        card = self.ding.with_user(self.reception)._get_desk_card()
        self.assertIn("2102", str(card))

    def test_feedback_becomes_one_request(self):
        feedback = self.env["hotel.feedback"].create(
            {"name": "Cold soup", "text": "It was cold.", "kind": "complaint",
             "partner_id": self.ding.id}
        )  # fmt: skip
        action = feedback.action_service_request()
        self.assertEqual(feedback.action_service_request()["res_id"], action["res_id"])
        request = feedback.service_request_id
        self.assertEqual((request.kind, request.partner_id), ("complaint", self.ding))
