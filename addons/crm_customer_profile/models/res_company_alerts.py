# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_alert_on_order = fields.Boolean(
        "Orders wait for alerts",
        help="An order is confirmed only when staff have acknowledged the alerts of the customer.",
    )
    customer_alert_on_won = fields.Boolean(
        "Opportunities wait for alerts",
        help="An opportunity is won only when staff have acknowledged the alerts of the customer.",
    )
