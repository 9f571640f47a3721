# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from psycopg2 import errors

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.hotel_guest_profile.tests.common import HotelCommon


@tagged("post_install", "-at_install")
class TestTraces(HotelCommon):
    """What a department has to do for a guest is a work order of its queue, and done once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env.ref("crm_customer_profile.department_housekeeping")
        cls.queue = cls.env["service.queue"].create(
            {"name": "Rooms", "department_id": cls.department.id, "takes_traces": True}
        )
        cls.maid = new_test_user(
            cls.env,
            "maid",
            groups="crm_service_queue.group_service_technician,"
            "hotel_guest_profile.group_hotel_housekeeping",
        )
        cls.queue.member_ids = [(0, 0, {"user_id": cls.maid.id})]
        cls.stay = cls._make_stay(nights=3, room_id=cls.room_2102.id)
        cls.stay._set_state("in_house")

    def _trace(self, note="Two more towels", **values):
        return self.env["hotel.trace"].create(
            {
                "stay_id": self.stay.id,
                "department_id": self.department.id,
                "note": note,
                **values,
            }
        )

    def test_a_trace_becomes_a_work_order(self):
        trace = self._trace()
        order = trace.work_order_ids
        self.assertEqual(len(order), 1)
        self.assertIn("2102", order.name)
        self.assertIn("Two more towels", order.name)
        self.assertEqual(order.planned_start, trace.due_at)
        self.assertEqual((order.queue_id, order.partner_id), (self.queue, self.ding))
        self.assertEqual(trace._make_work_orders(), order.browse(), "once for each")

    def test_the_department_finds_it_among_its_work(self):
        """Nobody has to dispatch what the house has ordered; what is declined, the chief hears."""
        order = self._trace().work_order_ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_work_order_action_mine"
        )
        self.assertIn("search_default_mine", action["context"])
        mine = [("user_id", "in", [self.maid.id, False]), ("state", "!=", "draft")]
        self.assertIn(order, self.env["service.work.order"].with_user(self.maid).search(mine))
        self.assertEqual(order.state, "dispatched")
        self.assertEqual(order.dispatcher_id, self.queue.supervisor_id)

    def test_the_work_moves_with_the_guest(self):
        trace = self._trace()
        order = trace.work_order_ids
        order.user_id = self.maid
        told = order.message_ids
        room = self.env["hotel.room"].search(
            [("property_id", "=", self.stay.property_id.id), ("id", "!=", self.room_2102.id)],
            limit=1,
        )
        self.stay.room_id = room
        self.assertEqual(trace.room_id, room)
        self.assertIn(room.name, order.location)
        self.assertIn(room.name, order.name)
        self.assertNotIn("2102", order.name)
        notices = self.env["mail.message"].search(
            [("partner_ids", "in", self.maid.partner_id.ids), ("subject", "like", "has moved")]
        )
        self.assertTrue(notices - told)
        trace.note = "Three more towels"
        self.assertIn("Three more towels", order.name)

    def test_departments_without_a_queue_go_on_as_before(self):
        trace = self._trace(
            department_id=self.env.ref("crm_customer_profile.department_kitchen").id
        )
        self.assertFalse(trace.work_order_ids)

    def test_done_here_is_done_there(self):
        trace = self._trace()
        order = trace.work_order_ids
        order = order.with_user(self.maid)
        order.action_accept()
        order.action_start()
        order.action_done()
        self.assertEqual((trace.state, trace.done_by), ("done", self.maid))

    def test_done_there_is_done_here(self):
        trace = self._trace()
        trace.with_user(self.housekeeping).action_done()
        self.assertEqual(trace.work_order_ids.state, "done")
        dropped = self._trace(note="A cot")
        dropped.state = "dropped"
        self.assertEqual(dropped.work_order_ids.state, "cancelled")

    def test_what_is_wanted_again_is_planned_again(self):
        trace = self._trace()
        trace.state = "dropped"
        trace.action_reopen()
        self.assertEqual(sorted(trace.work_order_ids.mapped("state")), ["cancelled", "dispatched"])

    def test_the_work_follows_the_time_of_the_trace(self):
        trace = self._trace()
        trace.due_at = "2030-01-01 10:00:00"
        self.assertEqual(str(trace.work_order_ids.planned_start), "2030-01-01 10:00:00")

    def test_an_allergy_is_told_to_nobody_new(self):
        self.env["customer.preference"].create(
            {
                "partner_id": self.ding.id,
                "topic_id": self.env.ref("crm_customer_profile.topic_detergent").id,
                "attitude": "allergy",
                "note": "Soap only",
                "department_id": self.department.id,
            }
        )
        traces = self.stay.trace_ids.filtered("is_sensitive")
        order = traces.filtered(lambda t: t.department_id == self.department).work_order_ids
        self.assertTrue(order)
        self.assertNotIn("Soap", order.name)
        order.user_id = self.maid
        with self.assertRaisesRegex(UserError, "acknowledge"):
            order.with_user(self.maid).action_start()

    def test_one_queue_for_a_department(self):
        with (
            self.assertRaises(errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.queue.copy({"name": "Other rooms"})
