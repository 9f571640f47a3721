# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceWorkLine(models.Model):
    """Each line is billed once: what it is billed by is a link, and whether it is follows from it.

    A quotation or draft invoice that is deleted or cancelled, and an invoice that is credited in
    full, set the line free again.
    """

    _inherit = "service.work.line"

    sale_line_id = fields.Many2one(
        "sale.order.line", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
    invoice_line_id = fields.Many2one(
        "account.move.line", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
    billing_state = fields.Selection(
        [("none", "Not billed"), ("open", "To bill"), ("billed", "On a bill")],
        "Billing",
        compute="_compute_billing_state",
        store=True,
        index=True,
    )

    _sale_line_once = models.UniqueIndex(
        "(sale_line_id) WHERE sale_line_id IS NOT NULL", "An order line bills one line of work."
    )
    _invoice_line_once = models.UniqueIndex(
        "(invoice_line_id) WHERE invoice_line_id IS NOT NULL",
        "An invoice line bills one line of work.",
    )

    @api.depends(
        "is_billable",
        "order_id.state",
        "sale_line_id.order_id.state",
        "invoice_line_id.move_id.state",
        "invoice_line_id.move_id.payment_state",
    )
    def _compute_billing_state(self):
        for line in self:
            if line._is_on_bill():
                line.billing_state = "billed"
            elif line.is_billable and line.order_id.state == "done":
                line.billing_state = "open"
            else:
                line.billing_state = "none"

    def _is_on_bill(self):
        """Return whether a document stands that the customer pays, or is to pay, the line by."""
        self.ensure_one()
        order = self.sale_line_id.order_id
        move = self.invoice_line_id.move_id
        return bool(
            (order and order.state != "cancel")
            or (move and move.state != "cancel" and move.payment_state != "reversed")
        )
