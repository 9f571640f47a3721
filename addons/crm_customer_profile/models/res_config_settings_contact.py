# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_repeat_days = fields.Integer(related="company_id.customer_repeat_days", readonly=False)
    customer_revisit_days = fields.Integer(
        related="company_id.customer_revisit_days", readonly=False
    )
