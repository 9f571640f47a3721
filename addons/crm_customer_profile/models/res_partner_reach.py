# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Which contacts an officer or supervisor reaches. The record rule of people is this field.

    It is searched anew for every query, so that a stand-in begins and ends by the calendar.
    """

    _inherit = "res.partner"

    customer_in_reach = fields.Boolean(
        "Within my reach",
        compute="_compute_customer_in_reach",
        search="_search_customer_in_reach",
        compute_sudo=True,
        help="The current user may open this contact, by who owns it today.",
    )

    @api.depends_context("uid")
    @api.depends("user_id", "parent_id.user_id", "is_customer", "customer_team_id", "active")
    def _compute_customer_in_reach(self):
        real = self.filtered("id")
        reached = (
            real.with_context(active_test=False).search(
                Domain("id", "in", real.ids) & self._get_customer_reach()
            )
            if real
            else real
        )
        for partner in self:
            partner.customer_in_reach = not partner.id or partner in reached

    @api.model
    def _search_customer_in_reach(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_customer_reach()

    @api.model
    def _get_customer_reach(self):
        """Return the domain of the contacts the current user reaches.

        - whom he looks after, today also for others, with their addresses and contacts;
        - people of the opportunities and orders he works on;
        - people without an owner: all, where the company says so, else the pool of his team;
          a supervisor all of them;
        - contacts that are no customers: colleagues, suppliers, own companies.
        """
        Users = self.env["res.users"]
        user = self.env.user
        owners = list(Users._get_customer_charges())
        teams = Users._get_customer_teams(user)
        person = Domain("is_customer", "=", True)
        mine = person & Domain("user_id", "in", owners)
        pool = person & Domain("user_id", "=", False)
        if not user.has_group("crm_customer_profile.group_customer_supervisor"):
            in_pool = Domain("customer_team_id", "in", teams)
            # The switch of the user's own company, which not everybody may read.
            if self.env.company.sudo().customer_open_pool:
                in_pool |= Domain("customer_team_id", "=", False)
            pool &= in_pool
        top = Domain("parent_id", "=", False)
        below_mine = Domain("parent_id", "any", mine | (pool & top))
        return Domain.OR(
            [
                mine,
                pool & top,
                person & Domain("user_id", "=", False) & below_mine,
                ~person & (top | below_mine | Domain("parent_id.is_customer", "!=", True)),
                Domain("partner_share", "=", False),
                Domain("id", "=", user.partner_id.id),
                Domain("opportunity_ids", "any", [("user_id", "in", owners)]),
                Domain("sale_order_ids", "any", [("user_id", "in", owners)]),
            ]
        )
