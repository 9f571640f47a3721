# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the closed loop, for the company."""

    _inherit = "res.config.settings"

    service_ask_result = fields.Boolean(related="company_id.service_ask_result", readonly=False)
    service_callback_hours = fields.Integer(
        related="company_id.service_callback_hours", readonly=False
    )
    service_callback_tries = fields.Integer(
        related="company_id.service_callback_tries", readonly=False
    )
    service_callback_pause_hours = fields.Integer(
        related="company_id.service_callback_pause_hours", readonly=False
    )
    service_close_days = fields.Integer(related="company_id.service_close_days", readonly=False)
    service_grace_days = fields.Integer(related="company_id.service_grace_days", readonly=False)
    service_reopen_length = fields.Integer(
        related="company_id.service_reopen_length", readonly=False
    )
    service_thanks_stay = fields.Boolean(related="company_id.service_thanks_stay", readonly=False)
    service_portal_megabytes = fields.Integer(
        related="company_id.service_portal_megabytes", readonly=False
    )
    service_limit_agent = fields.Monetary(
        related="company_id.service_limit_agent",
        readonly=False,
        currency_field="currency_id",
    )
    service_limit_supervisor = fields.Monetary(
        related="company_id.service_limit_supervisor",
        readonly=False,
        currency_field="currency_id",
    )
    service_points_program_id = fields.Many2one(
        related="company_id.service_points_program_id", readonly=False
    )
    service_two_publish = fields.Boolean(related="company_id.service_two_publish", readonly=False)
