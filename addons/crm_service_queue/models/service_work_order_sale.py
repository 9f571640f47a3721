# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.conflicts import step_aside


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

    def _drop_sold(self):
        """Cancel work whose order is cancelled; where it has begun, the dispatcher decides."""
        waiting = self.filtered(lambda o: o.state in ("draft", "dispatched", "accepted"))
        waiting._move("cancelled")
        for order in (self - waiting).filtered(lambda o: o.is_open and o.dispatcher_id):
            order.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=order.dispatcher_id.id,
                summary=self.env._("The order is cancelled, and the work has begun."),
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
