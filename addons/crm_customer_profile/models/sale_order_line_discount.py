# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_price_without_favour(self):
        """Return the unit price the pricelist asks for, in the order's currency.

        Lines that take something off ask for nothing, and lines whose price is no salesperson's
        to choose (down payments, re-invoiced expenses, texts) for what they say. Addons that price
        lines by rules of their own extend this.
        """
        self.ensure_one()
        if self.price_unit < 0 or self.product_id == self.company_id.sale_discount_product_id:
            return 0.0
        if not self.product_id or self.is_downpayment or self.is_expense:
            return self.price_unit
        line = self.with_company(self.company_id)
        ticket = "event_ticket_id" in self._fields and self.event_ticket_id
        has_own_price = self.combo_item_id or ticket
        price = line._get_display_price() if has_own_price else line._get_pricelist_price()
        return line.product_id._get_tax_included_unit_price_from_price(
            price,
            product_taxes=line.product_id.taxes_id._filter_taxes_by_company(line.company_id),
            fiscal_position=line.order_id.fiscal_position_id,
        )

    @api.constrains("price_unit", "discount", "product_uom_qty")
    def _check_discount_limit(self):
        """A confirmed order gets no further discount behind the approver's back."""
        self.order_id._check_discount_limit()
