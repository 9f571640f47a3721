# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

LINES = 3


class ResPartner(models.Model):
    """The golfer at the front desk."""

    _inherit = "res.partner"

    def _get_desk_card(self):
        """Add handicap, brands of clubs, how often the person plays, and the last rounds."""
        blocks = super()._get_desk_card()
        if not self.env["golf.round"].has_access("read"):
            return blocks
        lines = self._get_desk_handicap()
        rounds = self.env["golf.round"].search(
            [("partner_id", "=", self.id), ("state", "!=", "cancelled")], limit=LINES
        )
        lines += [
            {
                "text": " · ".join(
                    filter(None, (played.course_id.name, str(played.strokes or "")))
                ),
                "note": str(played.date),
                "tone": "muted",
            }
            for played in rounds
        ]
        if lines:
            blocks.append({"key": "golf", "title": self.env._("Golf"), "lines": lines})
        return blocks

    def _get_desk_handicap(self):
        lines = []
        if self.golf_handicap_text:
            lines.append(
                {
                    "text": self.env._("Handicap %(index)s", index=self.golf_handicap_text),
                    "note": (
                        self.env._("official %(index)s", index=self.golf_official_text)
                        if self.golf_official_text
                        else ""
                    ),
                }
            )
        if self.golf_brand_ids:
            label = self._fields["golf_brand_ids"]._description_string(self.env)
            lines.append({"text": ", ".join(self.golf_brand_ids.mapped("name")), "note": label})
        if self.golf_rounds_365:
            lines.append(
                {
                    "text": self.env._(
                        "%(few)s rounds in 90 days, %(many)s in a year",
                        few=self.golf_rounds_90,
                        many=self.golf_rounds_365,
                    )
                }
            )
        return lines
