# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .service_work_line import MONEY


class ServiceWorkOrder(models.Model):
    """What the work costs and brings, and the bill the customer gets for it."""

    _inherit = "service.work.order"

    cost_total = fields.Monetary("Cost", compute="_compute_money", store=True, groups=MONEY)
    price_total = fields.Monetary("Price", compute="_compute_money", store=True, groups=MONEY)
    billing_state = fields.Selection(
        [("none", "Nothing to bill"), ("open", "To bill"), ("billed", "On a bill")],
        "Billing",
        compute="_compute_billing_state",
        store=True,
        index=True,
        groups=MONEY,
    )
    invoice_line_ids = fields.One2many(
        "account.move.line", "service_work_order_id", "Invoice lines", groups=MONEY, copy=False
    )
    sale_count = fields.Integer("Orders", compute="_compute_bill_counts", groups=MONEY)
    invoice_count = fields.Integer("Invoices", compute="_compute_bill_counts", groups=MONEY)

    @api.depends("line_ids.cost_total", "line_ids.price_total")
    def _compute_money(self):
        for order in self:
            order.cost_total = sum(order.line_ids.mapped("cost_total"))
            order.price_total = sum(order.line_ids.mapped("price_total"))

    @api.depends("line_ids.billing_state")
    def _compute_billing_state(self):
        for order in self:
            states = set(order.line_ids.mapped("billing_state"))
            order.billing_state = next((s for s in ("open", "billed") if s in states), "none")

    @api.depends_context("uid")
    def _compute_bill_counts(self):
        """Count the bills that the reader may open."""
        for model, name in (("sale.order", "sale_count"), ("account.move", "invoice_count")):
            seen = set(self._get_bills(model)._filtered_access("read")._ids)
            for order in self:
                order[name] = len(seen.intersection(order._get_bills(model)._ids))

    def _get_bills(self, model):
        """Return the quotations or invoices of the lines; the reader's own rights come after."""
        if model == "sale.order":
            lines = self.sudo().line_ids
            return (lines.sale_line_id | self.sudo().sale_line_id).order_id.with_env(self.env)
        return self.sudo().invoice_line_ids.move_id.with_env(self.env)

    def action_bill(self):
        """Bill what is done and not billed: by quotation, order or invoice, as the company does.

        Lines of one customer come onto one bill. Doing it twice, or two doing it at once, bills
        each line once.

        :raises UserError: there is nothing to bill, or a customer is missing
        """
        if not self.env.su and not self.env.user.has_group(
            "crm_service_queue.group_service_dispatcher"
        ):
            raise AccessError(self.env._("Ask your dispatcher to do this."))
        self.check_access("write")
        lines = self.sudo().line_ids
        lines.lock_for_update(allow_referencing=True)
        lines.invalidate_recordset(["sale_line_id", "invoice_line_id", "billing_state"])
        lines = lines.filtered(lambda line: line.billing_state == "open" and line.quantity)
        if not lines:
            raise UserError(self.env._("There is nothing to bill on finished work."))
        bills = lines._bill().with_env(self.env)
        if not bills.has_access("read"):
            return self._say_billed(bills)
        return bills._name == "sale.order" and self.action_open_orders() or self.action_open_bills()

    def _say_billed(self, bills):
        """Return what whoever may not open bills is shown: that they are made, and which."""
        names = bills.sudo().mapped(
            lambda bill: bill.display_name if bill._name == "sale.order" else bill.partner_id.name
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Billed: %(bills)s. Whoever sees to bills goes on from here.",
                    bills=", ".join(names),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_orders(self):
        """Open the quotations and orders of the work."""
        orders = self._get_bills("sale.order")
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_quotations")
        return self._open_found(action, orders)

    def action_open_bills(self):
        """Open the invoices of the work."""
        moves = self._get_bills("account.move")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return self._open_found(action, moves)

    def _open_found(self, action, records):
        action = {**action, "domain": [("id", "in", records.ids)], "context": {}, "path": False}
        if len(records) == 1:
            forms = [view for view in action.get("views", []) if view[1] == "form"]
            action |= {"res_id": records.id, "views": forms or [(False, "form")]}
        return action
