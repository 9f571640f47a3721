# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .work_common import WorkCommon


@tagged("post_install", "-at_install")
class TestWorkBilling(WorkCommon, AccountTestInvoicingCommon):
    """Finished work is billed once, costs are counted once, and the ledger says the same.

    What is sold is done once, and paid first where the product says so.
    """

    @classmethod
    def get_default_groups(cls):
        groups = super().get_default_groups()
        for name in (
            "crm_service_queue.group_service_manager",
            "crm_customer_profile.group_customer_manager",
            "sales_team.group_sale_manager",
            "analytic.group_analytic_accounting",
        ):
            groups |= cls.env.ref(name)
        return groups

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["account.analytic.account"].create(
            {
                "name": "Workshop",
                "plan_id": cls.env["account.analytic.plan"].create({"name": "Service"}).id,
            }
        )
        cls.workshop.analytic_account_id = cls.account
        income = cls.company_data["default_account_revenue"]
        cls.service = cls.env["product.product"].create(
            {
                "name": "Re-grip",
                "type": "service",
                "list_price": 90,
                "taxes_id": False,
                "invoice_policy": "order",
                "service_creates_work": True,
                "service_queue_id": cls.workshop.id,
                "service_checklist_id": cls.checklist.id,
            }
        )
        (cls.hour | cls.hinge | cls.service).write({"property_account_income_id": income.id})

    def _bill(self, orders, way="invoice"):
        self.env.company.service_billing_by = way
        orders.action_bill()
        return orders.line_ids

    def test_one_customer_gets_one_invoice_over_each_line(self):
        orders = self._finished() | self._finished()
        lines = self._bill(orders)
        move = lines.invoice_line_id.move_id
        self.assertEqual((len(move), move.state), (1, "draft"))
        self.assertEqual(len(lines.invoice_line_id), 4)
        self.assertEqual(move.amount_untaxed, 2 * (120 + 12))
        self.assertEqual(set(lines.mapped("billing_state")), {"billed"})
        with self.assertRaisesRegex(UserError, "nothing to bill"):
            orders.action_bill()
        self.assertEqual(orders.mapped("invoice_count"), [1, 1])
        self.assertEqual(orders.mapped("sale_count"), [0, 0])

    def test_a_dispatcher_bills_without_rights_of_accounting(self):
        order = self._finished()
        self.env.company.service_billing_by = "quotation"
        shown = order.with_user(self.dispatcher).action_bill()
        bill = order.line_ids.sale_line_id.order_id
        self.assertEqual(bill.state, "draft")
        # The screen says so, and shows nothing that would be refused.
        self.assertEqual(shown["tag"], "display_notification")
        self.assertIn(bill.name, shown["params"]["message"])
        self.assertEqual(order.with_user(self.dispatcher).sale_count, 0)
        self.assertEqual(order.sale_count, 1)

    def test_not_everything_is_billed(self):
        order = self._finished()
        order.line_ids[1].is_billable = False
        lines = self._bill(order)
        self.assertEqual(lines.mapped("billing_state"), ["billed", "none"])
        self.assertEqual(lines.invoice_line_id.move_id.amount_untaxed, 120)

    def test_unfinished_work_is_not_billed(self):
        order = self._order(line_ids=[Command.create({"product_id": self.hour.id})])
        with self.assertRaisesRegex(UserError, "nothing to bill"):
            order.action_bill()
        stranger = self._finished(partner_id=False)
        with self.assertRaisesRegex(UserError, "no customer"):
            stranger.action_bill()

    def test_a_dropped_bill_sets_its_lines_free(self):
        order = self._finished()
        for drop in ("button_cancel", "unlink"):
            lines = self._bill(order)
            getattr(lines.invoice_line_id.move_id, drop)()
            self.assertEqual(set(lines.mapped("billing_state")), {"open"}, drop)
        lines = self._bill(order, "quotation")
        lines.sale_line_id.order_id._action_cancel()
        self.assertEqual(set(lines.mapped("billing_state")), {"open"})
        self._bill(order, "order")
        self.assertEqual(lines.sale_line_id.order_id.state, "sale")

    def test_a_credited_invoice_sets_its_lines_free_and_the_report_nets_it(self):
        order = self._finished()
        lines = self._bill(order)
        move = lines.invoice_line_id.move_id
        move.action_post()
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id})
        )
        wizard.refund_moves()
        wizard.new_move_ids.action_post()
        (move | wizard.new_move_ids).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).filtered(lambda line: not line.reconciled).reconcile()
        self.assertEqual(move.payment_state, "reversed")
        self.assertEqual(set(lines.mapped("billing_state")), {"open"})
        self._bill(order)
        lines.invoice_line_id.move_id.action_post()
        found = self.env["service.profit"].search([("order_id", "=", order.id)])
        self.assertEqual(sum(found.mapped("revenue")), 132)

    def test_a_billed_line_is_not_changed(self):
        order = self._finished()
        lines = self._bill(order)
        with self.assertRaisesRegex(UserError, "is billed"):
            lines[0].with_user(self.dispatcher).quantity = 5

    def test_an_order_is_invoiced_with_its_links(self):
        order = self._finished()
        sale = self._bill(order, "order").sale_line_id.order_id
        sale._create_invoices().action_post()
        moves = self.env["account.move.line"].search([("service_work_order_id", "=", order.id)])
        self.assertEqual(len(moves), 2)
        self.assertEqual(moves.service_work_line_id, order.line_ids)
        self.assertFalse(order.search([("sale_line_id", "in", sale.order_line.ids)]))

    def test_cost_is_one_analytic_entry_a_line(self):
        order = self._finished()
        entries = order.line_ids.cost_entry_ids
        self.assertEqual(sorted(entries.mapped("amount")), [-50, -4])
        self.assertEqual(self.account.balance, -54)
        order.line_ids[0].with_user(self.dispatcher).quantity = 3
        self.assertEqual(sorted(entries.mapped("amount")), [-75, -4])
        order.analytic_account_id = False
        self.assertFalse(entries.exists())

    def test_the_report_says_what_the_ledger_says(self):
        orders = self._finished() | self._finished(queue_id=self.queue.id)
        move = self._bill(orders).invoice_line_id.move_id
        report = self.env["service.profit"]
        mine = [("order_id", "in", orders.ids)]
        self.assertFalse(sum(report.search(mine).mapped("revenue")), "a draft is no revenue")
        move.action_post()
        income = self.env["account.move.line"].search(
            [("move_id", "=", move.id), ("account_id.account_type", "=", "income")]
        )
        found = report.search(mine)
        self.assertEqual(sum(found.mapped("revenue")), -sum(income.mapped("balance")))
        self.assertEqual(sum(found.mapped("cost")), sum(orders.mapped("cost_total")))
        by_queue = dict(report._read_group(mine, ["queue_id"], ["profit:sum"]))
        self.assertEqual(by_queue, {self.workshop: 132 - 54, self.queue: 132 - 54})

    def test_whatever_happens_to_bills_the_report_is_the_ledger(self):
        dice = random.Random(11)
        orders = self.env["service.work.order"]
        for _index in range(6):
            order = self._finished()
            orders |= order
            lines = self._bill(order, dice.choice(("invoice", "order")))
            sale = lines.sale_line_id.order_id
            move = sale._create_invoices() if sale else lines.invoice_line_id.move_id
            fate = dice.choice(("draft", "posted", "credited", "changed"))
            if fate == "draft":
                continue
            move.invoice_line_ids[0].price_unit = dice.randint(1, 99)
            move.action_post()
            if fate in ("credited", "changed"):
                wizard = (
                    self.env["account.move.reversal"]
                    .with_context(active_model="account.move", active_ids=move.ids)
                    .create({"journal_id": move.journal_id.id})
                )
                if fate == "credited":
                    wizard.refund_moves()
                else:
                    wizard.modify_moves()
                wizard.new_move_ids.filtered(lambda m: m.state == "draft").action_post()
        income = self.env["account.move.line"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("parent_state", "=", "posted"),
                ("account_id.account_type", "=", "income"),
            ]
        )
        self.assertTrue(income)
        found = self.env["service.profit"].search([("order_id", "in", orders.ids)])
        self.assertAlmostEqual(sum(found.mapped("revenue")), -sum(income.mapped("balance")), 2)

    def test_another_currency_is_converted(self):
        other = self.setup_other_currency("EUR", rates=[("2000-01-01", 2.0)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": other.id}
        )
        self.member.property_product_pricelist = pricelist
        order = self._finished()
        sale = self._bill(order, "quotation").sale_line_id.order_id
        self.assertEqual(sale.currency_id, other)
        self.assertEqual(sale.amount_untaxed, 2 * order.price_total)

    def _sell(self):
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.member.id,
                "order_line": [
                    Command.create({"product_id": self.service.id, "product_uom_qty": 2}),
                    Command.create({"product_id": self.hinge.id}),
                ],
            }
        )
        sale.action_confirm()
        return sale

    def test_a_confirmed_line_makes_one_work_order(self):
        sale = self._sell()
        order = sale.order_line.service_work_order_ids
        self.assertEqual(
            (len(order), order.state, order.queue_id), (1, "dispatched", self.workshop)
        )
        self.assertEqual(len(order.check_ids), 3)
        sale._action_cancel()
        self.assertEqual(order.state, "cancelled")
        sale.action_draft()
        sale.action_confirm()
        self.assertEqual(sale.order_line.service_work_order_ids, order)
        self.assertEqual(order.state, "dispatched")
        order.with_user(self.technician).action_start()
        sale._action_cancel()
        self.assertEqual((order.state, order.activity_ids.user_id), ("in_progress", sale.user_id))
        self.assertEqual(sale.service_work_count, 1)

    def test_paid_services_open_the_same_day(self):
        self.service.service_work_after_payment = True
        sale = self._sell()
        order = sale.order_line.service_work_order_ids
        self.assertEqual((order.state, order.is_paid), ("draft", False))
        move = sale._create_invoices()
        move.action_post()
        self.assertEqual(order.state, "draft")
        payment = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({})
            ._create_payments()
        )
        self.assertEqual((order.is_paid, order.state), (True, "dispatched"))
        self.assertEqual(order.planned_start.date(), fields.Date.today())
        # The payment is undone: what was not begun does not begin.
        payment.move_id.line_ids.remove_move_reconcile()
        self.assertFalse(order.is_paid)
        with self.assertRaisesRegex(UserError, "not paid"):
            order.with_user(self.technician).action_start()

    def test_what_was_missed_is_sent_later(self):
        self.service.service_work_after_payment = True
        self.service.service_queue_id = False
        sale = self._sell()
        move = sale._create_invoices()
        move.action_post()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        ).create({})._create_payments()
        order = sale.order_line.service_work_order_ids
        self.assertEqual(order.state, "draft", "there was nobody to do it")
        order.queue_id = self.workshop
        with self.enter_registry_test_mode():
            self.env.ref("crm_service_queue.cron_service_paid").method_direct_trigger()
        self.assertEqual(order.state, "dispatched")

    def test_sold_work_is_revenue_of_service(self):
        sale = self._sell()
        sale._create_invoices().action_post()
        order = sale.order_line.service_work_order_ids
        found = self.env["service.profit"].search([("order_id", "=", order.id)])
        self.assertEqual(sum(found.mapped("revenue")), 180)
