# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestStayPush(HotelCommon):
    """A property management system sends stays, twice, out of order, and wrong ones among them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env["hotel.source"].create({"name": "Our PMS", "code": "PMS"})

    def _tell(self, reference="A1", **told):
        return {
            "reference": reference,
            "arrival": str(self.today),
            "departure": str(self.today + timedelta(days=2)),
            "adults": 2,
            **told,
        }

    def _push(self, *rows, user=None):
        Stay = self.env["hotel.stay"].with_user(user or self.reservations)
        return Stay.push_stays(list(rows), "PMS", "RIVER")

    def _get(self, reference):
        return self.env["hotel.stay"].search(
            [("source_id", "=", self.source.id), ("external_ref", "=", reference)]
        )

    def test_twice_changes_nothing(self):
        row = self._tell(
            status="reserved",
            room="2102",
            room_type="DBL",
            segment="Direct",
            channel="Direct",
            meal_plan="BB",
            rate="980.00",
            guest_ref="G7",
            guest_name="丁文浩",
            guest_phone="+86 131 0013 8035",
            updated_at="2026-05-01T08:00:00+08:00",
        )
        [first] = self._push(row)
        self.assertEqual((first["status"], first["message"]), ("created", ""))
        stay = self._get("A1")
        self.assertEqual(first["id"], stay.id)
        self.assertEqual(
            (stay.room_id, stay.nights, stay.rate, stay.meal_plan, stay.name),
            (self.room_2102, 2, 980, "bb", "A1"),
        )
        self.assertEqual(stay.partner_id.name, "丁文浩")
        written = stay.write_date
        [again] = self._push(row)
        self.assertEqual((again["status"], again["id"]), ("unchanged", stay.id))
        self.assertEqual(self._get("A1"), stay)
        self.assertEqual(stay.write_date, written)

    def test_out_of_order(self):
        at = {hour: f"2026-05-01T{hour:02}:00:00Z" for hour in (8, 9, 10)}
        self._push(self._tell(rate=100, updated_at=at[9]))
        [late] = self._push(self._tell(rate=50, status="cancelled", updated_at=at[8]))
        self.assertEqual(late["status"], "ignored")
        stay = self._get("A1")
        self.assertEqual((stay.rate, stay.state), (100, "reserved"))
        [newer] = self._push(self._tell(rate=120, updated_at=at[10]))
        self.assertEqual((newer["status"], stay.rate), ("updated", 120))
        # In one call, too, the later word holds.
        results = self._push(
            self._tell("B1", rate=10, updated_at=at[10]),
            self._tell("B1", rate=20, updated_at=at[9]),
        )
        self.assertEqual([each["status"] for each in results], ["created", "ignored"])
        self.assertEqual(self._get("B1").rate, 10)

    def test_bad_rows_are_named_and_the_rest_kept(self):
        yesterday = str(self.today - timedelta(days=1))
        results = self._push(
            self._tell("good"),
            self._tell("backwards", departure=yesterday),
            self._tell("nobody", adults=0, children="0"),
            self._tell("negative", rate=-6.38),
            self._tell("nowhere", room="9999"),
            self._tell("typo", rooom="301"),
            self._tell("", rate=1),
            self._tell("unknown", segment="Martians"),
            self._tell("elsewhere", property_code="MOON"),
            self._tell("too much", adults=10**9),
        )
        self.assertEqual([each["status"] for each in results], ["created"] + ["refused"] * 9)
        for result, word in zip(
            results[1:],
            (
                *("before the arrival", "Nobody stays", "-6.38", "9999", "rooom", "reference"),
                *("Martians", "MOON", "1000000000"),
            ),
            strict=True,
        ):
            self.assertIn(word, result["message"])
            self.assertFalse(result["id"])
        stays = self.env["hotel.stay"].search([("source_id", "=", self.source.id)])
        self.assertEqual(stays.mapped("external_ref"), ["good"])

    def test_overlap_is_refused_by_row(self):
        self._make_stay(room_id=self.room_301.id, nights=1)
        results = self._push(
            self._tell("one", room="302"),
            self._tell("taken", room="301"),
            self._tell("both", room="302"),
            self._tell("free", room="2102"),
        )
        self.assertEqual(
            [each["status"] for each in results], ["created", "refused", "refused", "created"]
        )
        self.assertIn("301", results[1]["message"])
        self.assertIn("one", results[2]["message"])

    def test_room_taken_away(self):
        self._push(self._tell(room="301"))
        self._push(self._tell(rate=90))
        self.assertEqual(self._get("A1").room_id, self.room_301)
        self._push(self._tell(room=None))
        self.assertFalse(self._get("A1").room_id)

    def test_the_desk_knows_better(self):
        self._push(self._tell(room="301"))
        stay = self._get("A1")
        stay._set_state("in_house", checked_in_at="2026-05-01 08:00:00")
        [told] = self._push(self._tell(status="reserved", rate=77))
        self.assertEqual((told["status"], stay.state, stay.rate), ("updated", "in_house", 77))
        [told] = self._push(self._tell(status="cancelled"))
        self.assertEqual(told["status"], "refused")
        self.assertEqual(stay.state, "in_house")
        [told] = self._push(self._tell(status="checked_out", room_revenue=154))
        self.assertEqual((stay.state, stay.room_revenue), ("checked_out", 154))

    def test_guests_are_found_again(self):
        known = self.env["res.partner"].create(
            {"name": "Anna Schmidt", "email": "anna@example.com", "is_customer": True}
        )
        self._push(
            self._tell("1", guest_name="Anna Schmidt", guest_email="Anna@example.com"),
            self._tell("2", guest_ref="G1", guest_name="Bob"),
            self._tell("3", guest_ref="G1", guest_name="Bobby"),
        )
        self.assertEqual(self._get("1").partner_id, known)
        bob = self._get("2").partner_id
        self.assertEqual((bob.name, self._get("3").partner_id), ("Bob", bob))
        self._push(self._tell("4", guest_ref="G1"))
        self.assertEqual(self._get("4").partner_id, bob)

    def test_who_may(self):
        for user in (self.housekeeping, self.kitchen, self.revenue, self.executive):
            with self.assertRaises(AccessError):
                self._push(self._tell(), user=user)
        [told] = self._push(self._tell(), user=self.reception)
        self.assertEqual(told["status"], "created")

    def test_another_company(self):
        other = self.env["res.company"].create({"name": "Eco-farm"})
        self.env["hotel.property"].create(
            {"name": "Inn", "code": "INN", "tz": "UTC", "company_id": other.id}
        )
        [told] = self._push(self._tell(property_code="INN"))
        self.assertEqual(told["status"], "refused")

    def test_calls_that_make_no_sense(self):
        Stay = self.env["hotel.stay"].with_user(self.reservations)
        for wrong in (
            (lambda: Stay.push_stays([self._tell()], "nobody")),
            (lambda: Stay.push_stays([self._tell()], "PMS", "nowhere")),
            (lambda: Stay.push_stays("A1", "PMS")),
            (lambda: Stay.push_stays([self._tell()] * 1001, "PMS")),
        ):
            with self.assertRaises(UserError):
                wrong()

    def test_queries_do_not_grow_with_rows(self):
        self._push(self._tell("warm", guest_ref="W", guest_name="Warm"))
        counts = []
        for number, size in enumerate((10, 60)):
            rows = [
                self._tell(
                    f"{number}-{row}", guest_ref=f"{number}-{row}", guest_name=f"Guest {row}"
                )
                for row in range(size)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._push(*rows)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        # Contacts make search keys and followers of their own, in batches.
        self.assertLess(counts[1], counts[0] + 20)
