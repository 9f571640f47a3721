# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ResPartnerGrade(models.Model):
    _inherit = "res.partner.grade"

    golf_points_rate = fields.Float(
        "Points per unit of currency",
        default=1.0,
        help="What a member of this tier earns by each unit of currency paid, before taxes.",
    )

    _golf_points_rate_not_negative = models.Constraint(
        "CHECK (golf_points_rate >= 0)", "A payment cannot cost points."
    )
