# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .desk_common import DOT, ID_CARD, DeskCommon
from .test_zone import TD3


@tagged("post_install", "-at_install")
class TestFrontDesk(DeskCommon):
    """The day, who is this, check-in, check-out: as the reception does it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.past = cls._make_past()
        cls.env.cr.flush()  # what a commit does: guests are counted

    def _rows(self, day, key):
        return [row["id"] for row in day[key]]

    def test_the_day_is_that_of_the_property(self):
        comes = self._make_stay()
        late = self._make_stay(start=-1, nights=3)
        here = self._make_stay(start=-2, nights=2, room_id=self.room_301.id)
        here._set_state("in_house")
        self._make_stay(start=1)
        self._make_stay(start=0)._set_state("cancelled")
        day = self._desk().get_day(self.hotel.id)
        self.assertEqual(self._rows(day, "arrivals"), (late | comes).ids)
        self.assertEqual(self._rows(day, "in_house"), here.ids)
        self.assertEqual(self._rows(day, "departures"), here.ids)
        self.assertTrue(day["arrivals"][0]["overdue"])
        tomorrow = fields.Date.to_string(fields.Date.add(self.today, days=1))
        day = self._desk().get_day(self.hotel.id, tomorrow)
        self.assertEqual(len(day["arrivals"]), 1)
        self.assertFalse(day["departures"])

    def test_queries_of_the_day_do_not_grow(self):
        self._make_stay()
        counts = []
        for more in (0, 20):
            guests = self.env["res.partner"].create([{"name": f"Guest {n}"} for n in range(more)])
            for guest in guests:
                self._make_stay(guest)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._desk().get_day(self.hotel.id)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_a_guest_by_document_number(self):
        self.env.flush_all()
        for text in (ID_CARD, "丁先生"):
            hits = self._desk().search_guests(text)["people"]
            self.assertEqual([hit["id"] for hit in hits], self.ding.ids)
        card = self._desk().get_guest(self.ding.id, self.hotel.id)
        self.assertEqual(card["usual_nights"], 7)
        self.assertEqual(card["stays"][0]["id"], self.past.id)
        self.assertEqual(card["breakfast"][0]["name"], "Nutrition fruit meal")
        self.assertEqual(card["numbers"][0]["nights"], 7)
        self.assertNotIn(ID_CARD, str(card))
        self.assertIn("••••803X", str(card))
        looked = self.env["customer.access.log"].sudo().search(
            [("model", "=", "res.partner"), ("res_id", "=", self.ding.id)]
        )  # fmt: skip
        self.assertEqual(looked.user_id, self.reception)

    def test_another_colleague_sees_the_same_card(self):
        other = new_test_user(
            self.env, login="hotel_night", groups="hotel_guest_profile.group_hotel_reception"
        )
        mine = self._desk().get_guest(self.ding.id, self.hotel.id)
        self.assertEqual(self._desk(other).get_guest(self.ding.id, self.hotel.id), mine)

    def test_greeted_by_name_in_the_own_language(self):
        self.ding.write({"name": "丁志明", "gender": "male"})
        card = self._desk().get_guest(self.ding.id, self.hotel.id)
        self.assertIn("丁先生", card["greeting"])
        self.assertIn("welcome back", card["greeting"])

    def test_a_guest_scanned_from_a_passport(self):
        desk = self._desk()
        answer = desk.search_guests(TD3)
        self.assertFalse(answer["people"])
        self.assertEqual(answer["zone"]["name"], "Anna Maria Eriksson")
        self.assertNotIn("L898902C3", str(answer))
        self.assertTrue(answer["zone"]["warnings"], "it has expired")
        guest = self.env["res.partner"].browse(desk.create_guest(TD3))
        self.assertEqual((guest.name, guest.gender), ("Anna Maria Eriksson", "female"))
        self.assertEqual(str(guest.birthday), "1974-08-12")
        self.assertEqual(guest.customer_identity_ids.kind, "passport")
        self.assertEqual([hit["id"] for hit in desk.search_guests(TD3)["people"]], guest.ids)
        with self.assertRaisesRegex(UserError, "on file already"):
            desk.create_guest(TD3)

    def test_a_zone_with_a_wrong_digit_is_named(self):
        wrong = TD3.replace("L898902C3", "L898902C4")
        answer = self._desk().search_guests(wrong)
        self.assertIn("number of the document", answer["problem"])
        self.assertFalse(answer["people"])
        with self.assertRaisesRegex(UserError, "number of the document"):
            self._desk().create_guest(wrong)

    def test_two_guests_with_one_document_are_told(self):
        desk = self._desk()
        first = desk.create_guest(TD3)
        other = self.env["res.partner"].create({"name": "Someone Else"})
        self.env["customer.identity"].create(
            {
                "partner_id": other.id,
                "kind": "passport",
                "country_id": self.env.ref("base.se").id,
                "number": "L898902C3",
            }
        )
        answer = desk.search_guests(TD3)
        self.assertEqual([hit["id"] for hit in answer["people"]], [first, other.id])
        self.assertIn("2 people", " ".join(answer["zone"]["warnings"]))
        self.env["res.partner"].browse(first).name = "Anna Svensson"
        self.assertEqual(len(desk.search_guests(TD3)["people"]), 2)

    def test_a_room_number_finds_who_is_in_it(self):
        stay = self._make_stay(room_id=self.room_2102.id)
        self.assertEqual(self._desk().search_guests(stay.name)["stays"][0]["id"], stay.id)
        stay._set_state("in_house")
        self.assertEqual(self._desk().search_guests("2102")["stays"][0]["guest"], "丁先生")

    # ------------------------------------------------------------------ check-in

    def test_nobody_types_anything(self):
        plan = self._desk().prepare_check_in(partner_id=self.ding.id, property_id=self.hotel.id)
        self.assertEqual((plan["nights"], plan["usual_nights"]), (7, 7))
        self.assertEqual(plan["rooms"][0]["name"], "2102")
        self.assertEqual(len(plan["rooms"][0]["met"]), 3)
        self.assertEqual(plan["breakfast"]["lines"][0]["name"], "Nutrition fruit meal")
        stay = self._check_in()
        self.assertEqual((stay.state, stay.room_id, stay.nights), ("in_house", self.room_2102, 7))
        self.assertEqual(stay.checked_in_by, self.reception)
        self.assertEqual(self.room_2102.state, "occupied")
        self.assertEqual(stay.key_count, 1)
        self.assertEqual(len(stay.folio_line_ids), 7)

    def test_without_a_booking_meals_are_as_the_last_time(self):
        self.past.meal_plan = "ro"
        stay = self._check_in()
        self.assertEqual(stay.meal_plan, "ro")
        self.assertTrue(stay.meal_order_ids.is_charged, "the rate holds no breakfast")

    def test_todays_changes_are_kept(self):
        stay = self._make_stay(nights=7)
        plan = self._desk().prepare_check_in(stay.id)
        plan["breakfast"]["lines"].append({"name": "Fried egg", "quantity": 2, "note": "half done"})
        self._check_in(stay, breakfast=plan["breakfast"])
        order = stay.meal_order_ids
        self.assertEqual(order.line_ids.mapped("name"), ["Nutrition fruit meal", "Fried egg"])
        self.assertEqual(order.line_ids.mapped("is_new"), [False, True])
        self.assertEqual(order.serve_on, fields.Date.add(self.today, days=1))
        proposed = self._desk().get_guest(self.ding.id, self.hotel.id)["breakfast"]
        self.assertEqual(proposed[1]["note"], "half done")

    def test_alerts_are_acknowledged_at_check_in(self):
        soap = self.env.ref("crm_customer_profile.topic_detergent")
        self.env["customer.preference"].sudo().create(
            {"partner_id": self.ding.id, "topic_id": soap.id, "attitude": "allergy"}
        )
        stay = self._make_stay(room_id=self.room_301.id)
        with self.assertRaisesRegex(UserError, "acknowledge"):
            stay.with_user(self.reception).action_check_in()
        self.assertEqual(stay.state, "reserved")
        self._check_in(stay)
        self.assertEqual(stay.state, "in_house")

    def test_what_is_in_the_way_is_said(self):
        desk = self._desk()
        taken = self._make_stay(nights=5, room_id=self.room_301.id)
        taken._set_state("in_house")
        self.room_2102.cleaning = "dirty"
        self.room_302.cleaning = "out_of_order"
        stay = self._make_stay()
        for room, sentence in (
            (self.room_301, "taken by"),
            (self.room_2102, "still to be cleaned"),
            (self.room_302, "out of order"),
        ):
            with self.subTest(room=room.name), self.assertRaisesRegex(UserError, sentence):
                desk.check_in({"stay_id": stay.id, "room_id": room.id, "nights": 1, "seen": True})
        with self.assertRaisesRegex(UserError, "Choose a room"):
            desk.check_in({"stay_id": stay.id, "nights": 1})
        for nights in (-1, 10_000, "7"):
            with self.assertRaisesRegex(ValidationError, "number of nights"):
                desk.check_in({"stay_id": stay.id, "room_id": self.room_2102.id, "nights": nights})
        self.assertEqual(stay.state, "reserved")
        with self.assertRaisesRegex(UserError, "is: In house"):
            desk.prepare_check_in(taken.id)

    def test_who_comes_late_stays_to_the_day_booked(self):
        stay = self._make_stay(start=-1, nights=4)
        self._check_in(stay)
        self.assertEqual((stay.arrival, stay.nights), (self.today, 3))

    def test_signature(self):
        stay = self._check_in(self._make_stay(), signature=DOT)
        self.assertTrue(stay.signature and stay.signed_on)

    # ------------------------------------------------------------------ and away

    def test_cancel_no_show_reinstate(self):
        stay = self._make_stay(room_id=self.room_2102.id).with_user(self.reservations)
        wizard = self.env["hotel.stay.cancel"].with_user(self.reservations)
        wizard.create({"stay_ids": stay.ids, "reason": "Flight"}).action_confirm()
        self.assertEqual((stay.state, stay.cancel_reason), ("cancelled", "Flight"))
        self.env.flush_all()
        self._make_stay(room_id=self.room_2102.id).unlink()
        stay.action_reinstate()
        self.assertEqual(stay.state, "reserved")
        stay.action_no_show()
        self.assertEqual(stay.state, "no_show")
        with self.assertRaisesRegex(UserError, "No-show"):
            stay.action_cancel()
        with self.assertRaisesRegex(UserError, "can still come"):
            self._make_stay(start=3).with_user(self.reservations).action_no_show()

    def test_who_may(self):
        stay = self._make_stay(room_id=self.room_2102.id)
        for user in (self.kitchen, self.housekeeping, self.laundry, self.revenue):
            for call in (
                lambda desk: desk.get_day(self.hotel.id),
                lambda desk: desk.search_guests("丁先生"),
                lambda desk: desk.get_guest(self.ding.id),
                lambda desk: desk.prepare_check_in(stay.id),
                lambda desk: desk.check_in({"stay_id": stay.id, "nights": 1}),
                lambda desk: desk.create_guest(TD3),
                lambda desk: desk.prepare_check_out(stay.id),
                lambda desk: desk.check_out(stay.id),
                lambda desk: desk.add_charge(stay.id, "food", "x", 1),
            ):
                with self.assertRaises(AccessError):
                    call(self._desk(user))
        for user in (self.executive, self.reservations, self.guest_relations):
            self.assertFalse(self._desk(user).get_day(self.hotel.id)["can"]["check_in"])
            with self.assertRaises(AccessError):
                stay.with_user(user).action_check_in()
        self.assertEqual(stay.state, "reserved")
