# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_mature_trades = fields.Integer(
        related="company_id.customer_mature_trades", readonly=False
    )
    customer_prospect_silence_days = fields.Integer(
        related="company_id.customer_prospect_silence_days", readonly=False
    )
    customer_silence_days = fields.Integer(
        related="company_id.customer_silence_days", readonly=False
    )
