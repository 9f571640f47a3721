# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "customer.lifecycle.mixin"]

    _lifecycle_fields = frozenset({"partner_id", "state", "date_order"})
