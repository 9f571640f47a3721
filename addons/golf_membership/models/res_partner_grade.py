# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..membership import dates


class ResPartnerGrade(models.Model):
    """A golf tier is a partner grade with a membership kind; other grades stay core's own."""

    _name = "res.partner.grade"
    _inherit = ["res.partner.grade", "mail.thread"]

    membership_kind = fields.Selection(
        [
            ("individual", "Individual"),
            ("couple", "Couple"),
            ("family", "Family"),
            ("corporate", "Corporate nominee"),
            ("junior", "Junior"),
            ("honorary", "Honorary"),
        ],
        index=True,
        tracking=True,
        help="Makes this level a golf membership tier. A person may hold one running membership"
        " of a kind at a time. Locked once the tier has memberships.",
    )
    term = fields.Selection(
        [
            (dates.CLUB_YEAR, "Club year"),
            (dates.ANNIVERSARY, "One year from the first day"),
            (dates.UNLIMITED, "No end"),
        ],
        default=dates.CLUB_YEAR,
        tracking=True,
        help="When the first term of a membership ends; the club year when empty.",
    )
    age_min = fields.Integer("Age from", tracking=True, help="Zero: no lower limit.")
    age_max = fields.Integer("Age to", tracking=True, help="Zero: no upper limit.")
    joining_fee_product_id = fields.Many2one(
        "product.product",
        domain="[('type', '=', 'service'), ('company_id', 'in', (company_id, False))]",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="What a new member pays once.",
    )
    dues_product_id = fields.Many2one(
        "product.product",
        string="Yearly dues product",
        domain="[('type', '=', 'service'), ('company_id', 'in', (company_id, False))]",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="What a member pays for a term.",
    )
    joining_fee = fields.Float(
        "Joining fee",
        related="joining_fee_product_id.lst_price",
        digits="Product Price",
        readonly=True,
    )
    annual_dues = fields.Float(
        "Yearly dues", related="dues_product_id.lst_price", digits="Product Price", readonly=True
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    benefit_ids = fields.One2many("golf.tier.benefit", "tier_id", string="Benefits", copy=True)
    color = fields.Integer()
    membership_ids = fields.One2many("golf.membership", "tier_id")
    membership_count = fields.Integer(compute="_compute_membership_count")

    _ages_not_negative = models.Constraint(
        "CHECK (age_min >= 0 AND age_max >= 0)", "An age cannot be negative."
    )
    _age_band = models.Constraint(
        "CHECK (COALESCE(age_max, 0) = 0 OR age_max >= COALESCE(age_min, 0))",
        "The upper age limit lies below the lower one.",
    )

    @api.depends("company_id.currency_id")
    def _compute_currency_id(self):
        for tier in self:
            tier.currency_id = (tier.company_id or self.env.company).currency_id

    def _compute_membership_count(self):
        counts = dict(
            self.env["golf.membership"]._read_group(
                [("tier_id", "in", self.ids)], ["tier_id"], ["__count"]
            )
        )
        for tier in self:
            tier.membership_count = counts.get(tier, 0)

    @api.constrains("membership_kind", "company_id")
    def _check_company_of_golf_tier(self):
        if any(tier.membership_kind and not tier.company_id for tier in self):
            raise ValidationError(
                self.env._("Choose the company of a golf tier: its fees are in its currency.")
            )

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        tiers = super().create(vals_list)
        tiers._link_fee_products()
        return tiers

    def write(self, vals):
        self._check_locked_fields(vals)
        result = super().write(vals)
        if {"joining_fee_product_id", "dues_product_id"} & vals.keys():
            self._link_fee_products()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unused_only(self):
        # Whether the tier was ever sold is asked of all clubs, whoever may see them.
        Membership = self.env["golf.membership"].sudo()
        used = Membership.search([("tier_id", "in", self.ids)]).tier_id
        if used:
            raise UserError(
                self.env._(
                    "%(tiers)s has memberships and cannot be deleted. Archive it instead: nobody"
                    " can join it any more and its members keep it.",
                    tiers=", ".join(used.mapped("name")),
                )
            )

    # ------------------------------------------------------------- BUSINESS

    def _check_locked_fields(self, vals):
        """Refuse a change that would re-interpret memberships already sold.

        :raises UserError: kind or company changes on a tier with memberships
        """
        if not {"membership_kind", "company_id"} & vals.keys():
            return
        # Whether the tier was ever sold is asked of all clubs, whoever may see them.
        groups = (
            self.env["golf.membership"]
            .sudo()
            ._read_group([("tier_id", "in", self.ids)], ["tier_id"])
        )
        for (tier,) in groups:
            tier = tier.sudo(False)
            changes_kind = vals.get("membership_kind", tier.membership_kind) != tier.membership_kind
            changes_company = vals.get("company_id", tier.company_id.id) != tier.company_id.id
            if changes_kind or changes_company:
                raise UserError(
                    self.env._(
                        "%(tier)s has memberships: its kind and company can no longer change."
                        " Archive it and make a new tier.",
                        tier=tier.name,
                    )
                )

    def _link_fee_products(self):
        """Make the fee products of golf tiers sell these tiers, as core's partnership expects.

        :raises ValidationError: a product sells another tier already
        """
        for tier in self.filtered("membership_kind"):
            # A membership manager configures fees without being a product manager; the change is
            # limited to linking the chosen products to this tier.
            products = tier._get_fee_products().sudo()
            foreign = products.filtered(lambda p: p.grade_id and p.grade_id != tier)  # noqa: B023
            if foreign:
                raise ValidationError(
                    self.env._(
                        "%(product)s is a fee of %(other)s. Give %(tier)s a product of its own.",
                        product=foreign[0].display_name,
                        other=foreign[0].grade_id.display_name,
                        tier=tier.name,
                    )
                )
            for product in products.filtered(lambda p: p.grade_id != tier):  # noqa: B023
                product.product_tmpl_id.write(product.product_tmpl_id._get_golf_fee_values(tier))

    def action_open_memberships(self):
        """Open the memberships of this tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_action"
        )
        action["domain"] = [("tier_id", "=", self.id)]
        action["context"] = {}
        return action
