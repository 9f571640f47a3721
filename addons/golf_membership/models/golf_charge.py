# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .golf_fee_schedule import FEE_KINDS


class GolfCharge(models.Model):
    """What a membership is charged for one fee and one period.

    The row says what is owed and why; invoices, credit notes and payments say what became of it.
    Its state is derived from them (``golf_charge_money.py``) and is never typed.
    """

    _name = "golf.charge"
    _description = "Membership Charge"
    _inherit = ["golf.company.check"]
    _order = "period_start desc, id desc"
    _check_company_auto = True

    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="restrict", check_company=True
    )
    member_id = fields.Many2one(
        related="membership_id.partner_id", string="Member", store=True, precompute=True, index=True
    )
    payer_id = fields.Many2one(
        "res.partner",
        string="Billed to",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        compute="_compute_payer_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", string="Club", store=True, precompute=True, index=True
    )
    tier_id = fields.Many2one(
        "res.partner.grade",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        compute="_compute_tier_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The tier on the day of the charge.",
    )
    schedule_id = fields.Many2one(
        "golf.fee.schedule", index="btree_not_null", ondelete="restrict", check_company=True
    )
    subscription_id = fields.Many2one(
        "golf.fee.subscription", index="btree_not_null", ondelete="restrict", check_company=True
    )
    late_charge_id = fields.Many2one(
        "golf.charge",
        string="Late payment of",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The overdue charge a late fee is for.",
    )
    fee_kind = fields.Selection(
        [*FEE_KINDS, ("change", "Change of the membership"), ("other", "Other")],
        "Fee",
        required=True,
        default="other",
        index=True,
    )
    fee_key = fields.Char(
        required=True,
        compute="_compute_fee_key",
        store=True,
        readonly=False,
        precompute=True,
        help="Tells the fee from the other fees of the membership, whatever its version.",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('type', '=', 'service'), ('company_id', 'in', (company_id, False))]",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        ondelete="restrict",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    period_start = fields.Date("From", required=True, default=fields.Date.context_today)
    period_end = fields.Date("To", required=True, default=fields.Date.context_today)
    bill_on = fields.Date(
        required=True,
        compute="_compute_bill_on",
        store=True,
        readonly=False,
        precompute=True,
        help="First day on which it may be invoiced.",
    )
    amount = fields.Monetary(required=True, help="Before taxes.")
    full_amount = fields.Monetary("Whole period", help="What the whole period costs, before taxes.")
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Order line",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
    )
    move_line_ids = fields.One2many(
        "account.move.line", "golf_charge_id", string="Invoice lines", readonly=True
    )
    problem = fields.Char(
        readonly=True, copy=False, help="Why the last run could not bill it, and what to do."
    )

    # The daily run twice at once, a run and a person: a fee is charged once for a period.
    _once_a_period = models.UniqueIndex(
        "(membership_id, fee_key, period_start)",
        "This membership is charged this fee for this period already.",
    )
    _joining_once = models.UniqueIndex(
        "(membership_id) WHERE fee_kind = 'joining'",
        "This membership has been charged its joining fee already.",
    )
    # Two versions of a fee with other periods may not bill a day twice either.
    _no_day_twice = models.Constraint(
        "EXCLUDE USING gist (membership_id WITH =, fee_key WITH =,"
        " daterange(period_start, period_end, '[]') WITH &&)"
        " WHERE (fee_kind IN ('dues', 'minimum', 'locker', 'storage', 'card', 'absence'))",
        "This membership is charged this fee for some of these days already.",
    )
    _period_ordered = models.Constraint(
        "CHECK (period_end >= period_start)", "A period cannot end before it starts."
    )
    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0)", "A charge cannot be negative. Use a credit note instead."
    )
    _billing_index = models.Index("(company_id, bill_on, id) WHERE state = 'due'")
    _member_index = models.Index("(membership_id, fee_kind, period_end)")

    # -------------------------------------------------------------- COMPUTE

    @api.depends("product_id.name", "membership_id.number", "period_start", "period_end")
    def _compute_display_name(self):
        for charge in self:
            charge.display_name = self.env._(
                "%(number)s %(fee)s %(start)s – %(end)s",
                number=charge.membership_id.number or "",
                fee=charge.product_id.name or "",
                start=fields.Date.to_string(charge.period_start) or "",
                end=fields.Date.to_string(charge.period_end) or "",
            )

    @api.depends("membership_id")
    def _compute_payer_id(self):
        for charge in self:
            charge.payer_id = charge.payer_id or charge.membership_id.payer_id

    @api.depends("membership_id")
    def _compute_tier_id(self):
        for charge in self:
            charge.tier_id = charge.tier_id or charge.membership_id.tier_id

    @api.depends("fee_kind", "product_id")
    def _compute_fee_key(self):
        for charge in self:
            charge.fee_key = charge.fee_key or self.env["golf.fee.schedule"]._get_fee_key(
                charge.fee_kind, charge.product_id
            )

    @api.depends("schedule_id", "company_id")
    def _compute_currency_id(self):
        for charge in self:
            charge.currency_id = (
                charge.currency_id
                or charge.schedule_id.currency_id
                or charge.membership_id.company_id.currency_id
            )

    @api.depends("period_start")
    def _compute_bill_on(self):
        for charge in self:
            charge.bill_on = charge.bill_on or charge.period_start

    # ---------------------------------------------------------- CONSTRAINTS

    @api.constrains("amount")
    def _check_plausible_amount(self):
        for charge in self:
            if charge.amount < 0:
                raise ValidationError(
                    self.env._(
                        "%(charge)s: a charge cannot be negative. Credit an invoice instead.",
                        charge=charge.display_name,
                    )
                )

    @api.constrains("payer_id", "company_id")
    def _check_payer(self):
        for charge in self:
            payer = charge.payer_id
            if payer.company_id and payer.company_id != charge.company_id:
                raise ValidationError(
                    self.env._(
                        "%(payer)s belongs to %(other)s and cannot be billed by %(club)s. Choose"
                        " another payer on the membership.",
                        payer=payer.display_name,
                        other=payer.company_id.name,
                        club=charge.company_id.name,
                    )
                )

    # ------------------------------------------------------------------ ORM

    def write(self, vals):
        locked = self._get_locked_fields() & vals.keys()
        if locked and not self.env.su and any(charge.state != "due" for charge in self):
            raise AccessError(
                self.env._(
                    "%(charge)s is invoiced: credit the invoice, then charge it anew.",
                    charge=self.filtered(lambda c: c.state != "due")[0].display_name,
                )
            )
        return super().write(vals)

    @api.model
    def _get_locked_fields(self):
        """Return the names of the fields that an invoice has fixed."""
        return {
            "membership_id", "payer_id", "tier_id", "fee_kind", "fee_key", "product_id",
            "currency_id", "period_start", "period_end", "amount", "schedule_id",
        }  # fmt: skip

    @api.ondelete(at_uninstall=False)
    def _unlink_unbilled_only(self):
        # Whether there are invoice lines at all is asked, drafts too, whoever may see them.
        billed = self.sudo().filtered("move_line_ids")[:1]
        if billed:
            raise UserError(
                self.env._(
                    "%(charge)s has been invoiced and is part of the books. Credit its invoice"
                    " instead.",
                    charge=billed.display_name,
                )
            )

    def copy_data(self, default=None):
        raise UserError(
            self.env._("A charge cannot be duplicated: a fee is charged once for a period.")
        )

    # -------------------------------------------------------------- ACTIONS

    def action_open_invoices(self):
        """Open the invoices and credit notes of these charges."""
        return self.move_line_ids.move_id._get_golf_open_action()

    def action_open_membership(self):
        """Open the membership that is charged."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "golf.membership",
            "res_id": self.membership_id.id,
            "views": [(False, "form")],
        }
