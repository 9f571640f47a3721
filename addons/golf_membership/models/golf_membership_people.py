# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

from ..changes import people


class GolfMembership(models.Model):
    """The people of a membership: who is on it, and what that makes of them."""

    _inherit = "golf.membership"

    person_ids = fields.One2many("golf.membership.member", "membership_id", string="People")
    person_count = fields.Integer(compute="_compute_person_count")
    has_people = fields.Boolean(compute="_compute_has_people")
    people_version = fields.Integer(
        readonly=True, copy=False, help="Counts changes of the people; it means nothing else."
    )
    nominee_shares_sold = fields.Integer(
        "Nominee's shares transferred",
        readonly=True,
        copy=False,
        help="Places of nominees that have become memberships of their own.",
    )

    def _compute_person_count(self):
        counts = dict(
            self.env["golf.membership.member"]._read_group(
                Domain("membership_id", "in", self.ids) & Domain("is_current", "=", True),
                ["membership_id"],
                ["__count"],
            )
        )
        for membership in self:
            membership.person_count = counts.get(membership, 0)

    @api.depends("tier_id")
    def _compute_has_people(self):
        for membership in self:
            membership.has_people = membership.tier_id._has_people()

    def _get_derived_fields(self):
        return super()._get_derived_fields() | {"people_version", "nominee_shares_sold"}

    @api.model_create_multi
    def create(self, vals_list):
        memberships = super().create(vals_list)
        memberships._add_main_person()
        return memberships

    def _add_main_person(self):
        """Open the list of people of the memberships that may be for several."""
        shared = self.filtered(lambda m: m.tier_id._has_people())
        # People come with the membership, whoever admits them.
        self.env["golf.membership.member"].sudo().create(
            [
                {
                    "membership_id": membership.id,
                    "partner_id": membership.partner_id.id,
                    "role": membership.tier_id._get_main_role(),
                    "date_from": membership.date_start,
                }
                for membership in shared
            ]
        )

    def _get_nominee_max(self):
        """Return how many nominees one membership has place for."""
        self.ensure_one()
        return max(self.tier_id.nominee_max - self.nominee_shares_sold, 0)

    def _get_people_of(self, role, first=None, last=None):
        """Return the rows of one membership in a role that count on a day from first to last.

        :param first: today when empty
        """
        self.ensure_one()
        first = first or self.company_id._golf_today()
        # Room is counted by all rows, whoever asks.
        return self.sudo().person_ids.filtered(
            lambda row: row.role == role and row._overlaps_days(first, last)
        )

    def _end_people(self, last_day):
        """Take everybody off these memberships after ``last_day``."""
        rows = self.person_ids.filtered(lambda row: not row.date_to or row.date_to > last_day)
        for first, group in rows.grouped("date_from").items():
            group.write({"date_to": max(last_day, first)})

    # ----------------------------------------------------------- PRIVILEGES

    def _loses_prices(self, day):
        """Tell whether one member is on a leave on ``day`` that costs the member's prices."""
        self.ensure_one()
        if self.tier_id.leave_keeps_prices:
            return False
        return any(off.date_from <= day <= off.date_to for off in self.leave_ids)

    def _get_entitled_people(self, day=None):
        """Return {partner: memberships} of those who play at members' prices by themselves.

        :param day: today of each club when empty
        """
        held = {}
        for membership in self:
            today = day or membership.company_id._golf_today()
            if membership._loses_prices(today):
                continue
            rule = membership.tier_id.card_price_rule or people.WITH_NOMINEE
            entitled = membership.partner_id
            for row in membership.person_ids:
                if row._is_on(today) and people.price_for(row.role, rule, False) == "member":
                    entitled |= row.partner_id
            for partner in entitled:
                held[partner] = held.get(partner, self.browse()) | membership
        return held

    def _get_people_partners(self):
        """Return all who are, or were, on these memberships."""
        return self.partner_id | self.person_ids.partner_id

    # -------------------------------------------------------------- ACTIONS

    def action_open_people(self):
        """Open the people of this membership, former ones too."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_member_action"
        )
        action["domain"] = [("membership_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_add_person(self):
        """Put somebody on this membership: what it costs is shown first."""
        self.ensure_one()
        return self._get_change_action("person")
