# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain


class ResUsers(models.Model):
    """For whom a colleague acts: for himself, for whom he stands in, a supervisor for his team."""

    _inherit = "res.users"

    customer_capacity = fields.Integer(
        "People at most",
        help="People this colleague looks after at most; allocation passes over whoever is full. "
        "0: no limit.",
    )
    customer_stand_in_ids = fields.One2many("customer.stand.in", "owner_id", string="Stand-ins")
    customer_in_charge = fields.Boolean(
        "I act for this colleague",
        compute="_compute_customer_in_charge",
        search="_search_customer_in_charge",
        compute_sudo=True,
        help="Today, the current user acts for this one.",
    )
    customer_people_count = fields.Integer(
        "People looked after", compute="_compute_customer_people_count", compute_sudo=True
    )

    @api.depends_context("uid")
    @api.depends("customer_stand_in_ids.stand_in_id", "crm_team_member_ids.crm_team_id")
    def _compute_customer_in_charge(self):
        charges = self._get_customer_charges()
        for user in self:
            user.customer_in_charge = user.id in charges

    @api.model
    def _search_customer_in_charge(self, operator, value):
        if operator != "in":
            return NotImplemented
        # A search for True; the framework turns every other one into this.
        return Domain("id", "in", list(self._get_customer_charges()))

    @api.model
    def _get_customer_charges(self):
        """Return the ids of the users for whom the current one acts today."""
        user = self.env.user
        charges = {user.id, *self._get_customer_stood_in(user)}
        if user.has_group("crm_customer_profile.group_customer_supervisor"):
            charges.update(self._get_customer_team_members(user))
        return charges

    @api.model
    def _get_customer_stood_in(self, user):
        """Return the ids of the users whom ``user`` stands in for today."""
        today = fields.Date.context_today(user)
        # Who stands in must be able to know it, and may not read the leave of others.
        stands = (
            self.env["customer.stand.in"]
            .sudo()
            .search_fetch(
                [
                    ("stand_in_id", "=", user.id),
                    ("date_from", "<=", today),
                    ("date_to", ">=", today),
                ],
                ["owner_id"],
            )
        )
        return stands.owner_id.ids

    @api.model
    def _get_customer_team_members(self, user):
        """Return the ids of those in the teams of ``user`` and in the teams he leads."""
        teams = self._get_customer_teams(user)
        # The members of one's own team are known to its supervisor, archived ones with the rest.
        members = (
            self.env["crm.team.member"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch([("crm_team_id", "in", teams)], ["user_id"])
        )
        return members.with_context(active_test=False).user_id.ids

    @api.model
    def _get_customer_teams(self, user):
        """Return the ids of the teams ``user`` is a member or the leader of."""
        # One's own teams; the rules of crm.team are about other teams.
        Team = self.env["crm.team"].sudo()
        return Team.search(
            ["|", ("user_id", "=", user.id), ("crm_team_member_ids.user_id", "=", user.id)]
        ).ids

    def _compute_customer_people_count(self):
        counts = self._get_customer_loads()
        for user in self:
            user.customer_people_count = counts.get(user.id, 0)

    def _get_customer_loads(self):
        """Return how many people each of these users looks after, by id."""
        groups = self.env["res.partner"]._read_group(
            [("user_id", "in", self.ids), ("is_customer", "=", True)], ["user_id"], ["__count"]
        )
        return {user.id: count for user, count in groups}
