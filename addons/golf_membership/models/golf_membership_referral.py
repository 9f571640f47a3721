# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class GolfMembership(models.Model):
    """Who referred the member: read from, and told to, the tree of referrals."""

    _inherit = "golf.membership"

    referrer_partner_id = fields.Many2one(
        compute="_compute_referrer_partner_id",
        inverse="_inverse_referrer_partner_id",
        store=True,
        readonly=False,
    )
    referral_id = fields.Many2one("golf.referral", compute="_compute_referral_id")
    referral_chain = fields.Char("Chain of referrals", compute="_compute_referral_id")
    referred_count = fields.Integer("Has referred", compute="_compute_referred_count")

    @api.depends("partner_id", "company_id")
    def _compute_referral_id(self):
        found = {
            (row.partner_id, row.company_id): row
            for row in self.env["golf.referral"].search([("partner_id", "in", self.partner_id.ids)])
        }
        for membership in self:
            key = membership.partner_id, membership.company_id
            membership.referral_id = found.get(key, False)
            membership.referral_chain = membership.referral_id.chain

    @api.depends("partner_id.golf_referrer_ids.referrer_id", "company_id")
    def _compute_referrer_partner_id(self):
        # The tree is the system's own; who may see a membership may see who referred the member.
        rows = self.sudo().partner_id.golf_referrer_ids
        known = {(row.partner_id.id, row.company_id.id): row.referrer_id.id for row in rows}
        for membership in self:
            key = membership.partner_id.id, membership.company_id.id
            membership.referrer_partner_id = known.get(key, False)

    def _inverse_referrer_partner_id(self):
        """Tell the tree who referred these members; once."""
        # Who may write a membership may say who brought the member, and no more of the tree.
        Referral = self.env["golf.referral"].sudo()
        known = {
            (row.partner_id, row.company_id): row.referrer_id
            for row in Referral.search([("partner_id", "in", self.partner_id.ids)])
        }
        values = {}
        for membership in self:
            key = membership.partner_id, membership.company_id
            referrer = membership.referrer_partner_id
            if key not in known:
                if referrer:
                    known[key] = referrer
                    values[key] = membership._prepare_referral()
            elif known[key] != referrer:
                raise UserError(
                    self.env._(
                        "%(name)s was referred by %(referrer)s. A member has one referrer; a"
                        " membership manager corrects a wrong one by “Correct the referrer”.",
                        name=membership.partner_id.display_name,
                        referrer=known[key].display_name,
                    )
                )
        Referral.create(list(values.values()))

    def _prepare_referral(self):
        """Return the values of the referral that this membership tells of."""
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "referrer_id": self.referrer_partner_id.id,
            "date": self.date_start,
            "user_id": self.env.uid,
        }

    @api.depends("partner_id", "company_id")
    def _compute_referred_count(self):
        counts = {
            (person, company): count
            for person, company, count in self.env["golf.referral"]._read_group(
                [("referrer_id", "in", self.partner_id.ids)],
                ["referrer_id", "company_id"],
                ["__count"],
            )
        }
        for membership in self:
            key = membership.partner_id, membership.company_id
            membership.referred_count = counts.get(key, 0)

    @api.model_create_multi
    def create(self, vals_list):
        self._take_known_referrers(vals_list)
        return super().create(vals_list)

    @api.model
    def _take_known_referrers(self, vals_list):
        """Leave out a referrer that is not told: who comes back keeps the one of before."""
        for vals in vals_list:
            if "referrer_partner_id" in vals and not vals["referrer_partner_id"]:
                del vals["referrer_partner_id"]

    def action_open_referrals(self):
        """Open everybody whom this member brought, and whom those brought."""
        self.ensure_one()
        return self.partner_id.action_open_golf_referrals()

    def action_open_referral(self):
        """Open who brought this member."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "golf.referral",
            "res_id": self.referral_id.id,
            "views": [(False, "form")],
        }
