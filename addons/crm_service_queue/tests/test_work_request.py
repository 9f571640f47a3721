# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .work_common import WorkCommon


@tagged("post_install", "-at_install")
class TestWorkRequest(WorkCommon):
    """Work and the request it belongs to, the customer it is for, and the services he may have."""

    def test_technicians_see_the_request_of_their_work(self):
        request, other = self._ask(), self._ask()
        self._order(request_id=request.id, user_id=self.technician.id)
        seen = (request | other).with_user(self.technician)._filtered_access("read")
        self.assertEqual(seen, request)
        with self.assertRaises(AccessError):
            request.with_user(self.technician).write({"name": "x"})

    def test_technicians_reach_whom_they_work_for(self):
        owner = self._hire("owner", "crm_customer_profile.group_customer_officer")
        self.member.write({"user_id": owner.id, "is_customer": True})
        # Somebody who sells to a few and also repairs.
        officers = self.env.ref("crm_customer_profile.group_customer_officer")
        self.technician.group_ids = [Command.link(officers.id)]
        mine = self.member.with_user(self.technician)
        self.assertFalse(mine._filtered_access("read"))
        order = self._order(user_id=self.technician.id)
        order.action_dispatch()
        self.env.invalidate_all()
        self.assertTrue(mine._filtered_access("read"))
        order.action_cancel()
        self.env.invalidate_all()
        self.assertFalse(mine._filtered_access("read"), "the work is over")

    def test_without_several_places(self):
        places = self.env.ref("crm_customer_profile.group_customer_places")
        self.env.ref("base.group_user").write({"implied_ids": [Command.unlink(places.id)]})
        request = self._ask(user_id=self.agent.id).with_user(self.agent)
        order = self.env["service.work.order"].browse(request.action_create_work_order()["res_id"])
        order.name = "Elsewhere"
        self.assertEqual(order.request_id, request)

    def test_the_request_hears_of_its_work(self):
        request = self._ask(user_id=self.agent.id).with_user(self.agent)
        made = [
            self.env["service.work.order"].browse(request.action_create_work_order()["res_id"])
            for _index in range(2)
        ]
        self.assertEqual(made[0].partner_id, self.member)
        for order in made:
            order.user_id = self.technician
            order.action_dispatch()
            order.with_user(self.technician).action_start()
            order.with_user(self.technician).action_done()
            told = request.activity_ids.filtered(lambda a: a.user_id == self.agent)
            self.assertEqual(len(told), int(order == made[1]), "once, with the last one")
        self.assertEqual(len(self._get_events(request, "work")), 4)
        self.assertEqual(request.state, "assigned")

    def test_the_last_work_order_may_resolve(self):
        self.queue.resolve_with_work = True
        request = self._ask(user_id=self.agent.id)
        first, second = (
            self._order(request_id=request.id, user_id=self.technician.id) for _index in range(2)
        )
        first.action_dispatch()
        first.action_start()
        first.action_done()
        self.assertEqual(request.state, "assigned")
        second.action_cancel()
        self.assertEqual(request.state, "resolved")

    def test_what_is_missing_on_the_request_does_not_stop_the_work(self):
        self.queue.resolve_with_work = True
        request = self._ask(user_id=self.agent.id)
        order = self._order(request_id=request.id, user_id=self.technician.id)
        order.action_dispatch()
        order.action_start()

        reason = "Say first what the cause was."

        def refuse(requests, state, *_args, **_values):
            raise UserError(reason)

        with patch.object(self.registry["service.request"], "_move", refuse):
            order.with_user(self.technician).action_done()
        self.assertEqual(order.state, "done")
        self.assertEqual(request.activity_ids.user_id, self.agent)

    def test_services_by_tier_and_class(self):
        klass, other = self.env["customer.class"].create([{"name": "Stars"}, {"name": "Moons"}])
        sub = self.env["customer.class"].create({"name": "Rising", "parent_id": klass.id})
        self.hour.service_class_ids = klass
        with self.assertRaisesRegex(ValidationError, "only for Stars"):
            self._order(product_id=self.hour.id)
        with self.assertRaisesRegex(ValidationError, "only for Stars"):
            self._ask(product_id=self.hour.id)
        self.member.customer_class_id = sub
        order = self._order(product_id=self.hour.id)
        offered = self.env["product.product"].search(order.product_domain)
        self.assertIn(self.hour, offered)
        self.hour.service_class_ids = other
        order.invalidate_recordset(["product_domain"])
        self.assertNotIn(self.hour, self.env["product.product"].search(order.product_domain))
