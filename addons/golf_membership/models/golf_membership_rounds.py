# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfMembership(models.Model):
    """The rounds a member plays."""

    _inherit = "golf.membership"

    golf_round_count = fields.Integer("Rounds", related="partner_id.golf_round_count")

    def action_open_rounds(self):
        """Open the rounds of the member."""
        self.ensure_one()
        return self.partner_id.action_open_golf_rounds()
