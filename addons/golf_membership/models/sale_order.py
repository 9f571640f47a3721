# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..membership import dates


class SaleOrder(models.Model):
    """A confirmed order of a golf tier makes its pending membership, once."""

    _inherit = "sale.order"

    golf_tier_id = fields.Many2one(
        "res.partner.grade",
        string="Membership tier",
        compute="_compute_golf_tier_id",
        help="The golf tier that the order's products sell.",
    )
    golf_member_id = fields.Many2one(
        "res.partner",
        string="Member",
        domain="[('is_company', '=', False)]",
        help="Who plays by this membership; the customer where it is left empty.",
    )
    golf_start_date = fields.Date(
        "Membership from", help="First day of the membership; the day of confirmation when empty."
    )
    golf_referrer_id = fields.Many2one("res.partner", string="Referring member")
    golf_membership_ids = fields.One2many(
        "golf.membership", "order_id", readonly=True, groups="golf_membership.group_golf_money"
    )
    golf_membership_count = fields.Integer(
        compute="_compute_golf_membership_count", groups="golf_membership.group_golf_money"
    )

    @api.depends("order_line.product_id")
    def _compute_golf_tier_id(self):
        for order in self:
            tier = order.assigned_grade_id
            order.golf_tier_id = tier if tier.membership_kind else False

    @api.depends("golf_membership_ids")
    def _compute_golf_membership_count(self):
        for order in self:
            order.golf_membership_count = len(order.golf_membership_ids)

    # ------------------------------------------------------------- OVERRIDE

    def action_confirm(self):
        """Check what would stop the membership before anything is confirmed."""
        for order in self.filtered("golf_tier_id"):
            order._check_golf_membership()
        return super().action_confirm()

    def _add_partnership(self):
        """Golf tiers are granted by payment, not by confirmation; other grades as in core."""
        golf_orders = self.filtered("golf_tier_id")
        result = super(SaleOrder, self - golf_orders)._add_partnership()
        golf_orders._create_golf_memberships()
        return result

    # ------------------------------------------------------------- BUSINESS

    def _get_golf_member(self):
        """Return the person who becomes a member by this order."""
        self.ensure_one()
        return self.golf_member_id or self.partner_id

    def _get_golf_start(self):
        """Return the first day of the membership this order sells."""
        self.ensure_one()
        return self.golf_start_date or self.company_id._golf_today()

    def _get_golf_lines(self):
        """Return the lines that sell the membership's fees."""
        self.ensure_one()
        return self.order_line.filtered(lambda line: line.product_id.grade_id == self.golf_tier_id)

    def _check_golf_membership(self):
        """Check that the order can admit its member.

        :raises UserError: what is wrong and what to do about it
        """
        self.ensure_one()
        tier, member, start = self.golf_tier_id, self._get_golf_member(), self._get_golf_start()
        self.env["crm.lead"]._check_golf_tier_can_be_joined(tier)
        if tier.company_id != self.company_id:
            raise UserError(
                self.env._(
                    "%(tier)s is a tier of %(club)s: quote it in that company.",
                    tier=tier.name,
                    club=tier.company_id.name,
                )
            )
        if member.is_company:
            raise UserError(
                self.env._(
                    "A member is a person. Enter in the field Member who will play for %(name)s.",
                    name=member.name,
                )
            )
        if not dates.is_plausible_start(start, self.company_id._golf_today()):
            raise UserError(
                self.env._(
                    "%(date)s cannot be the first day of a membership. Correct the field"
                    " Membership from.",
                    date=fields.Date.to_string(start),
                )
            )
        self._check_golf_amounts()
        self._check_golf_age(tier, member, start)
        self._check_golf_overlap(tier, member, start)

    def _check_golf_amounts(self):
        for line in self._get_golf_lines():
            if line.product_uom_qty != 1 or line.price_unit < 0:
                raise UserError(
                    self.env._(
                        "%(product)s: a fee is sold once and not below zero. Set its quantity to 1"
                        " and its price to zero or more.",
                        product=line.product_id.display_name,
                    )
                )
            if not line.product_id.active:
                raise UserError(
                    self.env._(
                        "The product %(product)s is archived. Take it off the order, or restore"
                        " it, before confirming.",
                        product=line.product_id.display_name,
                    )
                )

    def _check_golf_age(self, tier, member, start):
        if not (tier.age_min or tier.age_max):
            return
        # Sales staff may not read birthdays; only whether the age fits is told.
        birthday = member.sudo().birthday
        if not birthday:
            raise UserError(
                self.env._(
                    "%(tier)s has an age limit: enter the birthday of %(name)s on the contact.",
                    tier=tier.name,
                    name=member.name,
                )
            )
        age = dates.age_on(birthday, start)
        if not dates.age_fits(age, tier.age_min, tier.age_max):
            raise UserError(
                self.env._(
                    "%(name)s is not of the age for %(tier)s on %(date)s (from %(low)s to"
                    " %(high)s). Choose a tier for that age, or correct the birthday.",
                    name=member.name,
                    tier=tier.name,
                    date=fields.Date.to_string(start),
                    low=tier.age_min,
                    high=tier.age_max or "-",
                )
            )

    def _check_golf_overlap(self, tier, member, start):
        # The check must see every membership of the person, whoever sells the next one.
        Membership = self.env["golf.membership"].sudo()
        held = Membership.search(
            [
                ("partner_id", "=", member.id),
                ("company_id", "=", self.company_id.id),
                ("kind", "=", tier.membership_kind),
                ("state", "in", Membership._get_running_states()),
                ("order_id", "!=", self.id),
            ]
        )
        last = False if tier._renews_by_itself() else tier._get_first_term_end(start)
        new = Membership.new({"date_start": start, "occupied_until": last})
        for other in held:
            if new._overlaps(other):
                raise UserError(Membership._get_overlap_message(other))

    def _create_golf_memberships(self):
        """Create the pending membership of each order that has none yet."""
        # Write the orders first: of two sessions that confirm one order, the second then fails
        # to serialize, is run again by Odoo, and finds the order confirmed.
        self.flush_recordset(["state"])
        # Memberships come only from confirmed orders (or a roster), so no role may create them.
        Membership = self.env["golf.membership"].sudo()
        done = Membership.search([("order_id", "in", self.ids)]).order_id
        for company, orders in (self - done).grouped("company_id").items():
            Membership.with_company(company).create(
                [order._prepare_golf_membership_values() for order in orders]
            )

    def _prepare_golf_membership_values(self):
        """Return the values of the membership this order makes."""
        self.ensure_one()
        tier, start, member = self.golf_tier_id, self._get_golf_start(), self._get_golf_member()
        return {
            "partner_id": member.id,
            "corporate_partner_id": self.partner_id.id if self.partner_id.is_company else False,
            "referrer_partner_id": self.golf_referrer_id.id,
            "company_id": self.company_id.id,
            "tier_id": tier.id,
            "date_start": start,
            "term_end": tier._get_first_term_end(start),
            "order_id": self.id,
            "user_id": self.user_id.id,
            "team_id": self.team_id.id,
        }

    def action_open_golf_memberships(self):
        """Open the memberships these orders made."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_action"
        )
        memberships = self.golf_membership_ids
        action["context"] = {}
        if len(memberships) == 1:
            action.update(views=[(False, "form")], res_id=memberships.id)
        else:
            action["domain"] = [("id", "in", memberships.ids)]
        return action
