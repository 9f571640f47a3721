# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "customer.owned.mixin", "customer.reach.mixin"]
    _handover_kind = "order"
