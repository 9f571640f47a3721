# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

#: What of an order the state of its customer hangs on.
_TELLING = {"partner_id", "state", "date_order"}


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders.partner_id._touch_lifecycle()
        return orders

    def write(self, vals):
        if not _TELLING & vals.keys():
            return super().write(vals)
        before = self.partner_id
        result = super().write(vals)
        (before | self.partner_id)._touch_lifecycle()
        return result

    def unlink(self):
        self.partner_id._touch_lifecycle()
        return super().unlink()
