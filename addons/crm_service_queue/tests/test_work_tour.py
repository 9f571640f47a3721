# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.tests import HttpCase, tagged

from .work_common import WorkCommon


@tagged("post_install", "-at_install")
class TestWorkTour(WorkCommon, HttpCase):
    """Work goes from the board over a telephone to the bill."""

    def test_from_the_board_to_the_bill(self):
        for user in (self.dispatcher, self.mate):
            user.password = user.login
        self.dispatcher.group_ids = [
            Command.link(self.env.ref("sales_team.group_sale_salesman_all_leads").id)
        ]
        self.hinge.name = "Fence post"
        checklist = self.env["service.checklist"].create(
            {"name": "Fence", "item_ids": [Command.create({"name": "Posts straight"})]}
        )
        order = self._order(name="Mend the fence", checklist_id=checklist.id)
        self.start_tour(
            "/odoo/dispatch-board", "service_work_dispatch", login=self.dispatcher.login
        )
        self.assertEqual((order.user_id, order.state), (self.mate, "dispatched"))
        self.browser_size = "375x667"
        self.touch_enabled = True
        self.start_tour("/odoo/my-work", "service_work_technician", login=self.mate.login)
        self.assertTrue(order.check_ids.is_done)
        self.assertEqual(order.line_ids.quantity, 3)
        self.assertEqual(order.state, "done")
        self.browser_size = "1366x768"
        self.touch_enabled = False
        self.start_tour(
            f"/odoo/work-orders/{order.id}", "service_work_bill", login=self.dispatcher.login
        )
        self.assertEqual(order.line_ids.billing_state, "billed")
