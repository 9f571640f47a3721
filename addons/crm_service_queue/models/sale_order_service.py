# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.conflicts import step_aside


class SaleOrderLine(models.Model):
    """A sold service becomes a work order, once; done work becomes an order line, once."""

    _inherit = "sale.order.line"

    service_work_order_ids = fields.One2many("service.work.order", "sale_line_id", "Work orders")
    service_work_line_id = fields.Many2one(
        "service.work.line", "Bills", readonly=True, copy=False, index="btree_not_null"
    )

    def _prepare_invoice_line(self, **optional_values):
        vals = super()._prepare_invoice_line(**optional_values)
        # Sellers need not see work orders.
        line = self.sudo()
        order = line.service_work_line_id.order_id or line.service_work_order_ids[:1]
        if order:
            vals["service_work_order_id"] = order.id
            vals["service_work_line_id"] = line.service_work_line_id.id
        return vals

    def _make_service_work(self):
        """Make the work orders of confirmed lines whose products ask for one, once a line."""
        lines = self.sudo().filtered(
            lambda line: (
                line.product_id.service_creates_work
                and not line.display_type
                and not line.service_work_line_id
                and not line.service_work_order_ids
                and line.product_uom_qty > 0
            )
        )
        orders = self.env["service.work.order"].sudo()
        if not lines:
            return orders
        # Two who confirm at once wait for each other, and the second finds the work made.
        orders = orders.create([line._prepare_service_work() for line in lines])
        orders.filtered(lambda o: not o.pay_first and (o.user_id or o.queue_id))._move("dispatched")
        return orders

    def _prepare_service_work(self):
        """Return the values of the work order of a line."""
        self.ensure_one()
        product = self.product_id
        return {
            **product.product_tmpl_id._prepare_service_work(self.company_id),
            "name": self.env._(
                "%(product)s (%(order)s)", product=product.name, order=self.order_id.name
            ),
            "partner_id": self.order_id.partner_shipping_id.id or self.order_id.partner_id.id,
            "company_id": self.company_id.id,
            "product_id": product.id,
            "sale_line_id": self.id,
            "pay_first": product.service_work_after_payment,
            "dispatcher_id": self.order_id.user_id.id,
        }


class SaleOrder(models.Model):
    """Shows the work that was sold by it."""

    _inherit = "sale.order"

    service_work_count = fields.Integer(
        compute="_compute_service_work_count", groups="crm_service_queue.group_service_user"
    )

    def _compute_service_work_count(self):
        groups = self.env["service.work.order"]._read_group(
            [("sale_line_id.order_id", "in", self.ids)], ["sale_line_id"], ["__count"]
        )
        counts = {}
        for line, count in groups:
            order = line.sudo().order_id.id
            counts[order] = counts.get(order, 0) + count
        for order in self:
            order.service_work_count = counts.get(order.id, 0)

    def _action_confirm(self):
        result = super()._action_confirm()
        self.order_line._make_service_work()
        return result

    def action_open_service_work(self):
        """Open the work orders of this order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_work_order_action"
        )
        return {
            **action,
            "domain": [("sale_line_id.order_id", "=", self.id)],
            "context": {},
            "path": False,
        }


class ServiceWorkOrder(models.Model):
    """Work that was sold: by which order line, and whether it is paid."""

    _inherit = "service.work.order"

    sale_line_id = fields.Many2one(
        "sale.order.line",
        "Sold by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="crm_service_queue.group_service_agent,sales_team.group_sale_salesman",
    )
    pay_first = fields.Boolean(
        "Paid first", readonly=True, copy=False, help="Dispatched when the invoice is paid."
    )
    is_paid = fields.Boolean(
        "Paid",
        compute="_compute_is_paid",
        store=True,
        compute_sudo=True,
        help="All of it is invoiced, and all these invoices are paid. An undone payment undoes it.",
    )

    _sale_line_once = models.UniqueIndex(
        "(sale_line_id) WHERE sale_line_id IS NOT NULL",
        "This order line has its work order already.",
    )

    @api.depends(
        "sale_line_id.product_uom_qty",
        "sale_line_id.qty_invoiced",
        "sale_line_id.invoice_lines.move_id.state",
        "sale_line_id.invoice_lines.move_id.payment_state",
    )
    def _compute_is_paid(self):
        for order in self:
            line = order.sale_line_id
            moves = line.invoice_lines.move_id.filtered(
                lambda m: m.state != "cancel" and m.move_type == "out_invoice"
            )
            order.is_paid = bool(
                moves
                and line.qty_invoiced >= line.product_uom_qty
                and all(
                    m.state == "posted" and m.payment_state in ("paid", "in_payment") for m in moves
                )
            )

    def _dispatch_paid(self):
        """Send out what waited for payment and is paid now: work starts the day it is paid."""
        paid = self.filtered(lambda o: o.pay_first and o.is_paid and o.state == "draft")
        for order in paid.filtered(lambda o: o.user_id or o.queue_id):
            if not order.planned_start:
                order.planned_start = fields.Datetime.now()
            order._move("dispatched")

    @api.model
    @step_aside
    def _cron_dispatch_paid(self):
        """Send out what is paid and was not sent when it was. Safe to kill and to run twice."""
        cron = self.env["ir.cron"]
        domain = [
            ("pay_first", "=", True),
            ("is_paid", "=", True),
            ("state", "=", "draft"),
            "|",
            ("user_id", "!=", False),
            ("queue_id", "!=", False),
        ]
        # A scheduled action belongs to no company: work of all.
        waiting = self.sudo().search(domain, order="id")
        cron._commit_progress(remaining=len(waiting))
        for start in range(0, len(waiting), 100):
            batch = waiting[start : start + 100].try_lock_for_update()
            batch._dispatch_paid()
            if not cron._commit_progress(len(batch)):
                return

    def _check_ready_to_start(self):
        super()._check_ready_to_start()
        for order in self.sudo():
            if order.pay_first and not order.is_paid:
                raise UserError(
                    self.env._(
                        "%(order)s is not paid yet; it starts when it is.",
                        order=order.display_name,
                    )
                )
