# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime

from odoo import fields
from odoo.tests import tagged

from .work_common import WorkCommon


@tagged("post_install", "-at_install")
class TestWorkNotice(WorkCommon):
    """Technicians are told what concerns them: once, and nothing before it is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As in use: core tells whom it subscribes only where it tracks.
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False})

    def _send(self, **values):
        order = self._order(user_id=self.technician.id, **values).with_user(self.dispatcher)
        order.action_dispatch()
        return order

    def _get_notices(self, order, user):
        notices = self.env["mail.message"].search(
            [
                ("model", "=", order._name),
                ("res_id", "=", order.id),
                ("message_type", "=", "user_notification"),
                ("partner_ids", "in", user.partner_id.ids),
            ],
            order="id",
        )
        return notices.mapped("subject")

    def test_sent_work_is_told_once(self):
        order = self._order().with_user(self.dispatcher)
        order.user_id = self.technician
        self.assertFalse(self._get_notices(order, self.technician), "it is not sent yet")
        order.action_dispatch()
        self.assertEqual(
            self._get_notices(order, self.technician), [f"Work for you: {order.display_name}"]
        )

    def test_given_to_somebody_else_each_is_told_once(self):
        order = self._send()
        order.with_user(self.technician).action_accept()
        order.user_id = self.mate
        name = order.display_name
        self.assertEqual(
            self._get_notices(order, self.technician)[1:], [f"{name} is no longer yours."]
        )
        self.assertEqual(self._get_notices(order, self.mate), [f"Work for you: {name}"])
        self.assertIn(self.mate.partner_id, order.message_partner_ids)
        self.assertNotIn(self.technician.partner_id, order.message_partner_ids)

    def test_what_is_told_says_when_and_where(self):
        self.technician.tz = "Asia/Shanghai"
        self._send(planned_start=datetime(2031, 3, 3, 1), location="Hole 7")
        notice = self.env["mail.message"].search(
            [("partner_ids", "in", self.technician.partner_id.ids)], order="id desc", limit=1
        )
        for text in ("9:00", "Hole 7", "Mei Lin"):
            self.assertIn(text, notice.body)

    def test_moved_and_dropped_work_is_told(self):
        order = self._send(planned_start=datetime(2031, 3, 3, 9))
        order.with_user(self.technician).action_accept()
        order.planned_start = datetime(2031, 3, 3, 9)
        order.planned_start = datetime(2031, 3, 4, 9)
        order.action_cancel()
        name = order.display_name
        self.assertEqual(
            self._get_notices(order, self.technician)[1:],
            [f"Another time: {name}", f"{name} is cancelled."],
        )
        draft = self._order(user_id=self.technician.id).with_user(self.dispatcher)
        draft.planned_start = datetime(2031, 3, 4, 9)
        draft.action_cancel()
        self.assertFalse(self._get_notices(draft, self.technician))

    def test_of_a_year_of_visits_nobody_is_told(self):
        plan = self.env["service.plan"].create(
            {
                "name": "Greens",
                "queue_id": self.workshop.id,
                "user_id": self.technician.id,
                "date_start": fields.Date.today(),
                "horizon": 60,
            }
        )
        plan.action_run()
        orders = plan.occurrence_ids.order_id
        self.assertGreater(len(orders), 5)
        plan.action_end()
        notices = self.env["mail.message"].search(
            [("model", "=", orders._name), ("partner_ids", "in", self.technician.partner_id.ids)]
        )
        self.assertFalse(notices)
