# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class CrmLead(models.Model):
    """An opportunity becomes an application for membership, and makes the quotation."""

    _inherit = "crm.lead"

    golf_tier_id = fields.Many2one(
        "res.partner.grade",
        string="Membership tier",
        domain="[('membership_kind', '!=', False), ('company_id', 'in', (company_id, False))]"
        " if company_id else [('membership_kind', '!=', False)]",
        tracking=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    golf_start_date = fields.Date("Membership from", tracking=True)
    golf_application_date = fields.Date("Applied on", readonly=True, copy=False, tracking=True)
    golf_is_application = fields.Boolean(
        "Is a membership application",
        compute="_compute_golf_is_application",
        store=True,
    )
    golf_referrer_id = fields.Many2one(
        "res.partner",
        string="Referring member",
        index="btree_not_null",
        domain="[('golf_membership_ids', '!=', False)]",
        help="Who brought the applicant to the club.",
    )
    golf_payer_id = fields.Many2one(
        "res.partner",
        string="Bill to",
        help="Who pays the fees, where it is not the applicant: the company of a nominee.",
    )
    golf_birthday = fields.Date(
        related="partner_id.birthday",
        string="Birthday of the applicant",
        readonly=False,
        groups="golf_membership.group_golf_shop",
    )
    golf_has_age_limit = fields.Boolean(
        compute="_compute_golf_has_age_limit", groups="golf_membership.group_golf_shop"
    )
    golf_membership_ids = fields.One2many(
        "golf.membership",
        compute="_compute_golf_membership_ids",
        groups="golf_membership.group_golf_money",
    )

    @api.depends("golf_application_date")
    def _compute_golf_is_application(self):
        for lead in self:
            lead.golf_is_application = bool(lead.golf_application_date)

    @api.depends("order_ids.golf_membership_ids")
    def _compute_golf_membership_ids(self):
        for lead in self:
            lead.golf_membership_ids = lead.order_ids.golf_membership_ids

    @api.depends("golf_tier_id.age_min", "golf_tier_id.age_max")
    def _compute_golf_has_age_limit(self):
        for lead in self:
            tier = lead.golf_tier_id
            lead.golf_has_age_limit = bool(tier.age_min or tier.age_max)

    @api.onchange("golf_tier_id")
    def _onchange_golf_tier_id(self):
        if self.golf_tier_id and not self.expected_revenue:
            self.expected_revenue = self.golf_tier_id.joining_fee + self.golf_tier_id.annual_dues

    def action_start_golf_application(self):
        """Turn these leads into applications for membership. Called again, it changes nothing.

        :raises UserError: no tier chosen, or the tier is archived
        """
        for lead in self:
            tier = lead.golf_tier_id
            if not tier:
                raise UserError(
                    self.env._("Choose the membership tier of %(lead)s first.", lead=lead.name)
                )
            lead._check_golf_tier_can_be_joined(tier)
            if lead.type == "lead":
                lead.convert_opportunity(lead.partner_id)
            if not lead.partner_id:
                lead._handle_partner_assignment(create_missing=True)
            company = lead.company_id or tier.company_id
            values = {"company_id": company.id}
            if not lead.expected_revenue and not lead.golf_is_for_change:
                values["expected_revenue"] = tier.joining_fee + tier.annual_dues
            if not lead.golf_application_date:
                values["golf_application_date"] = company._golf_today()
            lead.write(values)
        return True

    def action_golf_quotation(self):
        """Make the quotation of the chosen tier, or open the one there is.

        :raises UserError: no application yet, no contact, no fee products
        """
        self.ensure_one()
        self.action_start_golf_application()
        order = self.order_ids.filtered(
            lambda so: so.state in ("draft", "sent") and so.golf_tier_id == self.golf_tier_id
        )[:1]
        if not order:
            order = self.env["sale.order"].create(self._prepare_golf_order_values())
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": order.id,
            "views": [(False, "form")],
        }

    @api.model
    def _check_golf_tier_can_be_joined(self, tier):
        """Check that a tier is open to new members.

        :raises UserError: the tier is archived or sells nothing
        """
        if not tier.active:
            raise UserError(
                self.env._(
                    "The tier %(tier)s is archived: nobody can join it. Choose another tier.",
                    tier=tier.name,
                )
            )
        if not tier._get_joining_products().filtered("active"):
            raise UserError(
                self.env._(
                    "The tier %(tier)s has no fee to sell. Set its joining fee or yearly dues"
                    " product under Configuration > Tiers.",
                    tier=tier.name,
                )
            )

    def _prepare_golf_order_values(self):
        """Return the values of the quotation for the chosen tier."""
        self.ensure_one()
        tier = self.golf_tier_id
        context = self._prepare_opportunity_quotation_context()
        values = {
            key.removeprefix("default_"): value
            for key, value in context.items()
            if key.startswith("default_")
        }
        values.update(
            partner_id=(self.golf_payer_id or self.partner_id).id,
            company_id=tier.company_id.id,
            golf_member_id=self.partner_id.id,
            golf_start_date=self.golf_start_date,
            golf_referrer_id=self.golf_referrer_id.id,
            order_line=[
                Command.create(values)
                for values in tier._prepare_joining_lines(
                    self.golf_start_date or tier.company_id._golf_today()
                )
            ],
        )
        if tier.default_pricelist_id and tier.default_pricelist_id.currency_id:
            values.pop("pricelist_id", None)
        return values

    def action_open_golf_memberships(self):
        """Open the membership that came of this application."""
        self.ensure_one()
        return self.order_ids.action_open_golf_memberships()
