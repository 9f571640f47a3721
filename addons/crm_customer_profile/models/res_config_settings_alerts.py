# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_alert_on_order = fields.Boolean(
        related="company_id.customer_alert_on_order", readonly=False
    )
    customer_alert_on_won = fields.Boolean(
        related="company_id.customer_alert_on_won", readonly=False
    )
