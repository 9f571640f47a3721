# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from ..membership import state as rules

#: Memberships shown; whoever holds more is rare.
SHOWN = 3


class ResPartner(models.Model):
    """The golf card at the front desk: tier, treatment, and what is left of what it gives."""

    _inherit = "res.partner"

    def _get_desk_card(self):
        """Put the membership first: it is what the desk asks of a golfer."""
        blocks = super()._get_desk_card()
        if not self.env["golf.membership"].has_access("read"):
            return blocks
        memberships = self.env["golf.membership"].search(
            [
                ("partner_id", "=", self.id),
                ("state", "not in", (rules.CANCELLED, *rules.LEFT)),
            ],
            order="date_start desc",
            limit=SHOWN,
        )
        golf = [
            {
                "key": f"golf_{membership.id}",
                "title": self.env._("Membership %(number)s", number=membership.number),
                "lines": membership._get_desk_lines(),
            }
            for membership in memberships
        ]
        return golf + blocks
