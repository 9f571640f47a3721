# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfFeeSchedule(models.Model):
    """What a late fee takes of the overdue amount."""

    _inherit = "golf.fee.schedule"

    late_percent = fields.Float(
        "Percent of what is overdue",
        digits=(5, 2),
        tracking=True,
        help="A late fee is the price, which may be zero, and this part of the overdue amount.",
    )

    _late_percent_plausible = models.Constraint(
        "CHECK (late_percent >= 0 AND late_percent <= 100)",
        "The percentage of a late fee lies between 0 and 100.",
    )
