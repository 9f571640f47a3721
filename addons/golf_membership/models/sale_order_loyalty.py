# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class SaleOrder(models.Model):
    """Orders opened by those who bill or look after people and sell nothing themselves."""

    _inherit = "sale.order"

    # A number only: the cards themselves, whose codes are money, stay with those who sell.
    gift_card_count = fields.Integer(compute_sudo=True)
