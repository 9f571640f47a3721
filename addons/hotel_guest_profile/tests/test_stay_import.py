# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import csv
import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open

from .common import HotelCommon

SAMPLE = "hotel_guest_profile/tests/data/hotel_bookings_resort_sample.csv"


@tagged("post_install", "-at_install")
class TestStayImport(HotelCommon):
    """Files of stays: real bookings of a resort, and a file of our own layout."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The import commits after each slice; here these commits stay inside the test.
        cls.registry_enter_test_mode_cls()
        with file_open(SAMPLE, "rb") as file:
            cls.sample = file.read()

    @classmethod
    def _make_import(cls, content, user=None, **settings):
        content = content.encode() if isinstance(content, str) else content
        return (
            cls.env["hotel.stay.import"]
            .with_user(user or cls.reservations)
            .create(
                {
                    "file": base64.b64encode(content),
                    "file_name": "stays.csv",
                    "property_id": cls.hotel.id,
                    **settings,
                }
            )
        )

    @classmethod
    def _take(cls, content, **settings):
        each = cls._make_import(content, **settings)
        each.action_check()
        each.action_import()
        cls.env.flush_all()
        cls.env.ref("hotel_guest_profile.ir_cron_hotel_stay_import").method_direct_trigger()
        cls.env.invalidate_all()
        return each

    def _get_codes(self, each):
        bad = each.line_ids.filtered(lambda line: line.status == "bad")
        return {line.line_number: line.reason_code for line in bad}

    def test_sample_ties_and_comes_in_once(self):
        each = self._take(self.sample)
        self.assertEqual(each.layout, "bookings")
        self.assertFalse(each.file, "not kept beyond its use")
        self.assertEqual((each.row_count, each.good_count, each.bad_count), (283, 277, 6))
        self.assertEqual(
            self._get_codes(each),
            {
                **dict.fromkeys((26, 29, 35, 42, 228), "nobody stays"),
                115: "negative amount",
            },
        )
        self.assertEqual((each.stays, each.nights, each.room_revenue), (192, 753, 69102.60))
        self.assertEqual(
            (each.refused_stays, each.refused_nights, each.refused_revenue), (5, 26, 216.20)
        )
        self.assertEqual((each.state, each.imported_count), ("done", 277))
        stays = each.line_ids.stay_id
        by_state = stays.grouped("state")
        self.assertEqual(
            {state: len(found) for state, found in by_state.items()},
            {"checked_out": 192, "cancelled": 76, "no_show": 9},
        )
        took = by_state["checked_out"]
        self.assertEqual(sum(took.mapped("nights")), 753)
        self.assertAlmostEqual(sum(took.mapped("room_revenue")), 69102.60, 2)
        self.assertTrue(all(stay.booked_on <= stay.arrival for stay in stays))
        again = self._take(self.sample)
        self.assertEqual((again.imported_count, again.unchanged_count), (0, 277))
        self.assertEqual(again.line_ids.stay_id, stays)

    def test_own_layout(self):
        each = self._take(
            "Reference;Arrival;Departure;Status;Adults;Room;Rate;Guest name;Guest phone;Company\n"
            "1;2026-03-01;2026-03-08;checked out;1;2102;980;丁文浩;+86 131 0013 8035;Union\n"
            "2;2026-03-08;2026-03-01;;1;;;;;\n"
            "3;2026-03-01;2026-03-02;;1;777;;;;\n"
            "1;2026-03-01;2026-03-02;;1;;;;;\n"
            "4;01.03.2026;2026-03-02;;1;;;;;\n"
            "5;2026-03-01;2026-03-02;;1;;12,5;;;\n"
            "6;2026-03-01;2026-03-02;gone;x;;;;;\n"
        )
        self.assertEqual(each.layout, "generic")
        self.assertEqual(
            self._get_codes(each),
            {
                3: "departure before arrival",
                4: "unknown room",
                5: "same reference twice",
                6: "impossible date",
                7: "not an amount",
                8: "unknown choice",
            },
        )
        stay = each.line_ids.stay_id
        self.assertEqual((stay.nights, stay.room_revenue, stay.state), (7, 6860, "checked_out"))
        self.assertEqual((stay.partner_id.name, stay.account_id.name), ("丁文浩", "Union"))
        self.assertEqual(stay.room_id, self.room_2102)
        rows = list(csv.reader(io.StringIO(each._make_bad_rows_file().decode("utf-8-sig"))))
        self.assertEqual(len(rows), 7)
        self.assertIn("before the arrival", rows[1][-1])

    def test_what_is_missing_is_made_or_refused(self):
        content = (
            "reference,arrival,departure,room_type,segment,company\n"
            "1,2026-03-01,2026-03-02,LOFT,Martians,Mars Ltd\n"
        )
        each = self._make_import(content, makes_codes=False)
        each.action_check()
        self.assertEqual(self._get_codes(each), {2: "unknown room type"})
        self.assertFalse(self.env["hotel.room.type"].search([("code", "=", "LOFT")]))
        stay = self._take(content).line_ids.stay_id
        self.assertEqual((stay.room_type_id.code, stay.segment_id.code), ("LOFT", "Martians"))
        self.assertEqual(stay.account_id.name, "Mars Ltd")

    def test_files_that_are_none(self):
        for content in (
            *("", "reference,arrival\n1,2026-01-01\n", "reference,arrival,departure\n"),
            "reference,arrival,departure,Arrival\n1,2026-01-01,2026-01-02,x\n",
        ):
            with self.subTest(content=content), self.assertRaises(UserError):
                self._make_import(content or " ").action_check()

    def test_who_may(self):
        for user in (self.reception, self.revenue, self.housekeeping):
            with self.assertRaises(AccessError):
                self._make_import("x", user=user)

    def test_a_taken_room_refuses_its_row(self):
        taken = self._make_stay(start=1, nights=3, room_id=self.room_301.id)
        each = self._take(
            "reference,arrival,departure,room\n"
            f"1,{taken.arrival},{taken.departure},301\n"
            f"2,{taken.arrival},{taken.departure},302\n"
        )
        self.assertEqual(self._get_codes(each), {2: "refused"})
        self.assertIn(taken.name, each.line_ids[0].reason)
        self.assertEqual(each.imported_count, 1)
