# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..membership import state as rules

DECIDER = "relation_kind_decider"
PAYER = "relation_kind_payer"
USER = "relation_kind_user"


class GolfMembership(models.Model):
    """Who decides for a company, who pays for it, and who plays: kept among its relations.

    The relations are the record; a membership shows those of its company and changes them.
    """

    _inherit = "golf.membership"

    company_decider_ids = fields.Many2many(
        "res.partner",
        string="Decides for the company",
        compute="_compute_company_roles",
        inverse="_inverse_company_decider_ids",
        domain="[('is_company', '=', False)]",
        groups="golf_membership.group_golf_shop",
        help="Kept as a relation of the company: every membership of it shows the same.",
    )
    company_payer_ids = fields.Many2many(
        "res.partner",
        string="Pays for the company",
        compute="_compute_company_roles",
        inverse="_inverse_company_payer_ids",
        domain="[('is_company', '=', False)]",
        groups="golf_membership.group_golf_shop",
        help="The contact for invoices, kept as a relation of the company. A person to whom the"
        " bills go becomes one by that.",
    )

    @api.depends("corporate_partner_id")
    def _compute_company_roles(self):
        none = self.env["res.partner"]
        deciders = self.corporate_partner_id._get_golf_roles(DECIDER)
        payers = self.corporate_partner_id._get_golf_roles(PAYER)
        for membership in self:
            company = membership.corporate_partner_id._origin.id
            membership.company_decider_ids = deciders.get(company, none)
            membership.company_payer_ids = payers.get(company, none)

    def _inverse_company_decider_ids(self):
        for membership in self:
            membership._set_company_role(DECIDER, membership.company_decider_ids)

    def _inverse_company_payer_ids(self):
        for membership in self:
            membership._set_company_role(PAYER, membership.company_payer_ids)

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        memberships = super().create(vals_list)
        memberships._file_company_roles()
        return memberships

    def write(self, vals):
        result = super().write(vals)
        if not {"payer_id", "corporate_partner_id", "partner_id"}.isdisjoint(vals):
            self._file_company_roles()
        return result

    # ------------------------------------------------------------- BUSINESS

    def _set_company_role(self, kind, people):
        """Make these people, and nobody else, stand in a role to the company of one membership."""
        company = self.corporate_partner_id
        if company:
            company._end_golf_roles(kind, lambda row: row.other_id in people)
            company._add_golf_roles(kind, [(company.id, person) for person in people.ids])

    def _file_company_roles(self):
        """File among the relations of companies who plays for them, and who is sent the bills."""
        corporate = self.filtered("corporate_partner_id")
        users, payers = set(), set()
        for membership in corporate:
            company = membership.corporate_partner_id
            if membership.state not in rules.LEFT:
                users.add((company.id, membership.partner_id.id))
            payer = membership.payer_id
            if payer and not payer.is_company and payer != membership.partner_id:
                payers.add((company.id, payer.id))
        companies = corporate.corporate_partner_id
        companies._add_golf_roles(USER, users)
        companies._add_golf_roles(PAYER, payers)


class ResPartner(models.Model):
    """The roles of a company's contacts, as relations of the shared record."""

    _inherit = "res.partner"

    @api.model
    def _get_golf_role_kind(self, kind):
        """Return the kind of relation, or none where somebody has taken it away."""
        return self.env.ref(f"crm_customer_profile.{kind}", raise_if_not_found=False)

    @api.model
    def _get_golf_role_domain(self, kind):
        """Return the domain of the relations of a kind that are not over."""
        today = fields.Date.context_today(self)
        lasting = Domain("date_until", "=", False) | Domain("date_until", ">=", today)
        return Domain("kind_id", "=", kind.id) & lasting

    def _search_golf_roles(self, kind):
        """Return the relations of these companies of a kind that last."""
        kind = self._get_golf_role_kind(kind)
        # Who stands for a company in a club is told to its staff; written by the callers, for whom
        # may change the membership.
        Relation = self.env["customer.relation"].sudo()
        if not kind or not self.ids:
            return Relation
        return Relation.search(
            self._get_golf_role_domain(kind) & Domain("partner_id", "in", self.ids)
        )

    def _get_golf_roles(self, kind):
        """Return {company's id: people} who stand in a role to these companies."""
        relations = self._search_golf_roles(kind)
        groups = relations.grouped("partner_id").items()
        return {company.id: rows.other_id.sudo(False) for company, rows in groups}

    def _add_golf_roles(self, kind, pairs):
        """Write down roles that are not known yet.

        :param pairs: (company's id, person's id)
        """
        kind = self._get_golf_role_kind(kind)
        wanted = {(company, person) for company, person in pairs if company != person}
        if not kind or not wanted:
            return
        today = fields.Date.context_today(self)
        # As above. Entered the other way round it is known as well.
        Relation = self.env["customer.relation"].sudo()
        either = Domain("partner_id", "in", self.ids) | Domain("other_id", "in", self.ids)
        for row in Relation.search(self._get_golf_role_domain(kind) & either):
            wanted -= {
                (row.partner_id.id, row.other_id.id),
                (row.other_id.id, row.partner_id.id),
            }
        Relation.create(
            [
                {
                    "kind_id": kind.id,
                    "partner_id": company,
                    "other_id": person,
                    "date_from": today,
                }
                for company, person in sorted(wanted)
            ]
        )

    def _end_golf_roles(self, kind, is_kept):
        """End the roles of a kind.

        :param is_kept: says of a relation whether it lasts
        """
        today = fields.Date.context_today(self)
        gone = self._search_golf_roles(kind).filtered(lambda row: not is_kept(row))
        new = gone.filtered(lambda row: row.date_from and row.date_from >= today)
        new.unlink()
        (gone - new).write({"date_until": today - timedelta(days=1)})
