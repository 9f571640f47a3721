# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain


class ServiceRequest(models.Model):
    """What a member asks goes with the membership it is about."""

    _inherit = "service.request"

    golf_membership_id = fields.Many2one(
        "golf.membership",
        "Membership",
        compute="_compute_golf_membership_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        groups="golf_membership.group_golf_shop",
    )

    @api.depends("partner_id", "company_id")
    def _compute_golf_membership_id(self):
        """Find the running membership somebody holds or is on; the own one counts first."""
        # Whether somebody is a member is no secret to whoever serves him; shown by group only.
        Membership = self.env["golf.membership"].sudo()
        Row = self.env["golf.membership.member"].sudo()
        companies = Domain("company_id", "in", self.company_id.ids)
        own = Membership.search(
            companies
            & Domain("partner_id", "in", self.partner_id.ids)
            & Domain("state", "=", "active")
        )
        rows = Row.search(
            companies
            & Domain("partner_id", "in", self.partner_id.ids)
            & Domain("is_current", "=", True)
            & Domain("membership_id.state", "=", "active")
        )
        found = {}
        for membership in own.sorted("id"):
            found.setdefault((membership.company_id.id, membership.partner_id.id), membership.id)
        for row in rows.sorted("id"):
            found.setdefault((row.company_id.id, row.partner_id.id), row.membership_id.id)
        kept = self.sudo().golf_membership_id
        people = {(membership.id, membership.partner_id.id) for membership in kept}
        for row in kept and Row.search([("membership_id", "in", kept.ids)]):
            people.add((row.membership_id.id, row.partner_id.id))
        for request in self:
            mine, person = request.sudo().golf_membership_id, request.partner_id
            # What it was about stays; but not where somebody else turned out to ask.
            stays = mine.company_id == request.company_id and (
                not person or (mine.id, person._origin.id) in people
            )
            request.golf_membership_id = (stays and mine.id) or found.get(
                (request.company_id.id, person._origin.id)
            )
