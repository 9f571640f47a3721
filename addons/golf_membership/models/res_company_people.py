# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    golf_people_notice_days = fields.Integer(
        "Notice of ends (days)",
        default=30,
        help="So many days before a child outgrows a card, or a leave ends, the membership officer"
        " has it on the list.",
    )

    _golf_people_notice_not_negative = models.Constraint(
        "CHECK (golf_people_notice_days >= 0)", "Days cannot be negative."
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    golf_people_notice_days = fields.Integer(
        related="company_id.golf_people_notice_days", readonly=False
    )
