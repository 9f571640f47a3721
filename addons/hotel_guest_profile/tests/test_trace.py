# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, timedelta

from psycopg2 import errors

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import HotelCommon

#: Noon in Shanghai.
NOON = datetime(2026, 11, 22, 4)


@tagged("post_install", "-at_install")
class TestTrace(HotelCommon):
    """What a guest wants reaches the department that acts, and an allergy is read first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.detergent = cls._prefer("topic_detergent", "allergy", note="Soap only")
        cls.breakfast = cls._prefer("topic_breakfast", "like")
        cls.pillow = cls._prefer("topic_pillow_soft", "like")
        cls.floor = cls._prefer("topic_floor", "like", number_rule="at_least", number=20)

    @classmethod
    def _prefer(cls, topic, attitude, partner=None, **values):
        return cls.env["customer.preference"].create(
            {
                "partner_id": (partner or cls.ding).id,
                "topic_id": cls.env.ref(f"crm_customer_profile.{topic}").id,
                "attitude": attitude,
                **values,
            }
        )

    def _check_in(self, **values):
        stay = self._make_stay(nights=7, room_id=self.room_2102.id, **values)
        stay._set_state("in_house")
        return stay

    def _trace_of(self, stay, preference):
        return stay.trace_ids.filtered(lambda trace: trace.preference_id == preference)

    def test_alerts_in_words_for_who_was_told(self):
        def text(user):
            (alert,) = self.ding.with_user(user)._get_customer_alerts()
            return alert["text"]

        self.assertNotIn("Soap only", text(self.laundry), "nothing was passed on yet")
        stay = self._check_in()
        self.assertIn("Soap only", text(self.laundry))
        for login in ("kitchen", "reception"):
            with self.subTest(login=login):
                self.assertNotIn("Soap only", text(self.staff[login]))
        stay._set_state("checked_out")
        self.assertNotIn("Soap only", text(self.laundry), "the guest has left")

    def test_each_department_gets_its_own(self):
        stay = self._check_in()
        self.assertEqual(
            {
                (trace.department_id.hotel_role, trace.preference_id): trace.kind
                for trace in stay.trace_ids
            },
            {
                ("laundry", self.detergent): "allergy",
                ("kitchen", self.breakfast): "meal",
                ("housekeeping", self.pillow): "preference",
            },
            "the room is chosen by the floor: nobody has to act on it",
        )
        self.assertEqual(stay.trace_ids.mapped("partner_id"), self.ding)
        self.assertEqual(self._trace_of(stay, self.detergent).room_id, self.room_2102)

    def test_nothing_before_check_in_and_nothing_twice(self):
        stay = self._make_stay(room_id=self.room_2102.id)
        self.assertFalse(stay.trace_ids)
        stay._set_state("in_house")
        traces = stay.trace_ids
        self.assertFalse(stay._make_traces())
        self.assertEqual(stay.trace_ids, traces)

    def test_companions_are_minded_too(self):
        wife = self.env["res.partner"].create({"name": "丁太太"})
        nuts = self._prefer("topic_nuts", "allergy", wife)
        stay = self._check_in(companion_ids=[(4, wife.id)])
        trace = self._trace_of(stay, nuts)
        self.assertEqual(trace.partner_id, wife)
        self.assertEqual(trace.department_id.hotel_role, "kitchen")

    @freeze_time(NOON)
    def test_due_in_the_time_of_the_property(self):
        stay = self._make_stay(arrival="2026-11-22", departure="2026-11-29")
        stay._set_state("in_house")
        self.assertEqual(
            self._trace_of(stay, self.pillow).due_at, datetime(2026, 11, 22, 6), "at 14:00"
        )
        self.assertEqual(
            self._trace_of(stay, self.breakfast).due_at, datetime(2026, 11, 22, 23), "at 7:00"
        )

    def test_done_only_after_the_allergy_was_acknowledged(self):
        trace = self._trace_of(self._check_in(), self.detergent).with_user(self.laundry)
        with self.assertRaisesRegex(UserError, "acknowledge"):
            trace.action_done()
        trace.action_acknowledge()
        trace.action_done()
        self.assertEqual((trace.state, trace.acknowledged_by), ("done", self.laundry))
        self.assertEqual(trace.done_by, self.laundry)

    @mute_logger("odoo.sql_db")
    def test_the_database_holds_it_too(self):
        trace = self._trace_of(self._check_in(), self.detergent)
        with self.assertRaises(errors.CheckViolation), self.env.cr.savepoint():
            trace.write({"state": "done"})
            trace.flush_recordset()

    def test_the_course_is_not_written_by_hand(self):
        trace = self._trace_of(self._check_in(), self.pillow).with_user(self.reception)
        for values in ({"state": "done"}, {"acknowledged_at": fields.Datetime.now()}):
            with self.assertRaises(UserError):
                trace.write(values)
        made = (
            self.env["hotel.trace"]
            .with_user(self.reception)
            .create(
                {
                    "stay_id": trace.stay_id.id,
                    "department_id": trace.department_id.id,
                    "note": "Flowers",
                    "state": "done",
                    "acknowledged_at": fields.Datetime.now(),
                }
            )
        )
        self.assertEqual((made.state, made.acknowledged_at, made.kind), ("open", False, "request"))

    def test_departments_read_their_own(self):
        stay = self._check_in()
        seen = {
            login: stay.env["hotel.trace"]
            .with_user(self.staff[login])
            .search([("stay_id", "=", stay.id)])
            .mapped("preference_id.id")
            for login in self.staff
        }
        laundry, kitchen, room = self.detergent.id, self.breakfast.id, self.pillow.id
        self.assertEqual(seen["laundry"], [laundry])
        self.assertEqual(seen["kitchen"], [kitchen])
        self.assertEqual(seen["housekeeping"], [room])
        self.assertCountEqual(
            seen["reception"],
            [kitchen, room],
            "an allergy is for who acts on it, and for its group",
        )
        self.assertCountEqual(seen["guest_relations"], [laundry, kitchen, room])
        self.assertCountEqual(seen["manager"], [laundry, kitchen, room])

    def test_what_becomes_sensitive_later_is_hidden_also_in_what_is_over(self):
        stay = self._check_in()
        trace = self._trace_of(stay, self.pillow)
        stay._set_state("checked_out")
        self.assertTrue(trace.with_user(self.reception).text)
        self.pillow.topic_id = self.env.ref("crm_customer_profile.topic_medicine")
        self.env.flush_all()
        with self.assertRaises(AccessError):
            trace.with_user(self.reception).read(["text"])

    def test_the_words_of_an_allergy_by_every_route(self):
        trace = self._trace_of(self._check_in(), self.detergent)
        self.assertIn("Soap only", trace.with_user(self.laundry).text)
        Trace = self.env["hotel.trace"].with_user(self.kitchen)
        with self.assertRaises(AccessError):
            trace.with_user(self.kitchen).read(["text"])
        self.assertFalse(Trace.search([("id", "=", trace.id)]))
        self.assertFalse(
            Trace.formatted_read_group([("kind", "=", "allergy")], ["department_id"], ["__count"])
        )
        with self.assertRaises(AccessError):
            trace.with_user(self.kitchen).action_acknowledge()
        self.reception.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            trace.with_user(self.reception).export_data(["text"])

    def test_my_department(self):
        stay = self._check_in()
        domain = [("stay_id", "=", stay.id), ("is_mine", "=", True)]
        found = self.env["hotel.trace"].with_user(self.manager).search(domain)
        self.assertEqual(len(found), 3, "a manager has all roles")
        self.assertEqual(
            self.env["hotel.trace"].with_user(self.laundry).search(domain).preference_id.ids,
            [self.detergent.id],
        )

    def test_a_change_in_house_reaches_the_department_at_once(self):
        stay = self._check_in()
        trace = self._trace_of(stay, self.detergent).with_user(self.laundry)
        trace.action_acknowledge()
        trace.action_done()
        self.detergent.note = "Soap only, and no softener"
        self.assertEqual((trace.state, trace.acknowledged_at), ("open", False), "read again")
        self.pillow.action_end()
        self.assertEqual(self._trace_of(stay, self.pillow).state, "dropped")
        new = self._prefer("topic_nuts", "allergy")
        self.assertEqual(self._trace_of(stay, new).kind, "allergy")

    def test_who_records_an_allergy_need_not_see_it(self):
        stay = self._check_in()
        new = (
            self.env["customer.preference"]
            .with_user(self.reception)
            .create(
                {
                    "partner_id": self.ding.id,
                    "topic_id": self.env.ref("crm_customer_profile.topic_nuts").id,
                    "attitude": "allergy",
                }
            )
        )
        self.assertEqual(self._trace_of(stay, new.sudo()).department_id.hotel_role, "kitchen")

    def test_who_has_left_wants_nothing_more(self):
        stay = self._check_in()
        done = self._trace_of(stay, self.pillow)
        done.action_done()
        stay._set_state("checked_out")
        self.assertEqual(done.state, "done")
        self.assertEqual(set((stay.trace_ids - done).mapped("state")), {"dropped"})

    def test_many_check_ins_in_a_fixed_number_of_queries(self):
        people = self.env["res.partner"].create([{"name": f"Guest {n}"} for n in range(8)])
        for partner in people:
            self._prefer("topic_pillow_soft", "like", partner)
        stays = self.env["hotel.stay"].union(*(self._make_stay(each) for each in people))
        one, rest = stays[0], stays[1:]
        self.env.flush_all()

        def count(some):
            some.sudo().with_context(x=1)._write({"state": "in_house"})
            some.invalidate_recordset()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            some._make_traces()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(one)
        few = count(rest[:1])
        self.assertLessEqual(count(rest[1:]), few + 2)

    def test_late(self):
        stay = self._check_in()
        trace = stay.trace_ids[0]
        trace.due_at = fields.Datetime.now() - timedelta(hours=1)
        self.assertTrue(trace.is_late)
        self.assertIn(trace, self.env["hotel.trace"].search([("is_late", "=", True)]))
