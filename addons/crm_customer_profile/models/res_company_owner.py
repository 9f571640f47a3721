# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_heir_id = fields.Many2one(
        "res.users",
        string="Heir of those who left",
        domain="[('share', '=', False)]",
        help="Gets what an archived user left behind, where his team has no leader.",
    )
    customer_open_pool = fields.Boolean(
        "Officers see people without an owner",
        default=True,
        help="Otherwise only supervisors, managers and the service desk do, until the people are "
        "allotted; officers see the pool of their own team.",
    )
