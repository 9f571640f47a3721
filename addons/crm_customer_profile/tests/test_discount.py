# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestDiscount(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {
                "customer_discount_officer": 10,
                "customer_discount_supervisor": 20,
                "customer_discount_manager": 50,
            }
        )
        cls.team = cls.env["crm.team"].create({"name": "Harbour", "user_id": cls.supervisor.id})
        cls.env["crm.team.member"].create({"crm_team_id": cls.team.id, "user_id": cls.officer.id})
        cls.person = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        cls.product = cls.env["product.product"].create(
            {"name": "Lesson", "list_price": 100, "type": "service", "taxes_id": False}
        )

    def _order(self, discount=0.0, user=None, **line):
        return (
            self.env["sale.order"]
            .with_user(user or self.officer)
            .create(
                {
                    "partner_id": self.person.id,
                    "team_id": self.team.id,
                    "order_line": [
                        Command.create(
                            {"product_id": self.product.id, "discount": discount, **line}
                        )
                    ],
                }
            )
        )

    def _approvals(self, order):
        kind = self.env.ref("crm_customer_profile.activity_discount")
        return order.sudo().activity_ids.filtered(lambda each: each.activity_type_id == kind)

    def test_within_the_limit(self):
        order = self._order(10)
        self.assertEqual(order.customer_discount, 10)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_above_the_limit_waits_and_is_approved(self):
        order = self._order(15)
        action = order.action_confirm()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual((order.state, order.discount_state), ("draft", "waiting"))
        self.assertEqual(self._approvals(order).user_id, self.supervisor)
        with self.assertRaises(AccessError):
            order.action_approve_discount()
        order.with_user(self.supervisor).action_approve_discount()
        self.assertEqual((order.discount_state, order.discount_approved), ("approved", 15))
        self.assertFalse(self._approvals(order))
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_every_way_to_lower_the_price(self):
        self.assertEqual(self._order(price_unit=70).customer_discount, 30)
        order = self._order()
        order.order_line = [Command.create({"name": "Favour", "price_unit": -25})]
        self.assertEqual(order.customer_discount, 25)
        order.order_line = [
            Command.create({"product_id": self.product.id, "discount": 60, "product_uom_qty": 0.1})
        ]
        self.assertEqual(order.customer_discount, 60)

    def test_what_the_pricelist_gives_is_no_favour(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Gold",
                "item_ids": [Command.create({"compute_price": "percentage", "percent_price": 40})],
            }
        )
        order = self._order()
        order.pricelist_id = pricelist
        order.action_update_prices()
        self.assertAlmostEqual(order.amount_untaxed, 60)
        self.assertEqual(order.customer_discount, 0)
        order.order_line.price_unit = order.order_line.price_unit * 0.5
        self.assertAlmostEqual(order.customer_discount, 50)

    def test_beyond_the_leader_a_manager_is_asked(self):
        order = self._order(40)
        order.action_confirm()
        asked = self._approvals(order).user_id
        self.assertTrue(asked.has_group("crm_customer_profile.group_customer_manager"))
        with self.assertRaisesRegex(AccessError, "above your limit, too"):
            order.with_user(self.supervisor).action_approve_discount()
        order.with_user(self.manager).action_approve_discount()
        self.assertEqual(order.discount_state, "approved")

    def test_nobody_approves_his_own(self):
        order = self._order(60, user=self.manager)
        with self.assertRaisesRegex(UserError, "Nobody may approve"):
            order.action_confirm()
        own = self._order(15, user=self.supervisor)
        own.user_id = self.supervisor
        with self.assertRaisesRegex(AccessError, "of his own"):
            own.with_user(self.supervisor).action_approve_discount()

    def test_a_higher_discount_needs_a_new_approval(self):
        order = self._order(15)
        order.action_confirm()
        order.with_user(self.supervisor).action_approve_discount()
        order.order_line.discount = 18
        self.assertEqual(order.discount_state, "waiting")
        order.action_confirm()
        self.assertEqual(order.state, "draft")

    def test_refused(self):
        order = self._order(15)
        order.action_confirm()
        order.with_user(self.supervisor).action_refuse_discount()
        self.assertEqual(order.discount_state, "none")
        self.assertFalse(self._approvals(order))
        self.assertIn("refused", order.sudo().activity_ids.summary)

    def test_no_way_round(self):
        order = self._order(15)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            order.write({"state": "sale"})
        with self.assertRaises(AccessError):
            order.write({"discount_approved_by_id": self.supervisor.id, "discount_approved": 99})
        with self.assertRaises(AccessError):
            order.with_user(self.supervisor).write({"discount_approved_by_id": self.manager.id})
        with self.assertRaisesRegex(UserError, "above your limit"):
            order.action_quotation_send()
        done = self._order(10)
        done.action_confirm()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            done.order_line.discount = 50

    def test_the_customer_cannot_sign_it_meanwhile(self):
        order = self._order(15)
        order.sudo().write({"state": "sent", "require_signature": True})
        self.assertFalse(order._has_to_be_signed())
        public = order.with_user(self.env.ref("base.public_user")).sudo()
        with self.assertRaisesRegex(UserError, "not final yet"):
            public.action_confirm()

    def test_changes_are_tracked(self):
        order = self._order(15)
        self.env.cr.flush()  # a record is tracked from the end of its first transaction
        order.action_confirm()
        order.with_user(self.supervisor).action_approve_discount()
        self.env.flush_all()
        self.env.cr.flush()
        tracked = order.sudo().message_ids.tracking_value_ids.field_id.mapped("name")
        self.assertIn("discount_approved_by_id", tracked)
        self.assertIn("discount_requested_by_id", tracked)

    def test_a_changed_discount_is_tracked(self):
        order = self._order(5)
        self.env.cr.flush()
        order.order_line.discount = 9
        self.env.flush_all()
        self.env.cr.flush()
        tracked = order.sudo().message_ids.tracking_value_ids
        change = tracked.filtered(lambda value: value.field_id.name == "customer_discount")
        self.assertEqual((change.old_value_float, change.new_value_float), (5, 9))

    def test_a_list_of_what_waits_is_worked_off(self):
        orders = self._order(12) | self._order(15)
        orders.action_confirm()
        view = (
            self.env["sale.order"]
            .with_user(self.supervisor)
            .get_view(self.env.ref("crm_customer_profile.sale_order_view_list_discount").id, "list")
        )
        self.assertIn("action_approve_discount", view["arch"])
        orders.with_user(self.supervisor).action_approve_discount()
        self.assertEqual(set(orders.mapped("discount_state")), {"approved"})

    def test_limits_rise_with_the_level(self):
        with (
            self.assertRaises(psycopg2.IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.env.company.customer_discount_officer = 30
            self.env.flush_all()
