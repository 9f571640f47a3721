# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_repeat_days = fields.Integer(
        "Warn of a second contact within days",
        default=14,
        help="A visit or brochure of a colleague within these days is named before the next one. "
        "0: never.",
    )
    customer_revisit_days = fields.Integer(
        "Revisit days after a sale",
        default=7,
        help="So many days after an order the owner has a call to make: how did it go? 0: none.",
    )
