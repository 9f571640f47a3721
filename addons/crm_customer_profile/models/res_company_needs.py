# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_need_days = fields.Integer(
        "Needs are past after days",
        default=365,
        help="Proposed when a need is recorded. 0: needs do not end by themselves.",
    )
    customer_cycle_lead_days = fields.Integer(
        "Remind of purchases days before", default=3, help="Proposed for new purchase cycles."
    )
