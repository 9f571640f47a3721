# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Of which tier a person is, by an own membership or as one of its people."""

    _inherit = "res.partner"

    @api.model
    def _get_standing_models(self):
        return [*super()._get_standing_models(), "res.partner.grade"]

    def _get_standings(self):
        standings = super()._get_standings()
        # Which tier somebody has is no secret to whoever serves him.
        people = self.sudo()
        for partner in people.filtered("grade_id"):
            standings.setdefault(partner.id, set()).add(f"res.partner.grade,{partner.grade_id.id}")
        Row = self.env["golf.membership.member"].sudo()
        rows = Row.search_fetch(
            Domain("partner_id", "in", people.ids)
            & Domain("membership_id.state", "=", "active")
            & Domain("is_current", "=", True),
            ["partner_id", "membership_id"],
        )
        for row in rows:
            tier = row.membership_id.tier_id
            standings.setdefault(row.partner_id.id, set()).add(f"res.partner.grade,{tier.id}")
        return standings
