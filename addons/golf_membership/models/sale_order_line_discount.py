# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class SaleOrderLine(models.Model):
    """What a fee costs before anybody is kind: by its schedule, not by the pricelist alone."""

    _inherit = "sale.order.line"

    def _get_price_without_favour(self):
        price = super()._get_price_without_favour()
        order = self.order_id
        # Prices of schedules are compared with, not shown.
        tier = order.golf_tier_id.sudo()
        if not tier or self.product_id not in tier._get_joining_products():
            return price
        start = order.golf_start_date or tier.company_id._golf_today()
        previous = order.sudo().golf_previous_membership_id
        joining = tier.joining_fee_product_id | tier._get_schedules("joining").product_id
        if (
            previous
            and self.product_id in joining
            and previous._is_free_of_joining_fee(tier, start)
        ):
            return 0.0
        asked = [
            values["price_unit"]
            for values in tier._prepare_joining_lines(start)
            if values["product_id"] == self.product_id.id and "price_unit" in values
        ]
        return min([price, *asked])
