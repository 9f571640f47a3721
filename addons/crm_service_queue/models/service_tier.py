# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceTier(models.Model):
    """How full the service is that somebody gets; what a person is elsewhere decides it.

    A club's tiers, a hotel's levels of VIPs and the classes of customers each stand for one tier
    of service. Somebody who has several gets the first by sequence.
    """

    _name = "service.tier"
    _description = "Service Tier"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="Of several tiers the first one counts.")
    active = fields.Boolean(default=True)
    color = fields.Integer()
    source_ids = fields.One2many("service.tier.source", "tier_id", "Who gets it", copy=True)

    _name_unique = models.UniqueIndex(
        "((name->>'en_US'))", "There is a service tier of this name already."
    )

    @api.model
    def _find_for(self, partners):
        """Return {partner: service.tier, or an empty one}; the company's counts for its people."""
        everybody = partners | partners.commercial_partner_id
        # What somebody is elsewhere is not shown here, only the tier that follows from it.
        standings = everybody.sudo()._get_standings()
        sources = self.env["service.tier.source"].sudo().search([("tier_id.active", "=", True)])
        tier_of = {}
        for source in sources.sorted(lambda s: (s.tier_id.sequence, s.tier_id.id)):
            tier_of.setdefault(source.standing, source.tier_id)
        rank = {tier: (tier.sequence, tier.id) for tier in tier_of.values()}

        def find(partner):
            found = [tier_of[key] for key in standings.get(partner.id, ()) if key in tier_of]
            return min(found, key=rank.get) if found else self.browse()

        return {
            partner: (find(partner) or find(partner.commercial_partner_id)).with_env(self.env)
            for partner in partners
        }
