# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.tools import format_date

#: As many lines of a block are shown; the person's page has the rest.
LINES = 5


class ResPartner(models.Model):
    """What the front desk shows of a person's family, needs and purchases."""

    _inherit = "res.partner"

    def _get_desk_card(self):
        blocks = [
            ("family", self.env._("Belongs to"), self._get_desk_relations()),
            ("wants", self.env._("Needs"), self._get_desk_needs()),
            ("cycles", self.env._("Buys next"), self._get_desk_cycles()),
        ]
        return super()._get_desk_card() + [
            {"key": key, "title": title, "lines": lines} for key, title, lines in blocks if lines
        ]

    def _get_desk_relations(self):
        """Return whom the person belongs to; of the family, with what they like."""
        sides = self.relation_side_ids.filtered(lambda side: not side.is_past)[: 2 * LINES]
        likes = self.relative_preference_ids.grouped("partner_id")
        return [
            {
                "text": self.env._(
                    "%(role)s: %(person)s", role=side.role_id.name, person=side.other_id.name
                ),
                "note": " · ".join(
                    likes.get(side.other_id, self.env["customer.preference"]).mapped(
                        "display_name"
                    )[:LINES]
                ),
            }
            for side in sides
        ]

    def _get_desk_needs(self):
        needs = self.env["customer.need"].search(
            [("partner_id", "=", self.id), ("standing", "=", "open")], limit=LINES
        )
        return [{"text": need.name, "note": format_date(self.env, need.date)} for need in needs]

    def _get_desk_cycles(self):
        cycles = self.env["customer.purchase.cycle"].search(
            [("partner_id", "=", self.id), ("next_date", "!=", False)], limit=LINES
        )
        return [
            {
                "text": " ".join(
                    filter(None, (f"{cycle.quantity:g}", cycle.uom_id.name, cycle.name))
                ),
                "note": " · ".join(
                    filter(None, (format_date(self.env, cycle.next_date), cycle.grade))
                ),
            }
            for cycle in cycles
        ]
