# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_daily_summary = fields.Boolean(
        "Send each colleague his day",
        default=True,
        help="In the morning of his time zone, when something is due or late. Everybody may "
        "unsubscribe in his own preferences.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_daily_summary = fields.Boolean(
        related="company_id.customer_daily_summary", readonly=False
    )
