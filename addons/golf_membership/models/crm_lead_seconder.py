# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..changes import people
from .crm_lead_admission import SHOP

#: Who stands for a membership; card holders and family do not.
STANDING_ROLES = (people.HOLDER, people.NOMINEE)
FAMILY_ROLES = (people.SPOUSE, people.CHILD)


class CrmLead(models.Model):
    """The members who second an application."""

    _inherit = "crm.lead"

    golf_seconder_ids = fields.Many2many(
        "res.partner",
        "crm_lead_golf_seconder_rel",
        "lead_id",
        "partner_id",
        string="Seconders",
        copy=False,
        tracking=True,
        groups=SHOP,
        domain="[('id', '!=', partner_id), '|', ('golf_membership_ids.state', '=', 'active'),"
        " ('golf_person_ids.membership_id.state', '=', 'active')]",
        help="Members who recommend the candidate. The referring member counts when named here"
        " too.",
    )

    @api.constrains("golf_seconder_ids", "partner_id", "golf_tier_id")
    def _check_golf_seconders(self):
        """Members in good standing second; not the candidate, nor his or her household."""
        # Only who cannot second is told, not why a standing is bad.
        seconded = self.sudo().filtered(lambda lead: lead.golf_tier_id and lead.golf_seconder_ids)
        for company, leads in seconded.grouped(lambda lead: lead.golf_tier_id.company_id).items():
            members = leads.golf_seconder_ids._filter_golf_in_good_standing(company)
            household = leads.partner_id._get_golf_household(company)
            for lead in leads:
                lead._check_golf_seconders_of(members, household.get(lead.partner_id.id, ()))

    def _check_golf_seconders_of(self, members, household):
        """Check the seconders of one application.

        :param members: those in good standing
        :param household: ids of the candidate's family
        :raises ValidationError: who cannot second, and why
        """
        candidate = self.partner_id
        for person in self.golf_seconder_ids:
            if person == candidate:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot second his or her own application. Choose other members.",
                        name=person.name,
                    )
                )
            if person.id in household:
                raise ValidationError(
                    self.env._(
                        "%(member)s is of the household of %(name)s, and nobody seconds a relative."
                        " Choose another member.",
                        member=person.name,
                        name=candidate.name,
                    )
                )
            if person not in members:
                raise ValidationError(
                    self.env._(
                        "%(member)s is no member of %(club)s in good standing: an active membership"
                        " and no fee overdue. Choose another member.",
                        member=person.name,
                        club=self.golf_tier_id.company_id.name,
                    )
                )


class ResPartner(models.Model):
    """Who is a member in good standing, and who belongs to a household."""

    _inherit = "res.partner"

    def _filter_golf_in_good_standing(self, company):
        """Return those of these people who hold an active membership of a club and owe nothing.

        :param company: ``res.company``, the club
        """
        today = company._golf_today()
        # Only whether somebody is one is told, to whoever enters an application.
        Membership = self.env["golf.membership"].sudo()
        Row = self.env["golf.membership.member"].sudo()
        good = (
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "active")
            & (Domain("date_due", "=", False) | Domain("date_due", ">=", today))
        )
        holders = Membership.search(good & Domain("partner_id", "in", self.ids)).partner_id
        nominees = Row.search(
            Domain("membership_id", "any", good)
            & Domain("partner_id", "in", self.ids)
            & Domain("role", "in", STANDING_ROLES)
            & Row._get_current_domain(today)
        ).partner_id
        return self & (holders | nominees)

    def _get_golf_household(self, company):
        """Return {person's id: ids} of the families of these people.

        By their relations, and by the cards that a club gives to spouses and children.
        """
        # Only that two are of one family is used.
        found = {key: set(ids) for key, ids in self.sudo()._get_relatives().items()}
        Row = self.env["golf.membership.member"].sudo()
        current = Row._get_current_domain(company._golf_today())
        for row in Row.search(
            Domain("company_id", "=", company.id)
            & Domain("partner_id", "in", self.ids)
            & Domain("role", "in", FAMILY_ROLES + STANDING_ROLES)
            & current
        ):
            membership = row.membership_id
            family = membership.person_ids.filtered(lambda r: r.role in FAMILY_ROLES).partner_id
            if row.role in FAMILY_ROLES:
                family |= membership.partner_id
            found.setdefault(row.partner_id.id, set()).update(family.ids)
        return found
