# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .work_common import WorkCommon


@tagged("post_install", "-at_install")
class TestWorkOrder(WorkCommon):
    """Work goes its way, by who may send it, and stops where something is missing."""

    def test_from_dispatched_to_done(self):
        order = self._order(checklist_id=self.checklist.id, user_id=self.technician.id)
        self.assertEqual(order.check_ids.mapped("name"), self.checklist.item_ids.mapped("name"))
        order.with_user(self.dispatcher).action_dispatch()
        mine = order.with_user(self.technician)
        mine.action_accept()
        mine.action_start()
        with self.assertRaisesRegex(UserError, "Hinge oiled"):
            mine.action_done()
        for check in mine.check_ids.filtered("is_required"):
            check.is_done = True
        self.assertEqual(order.check_ids[0].done_by, self.technician)
        self.assertTrue(order.check_ids[0].done_at)
        mine.write(
            {"line_ids": [Command.create({"product_id": self.hinge.id, "kind": "material"})]}
        )
        mine.action_done()
        self.assertEqual(order.state, "done")
        self.assertTrue(order.actual_start and order.actual_end)
        self.assertEqual((order.cost_total, order.price_total), (4, 12))
        self.assertEqual(order.line_ids.user_id, self.technician)

    def test_done_twice_and_ways_that_are_none(self):
        order = self._finished()
        with self.assertRaisesRegex(UserError, "done already"):
            order.action_done()
        with self.assertRaisesRegex(UserError, "cannot become"):
            order.action_cancel()
        with self.assertRaises(UserError):
            order.unlink()

    def test_nobody_writes_the_course_by_hand(self):
        order = self._order()
        for user in (self.manager, self.technician):
            with self.assertRaises(AccessError):
                order.with_user(user).write({"state": "done"})
        with self.assertRaises(AccessError):
            order.with_user(self.manager).create({"name": "x", "actual_start": datetime.now()})  # noqa: DTZ005
        checked = self._order(checklist_id=self.checklist.id, user_id=self.technician.id).check_ids
        with self.assertRaises(AccessError):
            checked[0].with_user(self.technician).write({"done_by": self.mate.id})

    def test_hostile_values_are_refused(self):
        order = self._order(user_id=self.technician.id)
        line = self.env["service.work.line"].create(
            {"order_id": order.id, "product_id": self.hinge.id}
        )
        other = self._order(user_id=self.technician.id)
        mine = line.with_user(self.technician)
        for values in (
            {"sale_line_id": 1},
            {"billing_state": "none"},
            {"order_id": other.id},
            {"price": 1},
            {"cost": 1},
        ):
            with self.assertRaises(AccessError, msg=values):
                mine.write(values)
        for values in ({"is_paid": True}, {"pay_first": False}, {"billing_state": "billed"}):
            with self.assertRaises(AccessError, msg=values):
                order.with_user(self.manager).write(values)
        plan = self.env["service.plan"].create({"name": "P", "queue_id": self.workshop.id})
        with self.assertRaises(AccessError):
            plan.with_user(self.manager).write({"state": "ended"})
        with self.assertRaises(AccessError):
            plan.with_user(self.technician).action_run()

    def test_technicians_see_their_own_and_no_money(self):
        mine = self._order(user_id=self.technician.id)
        free = self._order()
        theirs = self._order(user_id=self.mate.id)
        elsewhere = self._order(queue_id=self.queue.id)
        orders = mine | free | theirs | elsewhere
        self.assertEqual(orders.with_user(self.technician)._filtered_access("read"), mine | free)
        line = self.env["service.work.line"].create(
            [{"order_id": order.id, "product_id": self.hinge.id} for order in orders]
        )
        seen = (
            self.env["service.work.line"]
            .with_user(self.technician)
            .search([("id", "in", line.ids)])
        )
        self.assertEqual(seen.order_id, mine | free)
        with self.assertRaises(AccessError):
            seen.read(["price"])
        with self.assertRaises(AccessError):
            mine.with_user(self.technician).read(["cost_total"])
        self.assertTrue(mine.with_user(self.dispatcher).read(["cost_total"]))

    def test_planned_as_long_as_it_takes(self):
        self.hour.service_duration = 3
        start = datetime(2031, 3, 3, 9)
        order = self._order(product_id=self.hour.id, planned_start=start)
        self.assertEqual(order.planned_end, start + timedelta(hours=3))
        self.assertEqual(self._order(planned_start=start).planned_end, start + timedelta(hours=1))

    def test_technicians_change_what_they_did_and_nothing_else(self):
        mine = self._order(user_id=self.technician.id).with_user(self.technician)
        mine.report = "The screw was loose."
        for values in ({"user_id": self.mate.id}, {"partner_id": self.guest.id}, {"name": "x"}):
            with self.assertRaises(AccessError):
                mine.write(values)
        for button in ("action_cancel", "action_dispatch", "action_bill"):
            with self.assertRaises(AccessError):
                getattr(mine, button)()

    def test_work_for_the_queue_is_taken_by_the_first(self):
        order = self._order()
        order.action_dispatch()
        order.with_user(self.mate).action_accept()
        with self.assertRaises(AccessError):  # it is out of sight
            order.with_user(self.technician).action_accept()
        with self.assertRaisesRegex(UserError, "Mate has"):
            order.with_user(self.dispatcher).action_accept()
        order.with_user(self.mate).action_accept()
        self.assertEqual((order.state, order.user_id), ("accepted", self.mate))

    def test_both_are_told_when_work_is_given_to_somebody_else(self):
        order = self._order(user_id=self.technician.id)
        order.action_dispatch()
        order.with_user(self.technician).action_accept()
        order.with_user(self.dispatcher).write({"user_id": self.mate.id})
        self.assertEqual(order.state, "dispatched", "the new one has not accepted it")
        told = self.env["mail.message"].search(
            [
                ("model", "=", order._name),
                ("res_id", "=", order.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        self.assertEqual(set(told.partner_ids), {self.technician.partner_id, self.mate.partner_id})

    def test_agents_move_what_is_not_dispatched(self):
        order = self._order(queue_id=self.queue.id).with_user(self.agent)
        order.user_id = self.technician
        order.action_dispatch()
        with self.assertRaisesRegex(AccessError, "moved by dispatchers"):
            order.user_id = self.mate
        order.with_user(self.dispatcher).user_id = self.mate
        self.assertEqual(order.user_id, self.mate)

    def test_declined_work_comes_back_to_the_dispatcher(self):
        order = self._order(user_id=self.technician.id)
        order.action_dispatch()
        order.with_user(self.technician).action_decline()
        self.assertEqual((order.state, order.user_id.id), ("draft", False))
        self.assertEqual(order.activity_ids.user_id, self.dispatcher)

    def test_holding_needs_a_reason(self):
        order = self._order(user_id=self.technician.id)
        order.action_dispatch()
        mine = order.with_user(self.technician)
        with self.assertRaisesRegex(UserError, "Say first why"):
            mine.action_hold()
        mine.hold_reason = "The part has to come"
        mine.action_hold()
        mine.action_start()
        self.assertFalse(order.hold_reason)

    def test_splitting_moves_lines(self):
        order = self._order(
            user_id=self.technician.id,
            checklist_id=self.checklist.id,
            line_ids=[
                Command.create({"product_id": self.hour.id}),
                Command.create({"product_id": self.hinge.id}),
            ],
        )
        line, check = order.line_ids[1], order.check_ids[2]
        wizard = (
            self.env["service.work.split"]
            .with_user(self.dispatcher)
            .create({"order_id": order.id, "line_ids": line.ids, "check_ids": check.ids})
        )
        split = self.env["service.work.order"].browse(wizard.action_split()["res_id"])
        self.assertEqual((split.line_ids, split.check_ids), (line, check))
        self.assertEqual((split.split_from_id, split.state), (order, "draft"))
        self.assertNotEqual(split.number, order.number)
        self.assertEqual((len(order.line_ids), len(order.check_ids)), (1, 2))
        with self.assertRaisesRegex(UserError, "its own lines"):
            order._split(line, check.browse())

    def test_work_at_the_same_time_is_seen(self):
        start = datetime(2031, 3, 3, 9)
        first, second, third = (
            self._order(
                user_id=self.technician.id,
                planned_start=start + timedelta(hours=hours),
                planned_end=start + timedelta(hours=hours + 2),
            )
            for hours in (0, 1, 2)
        )
        self.assertEqual(first.overlap_text, second.number)
        self.assertEqual(third.overlap_text, second.number)
        second.user_id = self.mate
        (first | second | third).invalidate_recordset(["overlap_text"])
        self.assertFalse(first.overlap_text or second.overlap_text or third.overlap_text)

    def test_allergies_are_acknowledged_before_it_starts(self):
        kitchen, laundry = (
            self.env.ref(f"crm_customer_profile.department_{name}")
            for name in ("kitchen", "laundry")
        )
        self.env["customer.preference"].create(
            {
                "partner_id": self.member.id,
                "topic_id": self.env.ref("crm_customer_profile.topic_nuts").id,
                "attitude": "allergy",
            }
        )
        orders = self.env["service.work.order"]
        for department in (kitchen, laundry):
            order = self._order(user_id=self.technician.id, department_id=department.id)
            order.action_dispatch()
            orders |= order
        cooking, washing = orders.with_user(self.technician)
        self.assertEqual(
            orders.with_user(self.technician).mapped("has_open_customer_alerts"), [True, False]
        )
        washing.action_start()
        with self.assertRaisesRegex(UserError, "acknowledge the alerts"):
            cooking.action_start()
        cooking.action_acknowledge_customer_alerts()
        cooking.action_start()
        cooking.action_done()
        self.assertEqual(cooking.state, "done")

    @mute_logger("odoo.sql_db")
    def test_bad_values(self):
        order = self._order()
        bad = (
            {"order_id": order.id, "product_id": self.hour.id, "quantity": -1},
            {"order_id": order.id, "product_id": self.hour.id, "quantity": 0},
            {"order_id": order.id, "product_id": self.hour.id, "price": -5},
        )
        for values in bad:
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self.env["service.work.line"].create(values)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            order.write({"planned_start": "2031-01-02", "planned_end": "2031-01-01"})
            self.env.flush_all()

    def test_the_board_costs_the_same_for_many(self):
        def cost(number):
            start = fields.Datetime.now()
            orders = self.env["service.work.order"].create(
                [
                    {
                        "name": "W",
                        "partner_id": self.member.id,
                        "user_id": self.technician.id,
                        "queue_id": self.workshop.id,
                        "planned_start": start,
                        "planned_end": start + timedelta(hours=1),
                    }
                    for _index in range(number)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            orders.with_user(self.dispatcher).web_read(
                {"name": {}, "overlap_text": {}, "checks_text": {}, "is_late": {}, "user_id": {}}
            )
            return self.cr.sql_log_count - before

        cost(1)
        few = cost(3)
        self.assertLessEqual(cost(60), few)
