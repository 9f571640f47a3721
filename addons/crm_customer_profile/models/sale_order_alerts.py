# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "customer.alert.mixin"]

    def action_confirm(self):
        held = self.filtered(lambda order: order.company_id.customer_alert_on_order)
        held._check_customer_alerts_acknowledged()
        return super().action_confirm()
