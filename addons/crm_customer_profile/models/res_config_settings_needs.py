# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_need_days = fields.Integer(related="company_id.customer_need_days", readonly=False)
    customer_cycle_lead_days = fields.Integer(
        related="company_id.customer_cycle_lead_days", readonly=False
    )
