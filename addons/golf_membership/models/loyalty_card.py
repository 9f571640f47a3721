# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class LoyaltyCard(models.Model):
    _inherit = "loyalty.card"

    golf_club_points = fields.Boolean(
        related="program_id.golf_club_points", store=True, precompute=True
    )

    # Two payments at once of somebody without a card yet.
    _golf_one_of_a_person = models.UniqueIndex(
        "(program_id, partner_id) WHERE golf_club_points AND active AND partner_id IS NOT NULL",
        "A member has one card of the club's points.",
    )
