# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..dues import due, periods

FEE_KINDS = [
    ("joining", "Joining fee"),
    ("dues", "Dues"),
    ("minimum", "Minimum spend"),
    ("locker", "Locker"),
    ("storage", "Bag storage"),
    ("card", "Named cards"),
    ("absence", "Absence beyond the allowance"),
    ("deposit", "Refundable deposit"),
    ("late", "Late fee"),
]
#: Fees of which a tier has one at a time; of the others it may have several, one a product.
SINGLE_KINDS = ("joining", "dues", "deposit", "late", "card", "absence")
#: Fees that are due once, not again and again.
ONE_OFF_KINDS = ("joining", "deposit", "late")
#: Fees that only those pay who have taken them.
OPTIONAL_KINDS = ("locker", "storage")
#: Fees that the daily run charges by the calendar alone.
PERIODIC_KINDS = ("dues", *OPTIONAL_KINDS, "card", "absence")


class GolfFeeSchedule(models.Model):
    """One version of one fee of a tier: what it costs, when it is billed, when it is revenue.

    A change of price or rhythm is a new version with a first day; the version in force on the
    first day of a period bills that period.
    """

    _name = "golf.fee.schedule"
    _description = "Membership Fee Schedule"
    _inherit = ["mail.thread"]
    _order = "tier_id, sequence, fee_kind, date_from desc, id desc"
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
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    fee_kind = fields.Selection(FEE_KINDS, "Fee", required=True, default="dues", tracking=True)
    fee_key = fields.Char(compute="_compute_fee_key", store=True, precompute=True)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('type', '=', 'service'), ('company_id', 'in', (company_id, False))]",
        tracking=True,
        help="Gives the fee its name on invoices, its taxes and its revenue account.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="restrict",
    )
    price_from = fields.Selection(
        [("product", "Price of the product"), ("fixed", "Amount given here")],
        string="Price",
        required=True,
        default="product",
        tracking=True,
    )
    amount = fields.Monetary(tracking=True, help="For a whole period, before taxes.")
    price = fields.Monetary(
        "Price per period", compute="_compute_price", help="What a whole period costs now."
    )
    renewal_price = fields.Selection(
        [("current", "Current price"), ("agreed", "Price agreed with the member")],
        string="Price at renewal",
        required=True,
        default="current",
        tracking=True,
    )
    cadence = fields.Selection(
        [
            (periods.ONCE, "Once"),
            (periods.MONTHLY, "Monthly"),
            (periods.QUARTERLY, "Quarterly"),
            (periods.HALF_YEARLY, "Half-yearly"),
            (periods.YEARLY, "Yearly"),
        ],
        string="Billed",
        required=True,
        compute="_compute_cadence",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    timing = fields.Selection(
        [(due.ADVANCE, "In advance"), (due.ARREARS, "In arrears")],
        required=True,
        compute="_compute_timing",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    anchor = fields.Selection(
        [(due.CLUB_YEAR, "The club year"), (due.ANNIVERSARY, "The member's first day")],
        string="Periods follow",
        required=True,
        default=due.CLUB_YEAR,
        tracking=True,
    )
    prorate = fields.Boolean(
        "Prorate parts of a period",
        tracking=True,
        help="Who joins or leaves within a period pays for its days, counted inclusively; else"
        " the whole period.",
    )
    lead_days = fields.Integer(
        "Billed days ahead", tracking=True, help="Days before the period on which it is billed."
    )
    recognition = fields.Selection(
        [
            ("at_once", "When billed"),
            ("period", "Over the days it is for"),
            ("months", "Over a number of months"),
        ],
        string="Revenue",
        required=True,
        default="at_once",
        tracking=True,
    )
    recognition_months = fields.Integer(
        "Months", default=12, tracking=True, help="Months over which the fee becomes revenue."
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Due date or instalments of the invoice; the payer's own terms when empty.",
    )
    date_from = fields.Date("In force from", tracking=True, help="Empty: from the beginning.")
    date_to = fields.Date("In force to", tracking=True, help="Empty: no end.")
    charge_count = fields.Integer(compute="_compute_charge_count")

    _amounts_not_negative = models.Constraint(
        "CHECK (amount >= 0 AND lead_days >= 0)", "A fee and its days ahead cannot be negative."
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_to >= date_from)",
        "A fee schedule cannot end before it starts.",
    )
    _one_version_at_a_time = models.Constraint(
        "EXCLUDE USING gist (tier_id WITH =, fee_key WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (active)",
        "This tier has a schedule of this fee in these days already. End that one first.",
    )

    # -------------------------------------------------------------- COMPUTE

    @api.depends("tier_id.name", "product_id.name")
    def _compute_display_name(self):
        for schedule in self:
            parts = (schedule.tier_id.name, schedule.product_id.name)
            schedule.display_name = ": ".join(part for part in parts if part)

    @api.depends("fee_kind", "product_id")
    def _compute_fee_key(self):
        for schedule in self:
            schedule.fee_key = self._get_fee_key(schedule.fee_kind, schedule.product_id)

    @api.depends("company_id")
    def _compute_currency_id(self):
        for schedule in self:
            company = schedule.company_id or schedule.tier_id.company_id or self.env.company
            schedule.currency_id = schedule.currency_id or company.currency_id

    @api.depends("fee_kind")
    def _compute_cadence(self):
        for schedule in self:
            if schedule.fee_kind in ONE_OFF_KINDS:
                schedule.cadence = periods.ONCE
            elif not schedule.cadence or schedule.cadence == periods.ONCE:
                schedule.cadence = periods.YEARLY

    @api.depends("fee_kind")
    def _compute_timing(self):
        for schedule in self:
            # What was not spent is known when the period is over.
            late = schedule.fee_kind == "minimum"
            schedule.timing = due.ARREARS if late else schedule.timing or due.ADVANCE

    @api.depends(
        "price_from", "amount", "product_id.lst_price", "currency_id", "product_id.currency_id"
    )
    def _compute_price(self):
        for schedule in self:
            schedule.price = schedule._get_price()

    def _compute_charge_count(self):
        counts = dict(
            self.env["golf.charge"]._read_group(
                [("schedule_id", "in", self.ids)], ["schedule_id"], ["__count"]
            )
        )
        for schedule in self:
            schedule.charge_count = counts.get(schedule, 0)

    # ---------------------------------------------------------- CONSTRAINTS

    @api.constrains("fee_kind", "cadence", "timing")
    def _check_rhythm(self):
        for schedule in self:
            one_off = schedule.fee_kind in ONE_OFF_KINDS
            if one_off != (schedule.cadence == periods.ONCE):
                raise ValidationError(
                    self.env._(
                        "%(fee)s: a joining fee, a deposit and a late fee are billed once, every"
                        " other fee by month, quarter, half-year or year.",
                        fee=schedule.display_name,
                    )
                )
            if schedule.fee_kind == "minimum" and schedule.timing != due.ARREARS:
                raise ValidationError(
                    self.env._(
                        "%(fee)s: a minimum spend is billed in arrears, when the period is over.",
                        fee=schedule.display_name,
                    )
                )

    # ------------------------------------------------------------- BUSINESS

    @api.model_create_multi
    def create(self, vals_list):
        # The last day of the version before, typed in the same form, must be known by now.
        self.flush_model(["date_from", "date_to", "active"])
        schedules = super().create(vals_list)
        schedules.tier_id._link_fee_products()
        return schedules

    @api.model
    def _get_fee_key(self, kind, product):
        """Return what tells a fee from the other fees of a tier, whatever its version.

        :param kind: one of :data:`FEE_KINDS`
        :param product: ``product.product``
        """
        return kind if kind in SINGLE_KINDS else f"{kind}:{product.id}"
