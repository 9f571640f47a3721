# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    golf_points_on_fees = fields.Boolean(
        "Membership fees earn points", help="Otherwise only what members spend beside their fees."
    )
