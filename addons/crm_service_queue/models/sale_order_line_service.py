# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


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
        # Work that was dropped with its order is taken up again with it.
        orders = self.sudo().service_work_order_ids.filtered(lambda o: o.state == "cancelled")
        orders._move("draft")
        # Of two who confirm at once the second is stopped by the unique index, and tried again.
        orders |= orders.create([line._prepare_service_work() for line in lines])
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
