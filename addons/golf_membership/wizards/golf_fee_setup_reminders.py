# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfFeeSetup(models.TransientModel):
    """The guided set-up also gives a club its reminder levels."""

    _inherit = "golf.fee.setup"

    add_reminder_levels = fields.Boolean(
        "Remind of overdue fees",
        default=True,
        help="Adds the usual three levels where the club has none: after 7, 21 and 35 days.",
    )

    def _apply_revenue(self):
        result = super()._apply_revenue()
        if self.add_reminder_levels:
            self.company_id._add_default_reminder_levels()
        return result
