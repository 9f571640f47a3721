# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class ResPartner(models.Model):
    """How much attention a guest gets is what he is to the house."""

    _inherit = "res.partner"

    @api.model
    def _get_standing_models(self):
        return [*super()._get_standing_models(), "hotel.vip.level"]

    def _get_standings(self):
        standings = super()._get_standings()
        # That somebody is a VIP is no secret to whoever serves him.
        for partner in self.sudo().filtered("vip_level_id"):
            level = partner.vip_level_id
            standings.setdefault(partner.id, set()).add(f"hotel.vip.level,{level.id}")
        return standings
