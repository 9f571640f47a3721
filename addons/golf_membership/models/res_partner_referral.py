# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ResPartner(models.Model):
    """Who brought a person to the club, and whom the person brought."""

    _inherit = "res.partner"

    golf_referrer_ids = fields.One2many(
        "golf.referral",
        "partner_id",
        string="Referred by",
        groups="golf_membership.group_golf_shop",
    )
    golf_referred_ids = fields.One2many(
        "golf.referral",
        "referrer_id",
        string="Has referred",
        groups="golf_membership.group_golf_shop",
    )
    golf_referrer_name = fields.Char(
        "Introduced by",
        compute="_compute_golf_referrals",
        groups="golf_membership.group_golf_shop",
    )
    golf_referred_count = fields.Integer(
        "Has introduced",
        compute="_compute_golf_referrals",
        groups="golf_membership.group_golf_shop",
    )

    @api.depends("golf_referrer_ids.referrer_id", "golf_referred_ids")
    def _compute_golf_referrals(self):
        Referral = self.env["golf.referral"]
        counts = dict(
            Referral._read_group([("referrer_id", "in", self.ids)], ["referrer_id"], ["__count"])
        )
        names = {}
        for row in Referral.search([("partner_id", "in", self.ids)]):
            # The name of who brought a person that one may see.
            names.setdefault(row.partner_id.id, row.referrer_id.sudo().name)
        for partner in self:
            partner.golf_referrer_name = names.get(partner._origin.id, False)
            partner.golf_referred_count = counts.get(partner._origin, 0)

    def action_open_golf_referrals(self):
        """Open everybody whom this person brought to the club, and whom those brought."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_referral_action"
        )
        action["domain"] = list(self.env["golf.referral"]._get_tree_domain(self))
        action["context"] = {}
        action["display_name"] = self.env._("Brought by %(name)s", name=self.display_name)
        return action

    def action_open_golf_referrer(self):
        """Open who brought this person to the club."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_referral_action"
        )
        referrals = self.env["golf.referral"].search([("partner_id", "=", self.id)])
        action["context"] = {}
        if len(referrals) == 1:
            action.update(views=[(False, "form")], res_id=referrals.id)
        else:
            action["domain"] = [("id", "in", referrals.ids)]
        return action
