# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..dues import periods
from ..tiers import allowance

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class GolfGuestRule(models.Model):
    """How many guests members of a tier may bring, on which days and at what price."""

    _name = "golf.guest.rule"
    _description = "Guest Allowance"
    _inherit = ["mail.thread"]
    _order = "tier_id, id"
    _rec_name = "tier_id"
    _check_company_auto = True

    tier_id = fields.Many2one(
        "res.partner.grade",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        domain="[('membership_kind', '!=', False)]",
    )
    company_id = fields.Many2one(
        related="tier_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    active = fields.Boolean(default=True)
    benefit_id = fields.Many2one(
        "golf.tier.benefit",
        string="Counts as benefit",
        ondelete="set null",
        domain="[('tier_id', '=', tier_id), ('quantity', '>', 0)]",
        help="The benefit of the tier that this allowance is: told once, with what is left.",
    )
    quantity = fields.Integer(
        "Guests",
        compute="_compute_quantity",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="At the guest rate in a period. Zero: no limit.",
    )
    period = fields.Selection(
        [
            (periods.MONTHLY, "Month"),
            (periods.QUARTERLY, "Quarter"),
            (periods.HALF_YEARLY, "Half-year"),
            (periods.YEARLY, "Membership year"),
        ],
        string="Every",
        required=True,
        default=periods.YEARLY,
        tracking=True,
    )
    day_most = fields.Integer(
        "At most a day", tracking=True, help="Guests at the guest rate on one day. Zero: no limit."
    )
    monday = fields.Boolean(default=True)
    tuesday = fields.Boolean(default=True)
    wednesday = fields.Boolean(default=True)
    thursday = fields.Boolean(default=True)
    friday = fields.Boolean(default=True)
    saturday = fields.Boolean(default=True)
    sunday = fields.Boolean(default=True)
    product_id = fields.Many2one(
        "product.product",
        string="Guest fee",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', 'in', (company_id, False))]",
        help="What a guest at the guest rate costs.",
    )
    above = fields.Selection(
        [("refuse", "Are refused"), ("charge", "Pay a higher price")],
        string="More guests",
        required=True,
        default="refuse",
        tracking=True,
    )
    above_product_id = fields.Many2one(
        "product.product",
        string="Fee above the allowance",
        ondelete="restrict",
        check_company=True,
        domain="[('company_id', 'in', (company_id, False))]",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price list of guests",
        ondelete="restrict",
        check_company=True,
        help="Empty: guests pay the price of the product.",
    )

    _tier_once = models.UniqueIndex(
        "(tier_id) WHERE active", "This tier has a guest allowance already. Change that one."
    )
    _not_negative = models.Constraint(
        "CHECK (COALESCE(quantity, 0) >= 0 AND COALESCE(day_most, 0) >= 0)",
        "Numbers of guests cannot be negative.",
    )
    _above_has_fee = models.Constraint(
        "CHECK (above <> 'charge' OR above_product_id IS NOT NULL)",
        "Choose what guests above the allowance pay.",
    )

    @api.depends("benefit_id.quantity")
    def _compute_quantity(self):
        for rule in self:
            rule.quantity = rule.benefit_id.quantity or rule.quantity

    @api.constrains("benefit_id", "tier_id")
    def _check_benefit_is_of_the_tier(self):
        for rule in self:
            if rule.benefit_id and rule.benefit_id.tier_id != rule.tier_id:
                raise ValidationError(
                    self.env._(
                        "“%(benefit)s” is no benefit of %(tier)s.",
                        benefit=rule.benefit_id.name,
                        tier=rule.tier_id.name,
                    )
                )

    @api.constrains(*WEEKDAYS)
    def _check_some_day(self):
        for rule in self:
            if not rule._get_limits().weekdays:
                raise ValidationError(
                    self.env._("Choose a day of the week on which guests may come.")
                )

    def _get_limits(self):
        """Return the allowance as a value object."""
        self.ensure_one()
        return allowance.Limits(
            in_period=self.quantity,
            on_day=self.day_most,
            weekdays=frozenset(number for number, name in enumerate(WEEKDAYS) if self[name]),
            above=self.above == "charge",
        )

    def _get_period(self, membership, day):
        """Return the ``periods.Period`` in which the guests of a day are counted."""
        self.ensure_one()
        year = membership._get_membership_year(day)
        return periods.period_of(day, year.start, periods.MONTHS[self.period])

    def _get_fee(self, rate, day):
        """Return (product, price) of a guest.

        :param rate: ``allowance.GUEST`` or ``allowance.ABOVE``
        """
        self.ensure_one()
        product = self.above_product_id if rate == allowance.ABOVE else self.product_id
        if self.pricelist_id:
            return product, self.pricelist_id._get_product_price(product, 1, date=day)
        return product, product.lst_price
