# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..changes import people
from ..membership import dates


class GolfMembershipMember(models.Model):
    """The by-laws on people, told in sentences. PostgreSQL holds what two sessions could break."""

    _inherit = "golf.membership.member"

    @api.constrains("partner_id", "role", "membership_id", "date_from", "date_to")
    def _check_person(self):
        for member in self:
            tier = member.membership_id.tier_id
            if member.partner_id.is_company:
                raise ValidationError(
                    self.env._(
                        "%(name)s is a company. The people of a membership are persons.",
                        name=member.partner_id.name,
                    )
                )
            member._check_room(tier)

    def _check_room(self, tier):
        """Check that the membership of one person has room for the role.

        :raises ValidationError: the by-laws of the tier allow no (further) person of the role
        """
        self.ensure_one()
        held = self.membership_id._get_people_of(self.role, self.date_from, self.date_to)
        most = {
            people.HOLDER: 1,
            people.NOMINEE: self.membership_id._get_nominee_max(),
            people.SPOUSE: int(tier.spouse_allowed),
            people.CHILD: tier.child_max,
        }.get(self.role)
        if self.role == people.CARD:
            blocked = people.price_of_card(tier._get_card_rule(), len(held - self)) is None
            most = max(tier.card_cap, tier.card_included)
        else:
            blocked = len(held) > most
        if blocked:
            roles = dict(self._fields["role"]._description_selection(self.env))
            raise ValidationError(
                self.env._(
                    "%(membership)s has no room for %(name)s: by the by-laws of %(tier)s there are"
                    " %(most)s of the role %(role)s. End somebody's first.",
                    membership=self.membership_id.display_name,
                    name=self.partner_id.name,
                    tier=tier.name,
                    most=most,
                    role=roles.get(self.role),
                )
            )

    @api.model
    def _check_nominees_are_free(self, vals_list):
        """Say in a sentence what the exclusion constraint would say in a code.

        :raises ValidationError: somebody is the nominee of another membership in these days
        """
        wanted = [vals for vals in vals_list if vals.get("role") == people.NOMINEE]
        if not wanted:
            return
        # Nominees of memberships that the user may not see count as well: only the fact is told.
        held = self.sudo().search(
            Domain("partner_id", "in", [vals["partner_id"] for vals in wanted])
            & Domain("role", "=", people.NOMINEE)
        )
        for vals in wanted:
            company = self.env["golf.membership"].sudo().browse(vals["membership_id"]).company_id
            first = fields.Date.to_date(vals["date_from"])
            last = fields.Date.to_date(vals.get("date_to")) or None
            for other in held:
                if (
                    other.partner_id.id == vals["partner_id"]
                    and other.company_id == company
                    and other._overlaps_days(first, last)
                ):
                    raise ValidationError(other._get_nominee_message())

    @api.model
    def _end_places_left(self, vals_list):
        """End the places of new nominees on memberships that were over before.

        Who has left and joins again is off the list of the former membership since its last day.
        """
        first = {}
        for vals in vals_list:
            if vals.get("role") == people.NOMINEE:
                day = fields.Date.to_date(vals["date_from"])
                first[vals["partner_id"]] = min(day, first.get(vals["partner_id"], day))
        # Memberships of the past that the user may not see are over all the same.
        held = self.sudo().search(
            Domain("partner_id", "in", list(first))
            & Domain("role", "=", people.NOMINEE)
            & Domain("membership_id.occupied_until", "!=", False)
        )
        for row in held:
            last = row.membership_id.occupied_until
            if last < first[row.partner_id.id] and (not row.date_to or row.date_to > last):
                row.date_to = max(last, row.date_from)

    def _overlaps_days(self, first, last):
        """Tell whether one row counts on a day from ``first`` to ``last``; ``None`` is no end."""
        self.ensure_one()
        return (not last or self.date_from <= last) and (not self.date_to or self.date_to >= first)

    def _get_nominee_message(self):
        self.ensure_one()
        owner = self.membership_id.corporate_partner_id or self.membership_id.partner_id
        return self.env._(
            "%(name)s is a nominee of %(owner)s (%(number)s) already, and nobody is the nominee of"
            " two memberships at a time. Choose another person, or end that one first.",
            name=self.partner_id.name,
            owner=owner.name,
            number=self.membership_id.number,
        )

    @api.model
    def _check_relation(self, membership, partner, role, day, proof=False):
        """Check that somebody may be put on a membership in a role, by age and proof.

        :raises UserError: what the by-laws say and what to do
        """
        tier = membership.tier_id
        if role == people.NOMINEE:
            membership.env["sale.order"]._check_golf_age(tier, partner, day)
        if role not in (people.SPOUSE, people.CHILD):
            return
        if tier.proof_required and not proof:
            raise UserError(
                self.env._(
                    "%(tier)s asks for a proof of the relation. Attach it before %(name)s is given"
                    " a card.",
                    tier=tier.name,
                    name=partner.name,
                )
            )
        if role == people.CHILD and tier.child_age_limit:
            self._check_child_age(tier, partner, day)

    @api.model
    def _check_child_age(self, tier, partner, day):
        # An officer adds a child; only whether the age fits is told.
        birthday = partner.sudo().birthday
        if not birthday:
            raise UserError(
                self.env._(
                    "A child on %(tier)s is under %(limit)s: enter the birthday of %(name)s on the"
                    " contact.",
                    tier=tier.name,
                    limit=tier.child_age_limit,
                    name=partner.name,
                )
            )
        basis = tier.age_basis or people.REGISTRATION
        month = tier._get_first_month()
        age = people.age_for_admission(birthday, day, basis, month)
        if age >= tier.child_age_limit or not dates.is_plausible_birthday(birthday, day):
            raise UserError(
                self.env._(
                    "%(name)s is no child under %(limit)s on the day that counts (%(age)s). A"
                    " membership of his or her own is the way.",
                    name=partner.name,
                    limit=tier.child_age_limit,
                    age=age,
                )
            )
