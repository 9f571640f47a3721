# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfTierPyramidLine(models.TransientModel):
    """One tier of the pyramid."""

    _name = "golf.tier.pyramid.line"
    _description = "Tier of the Pyramid"
    _order = "sequence, id"
    _rec_name = "tier_id"

    pyramid_id = fields.Many2one("golf.tier.pyramid", required=True, ondelete="cascade")
    sequence = fields.Integer()
    tier_id = fields.Many2one("res.partner.grade", readonly=True, ondelete="cascade")
    ladder_id = fields.Many2one("golf.tier.ladder", readonly=True, ondelete="cascade")
    count_start = fields.Integer("At the start", readonly=True)
    count_joined = fields.Integer("+ Joined", readonly=True)
    count_in = fields.Integer("+ From other tiers", readonly=True)
    count_out = fields.Integer("− To other tiers", readonly=True)
    count_left = fields.Integer("− Left", readonly=True)
    count_end = fields.Integer("At the end", readonly=True)

    def action_open_members(self):
        """Open the members who stood on the tier at the end."""
        self.ensure_one()
        tiers = self.pyramid_id._get_tiers_on(self.pyramid_id.date_to)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_action"
        )
        ids = [id_ for id_, tier_id in tiers.items() if tier_id == self.tier_id.id]
        action.update(name=self.tier_id.name, domain=[("id", "in", ids)], context={})
        return action
