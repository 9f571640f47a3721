# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_price_without_favour(self):
        """Return the unit price the pricelist asks for, in the order's currency.

        Lines without a product, and those that take something off, ask for what they say or
        nothing.
        """
        self.ensure_one()
        if not self.product_id:
            return self.price_unit
        if self.price_unit < 0 or self.product_id == self.company_id.sale_discount_product_id:
            return 0.0
        if not self.discount and self.price_unit == self.technical_price_unit:
            return self.price_unit  # as the system made it: nobody has touched it
        ticket = "event_ticket_id" in self._fields and self.event_ticket_id
        if self.combo_item_id or ticket:
            return self._get_display_price()  # such have prices of their own
        return self._get_pricelist_price()

    @api.constrains("price_unit", "discount", "product_uom_qty")
    def _check_discount_limit(self):
        """A confirmed order gets no further discount behind the approver's back."""
        self.order_id._check_discount_limit()
