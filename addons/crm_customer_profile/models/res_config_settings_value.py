# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How the value of customers is judged."""

    _inherit = "res.config.settings"

    customer_value_credit = fields.Selection(
        related="company_id.customer_value_credit", readonly=False
    )
    customer_class_a_share = fields.Integer(
        related="company_id.customer_class_a_share", readonly=False
    )
    customer_class_b_share = fields.Integer(
        related="company_id.customer_class_b_share", readonly=False
    )
    customer_golden_share = fields.Integer(
        related="company_id.customer_golden_share", readonly=False
    )
    customer_trend_months = fields.Integer(
        related="company_id.customer_trend_months", readonly=False
    )
    customer_cycle_tolerance = fields.Float(
        related="company_id.customer_cycle_tolerance", readonly=False
    )
    customer_cycle_patience = fields.Float(
        related="company_id.customer_cycle_patience", readonly=False
    )
    customer_cycle_window_days = fields.Integer(
        related="company_id.customer_cycle_window_days", readonly=False
    )
    customer_habit_recent_days = fields.Integer(
        related="company_id.customer_habit_recent_days", readonly=False
    )
    customer_habit_change = fields.Integer(
        related="company_id.customer_habit_change", readonly=False
    )
