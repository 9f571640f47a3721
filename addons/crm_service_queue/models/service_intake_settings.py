# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_default_queue_id = fields.Many2one(
        related="company_id.service_default_queue_id",
        readonly=False,
        domain="[('company_id', '=', company_id)]",
    )
    service_repeat_days = fields.Integer(related="company_id.service_repeat_days", readonly=False)
    service_mail_limit = fields.Integer(related="company_id.service_mail_limit", readonly=False)
    service_mail_body_kb = fields.Integer(related="company_id.service_mail_body_kb", readonly=False)
