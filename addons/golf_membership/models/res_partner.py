# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..membership import dates

HANDICAP_MIN, HANDICAP_MAX = -10.0, 54.0


def handicap_text(index):
    """Return a handicap as golfers write it: better than scratch with a plus."""
    return f"+{-index:.1f}" if index < 0 else f"{index:.1f}"


class ResPartner(models.Model):
    """The golfer behind the contact: profile fields and memberships."""

    _name = "res.partner"
    _inherit = ["res.partner", "golf.company.check"]

    golf_has_handicap = fields.Boolean(
        "Has a handicap",
        groups="golf_membership.group_golf_shop",
        help="Tells a scratch golfer (0.0) from one whose handicap is not known.",
    )
    golf_handicap = fields.Float(
        "Handicap",
        digits=(4, 1),
        aggregator="avg",
        groups="golf_membership.group_golf_shop",
        help="Better than scratch is negative here and shown with a plus, as golfers write it.",
    )
    golf_handicap_text = fields.Char(
        "Handicap shown",
        compute="_compute_golf_handicap_text",
        groups="golf_membership.group_golf_shop,base.group_portal",
    )
    golf_playing_since = fields.Integer(
        "Playing since",
        help="Year in which this person began to play.",
        groups="golf_membership.group_golf_shop",
    )
    golf_years_playing = fields.Integer(
        "Years of play",
        compute="_compute_golf_years_playing",
        groups="golf_membership.group_golf_shop",
    )
    golf_brand_ids = fields.Many2many(
        "golf.club.brand", string="Club brands", groups="golf_membership.group_golf_shop"
    )
    golf_membership_ids = fields.One2many(
        "golf.membership", "partner_id", groups="golf_membership.group_golf_shop"
    )
    golf_membership_count = fields.Integer(
        compute="_compute_golf_membership_count", groups="golf_membership.group_golf_shop"
    )
    golf_is_member = fields.Boolean(
        compute="_compute_golf_is_member", help="The level of this contact is a golf tier."
    )
    golf_referral_ids = fields.One2many(
        "golf.membership",
        "referrer_partner_id",
        string="Members referred",
        groups="golf_membership.group_golf_shop",
    )

    @api.depends("golf_has_handicap", "golf_handicap")
    def _compute_golf_handicap_text(self):
        for partner in self:
            partner.golf_handicap_text = partner.golf_has_handicap and handicap_text(
                partner.golf_handicap
            )

    @api.depends("golf_playing_since")
    def _compute_golf_years_playing(self):
        year = fields.Date.context_today(self).year
        for partner in self:
            since = partner.golf_playing_since
            partner.golf_years_playing = max(year - since, 0) if since else 0

    @api.depends("golf_membership_ids")
    def _compute_golf_membership_count(self):
        counts = dict(
            self.env["golf.membership"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.golf_membership_count = counts.get(partner, 0)

    @api.depends("grade_id")
    def _compute_golf_is_member(self):
        for partner in self:
            # Only whether the level is a golf tier, of whichever club.
            partner.golf_is_member = bool(partner.sudo().grade_id.membership_kind)

    @api.constrains("golf_has_handicap", "golf_handicap")
    def _check_golf_handicap(self):
        for partner in self:
            if not HANDICAP_MIN <= partner.golf_handicap <= HANDICAP_MAX:
                raise ValidationError(
                    self.env._(
                        "A handicap lies between +10.0 (typed -10) and 54.0; %(value)s does not.",
                        value=partner.golf_handicap,
                    )
                )

    @api.constrains("golf_playing_since")
    def _check_golf_playing_since(self):
        this_year = fields.Date.context_today(self).year
        for partner in self:
            since = partner.golf_playing_since
            if since and not dates.EARLIEST_DATE.year <= since <= this_year:
                raise ValidationError(
                    self.env._(
                        "%(year)s cannot be the year in which play began: enter a year between"
                        " 1900 and %(this_year)s.",
                        year=since,
                        this_year=this_year,
                    )
                )

    @api.onchange("golf_handicap")
    def _onchange_golf_handicap(self):
        if self.golf_handicap:
            self.golf_has_handicap = True

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self.browse()._check_golf_tier_is_not_typed(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_golf_tier_is_not_typed(vals)
        return super().write(vals)

    def copy_data(self, default=None):
        """Copy a contact without the golf tier: the copy has no membership."""
        vals_list = super().copy_data(default)
        for partner, vals in zip(self, vals_list, strict=True):
            if partner.sudo().grade_id.membership_kind:  # only whether it is a golf tier
                vals.update(grade_id=False, specific_property_product_pricelist=False)
        return vals_list

    # ------------------------------------------------------------- BUSINESS

    def _check_golf_tier_is_not_typed(self, vals):
        """Check that nobody sets or clears a golf tier by hand: it follows from a membership.

        :raises UserError: a golf tier is given or taken by anybody but the product itself
        """
        if "grade_id" not in vals or self.env.su:
            return
        # Only whether a level is a golf tier is asked, of whichever club it is.
        tiers = self.env["res.partner.grade"].sudo().browse(vals["grade_id"] or ())
        if (tiers | self.sudo().grade_id).filtered("membership_kind") and any(
            partner.grade_id.id != (vals["grade_id"] or False) for partner in self or self.new()
        ):
            raise UserError(
                self.env._(
                    "The level of a golf club's member follows from the membership. Start an"
                    " application under Golf Club > Joining to make somebody a member."
                )
            )

    def _set_golf_tier(self, tier):
        """Set the level of these contacts to a golf tier, or to none, with its price list.

        :param tier: golf tier, or the empty recordset
        """
        for former, partners in self.grouped("grade_id").items():
            # Core's write() sets the tier's price list along with it, in the tier's company.
            partners.with_company(tier.company_id).write({"grade_id": tier.id})
            if not former.default_pricelist_id or tier.default_pricelist_id:
                continue
            partners = partners.with_company(former.company_id)
            holders = partners.filtered(
                lambda p: p.specific_property_product_pricelist == former.default_pricelist_id  # noqa: B023
            )
            holders.write({"specific_property_product_pricelist": False})

    def action_open_golf_memberships(self):
        """Open the memberships of this contact."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_action"
        )
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {}
        return action
