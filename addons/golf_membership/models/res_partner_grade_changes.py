# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..changes import fees, leave


class ResPartnerGrade(models.Model):
    """By-laws of a golf tier about changes of a membership, and what they cost."""

    _inherit = "res.partner.grade"

    change_product_id = fields.Many2one(
        "product.product",
        string="Product of change fees",
        domain="[('type', '=', 'service'), ('company_id', 'in', (company_id, False))]",
        check_company=True,
        ondelete="restrict",
        help="Gives the fees of changes their taxes and their revenue account.",
    )
    # Tier
    charge_joining_difference = fields.Boolean(
        "Moving up costs the difference of joining fees",
        tracking=True,
        help="Who changes to this tier pays what its joining fee is above that of the former tier.",
    )
    # Nominees
    nominee_change_fee = fields.Monetary("Change of a nominee", tracking=True)
    # Transfer
    is_transferable = fields.Boolean("May be transferred", default=True, tracking=True)
    is_inheritable = fields.Boolean("May be inherited", default=True, tracking=True)
    transfer_fee = fields.Monetary("Transfer fee", tracking=True)
    transfer_percent = fields.Float(
        "Transfer costs at most",
        default=30,
        tracking=True,
        help="Percentage of today's joining fee of the tier; with no transfer fee it is the fee."
        " Zero: no limit.",
    )
    share_percent = fields.Float(
        "Transfer of one share costs at most",
        default=15,
        tracking=True,
        help="Percentage of today's joining fee, where one nominee's share of a membership with"
        " several is transferred.",
    )
    inheritance_fee = fields.Monetary(tracking=True)
    split_fee = fields.Monetary(
        "Split, for each", tracking=True, help="Fee for each membership that a split makes."
    )
    split_tier_id = fields.Many2one(
        "res.partner.grade",
        string="Splits into",
        domain="[('membership_kind', '!=', False), ('company_id', '=', company_id)]",
        check_company=True,
        ondelete="restrict",
        help="Tier of the memberships that a split makes, one for each nominee.",
    )
    # Leave
    leave_most = fields.Integer(
        "Leaves of absence", default=1, tracking=True, help="Per membership; zero: any number."
    )
    leave_months = fields.Integer(
        "Months of a leave", default=12, tracking=True, help="Zero: any length."
    )
    leave_total_months = fields.Integer(
        "Months of absence in all",
        tracking=True,
        help="Over the life of a membership; zero: any number. For days beyond, the fee “Absence"
        " beyond the allowance” of the tier is charged; without that fee they are refused.",
    )
    medical_most = fields.Integer("Medical leaves", default=1, tracking=True)
    medical_months = fields.Integer("Months of a medical leave", default=6, tracking=True)
    leave_return = fields.Selection(
        [
            (leave.AUTO, "By itself"),
            (leave.APPLY, "On application, or the membership is forfeited"),
        ],
        string="After a leave, it resumes",
        default=leave.AUTO,
        tracking=True,
    )
    leave_notice_days = fields.Integer(
        "Days to apply before the end of a leave", default=30, tracking=True
    )
    reactivation_fee = fields.Monetary("Reactivation after a leave", tracking=True)
    leave_keeps_prices = fields.Boolean(
        "Members' prices while on leave",
        default=True,
        tracking=True,
        help="Otherwise who is on leave plays at guests' prices and may not sign for anything.",
    )
    # Certificates
    certificate_days = fields.Integer(
        "Certificate issued within",
        tracking=True,
        help="Days after the membership has begun. Zero: no certificates.",
    )
    certificate_fee = fields.Monetary("Certificate issued anew", tracking=True)
    debenture_fee = fields.Monetary("Transfer of a debenture", tracking=True)

    _change_fees_not_negative = models.Constraint(
        "CHECK (nominee_change_fee >= 0 AND transfer_fee >= 0 AND inheritance_fee >= 0"
        " AND split_fee >= 0 AND reactivation_fee >= 0 AND certificate_fee >= 0"
        " AND debenture_fee >= 0 AND leave_most >= 0 AND leave_months >= 0"
        " AND medical_most >= 0 AND medical_months >= 0 AND leave_notice_days >= 0"
        " AND certificate_days >= 0 AND leave_total_months >= 0)",
        "Fees, numbers and days of the by-laws cannot be negative.",
    )
    _percents_are_shares = models.Constraint(
        "CHECK (transfer_percent BETWEEN 0 AND 100 AND share_percent BETWEEN 0 AND 100)",
        "A share of the joining fee lies between 0 and 100 percent.",
    )

    @api.constrains("split_tier_id")
    def _check_split_tier(self):
        for tier in self:
            if tier.split_tier_id == tier:
                raise ValidationError(
                    self.env._(
                        "%(tier)s cannot split into itself. Choose the tier of one nominee.",
                        tier=tier.name,
                    )
                )

    def _get_leave_rule(self, kind):
        """Return the by-laws of one tier on leaves of a kind as a value object."""
        self.ensure_one()
        if kind == leave.MEDICAL:
            return leave.LeaveRule(self.medical_most, self.medical_months)
        # Whether there is such a fee, no price.
        is_beyond_paid = bool(self.sudo()._get_schedules("absence"))
        return leave.LeaveRule(
            self.leave_most, self.leave_months, self.leave_total_months, is_beyond_paid
        )

    def _get_transfer_rule(self, of_share=False):
        """Return what a transfer costs by the by-laws of one tier, as a value object.

        :param of_share: whether one nominee's share is transferred, not the whole
        """
        self.ensure_one()
        percent = self.share_percent if of_share else self.transfer_percent
        return fees.TransferRule(Decimal(str(self.transfer_fee)), Decimal(str(percent)))

    def _get_current_joining_fee(self):
        """Return today's joining fee of one tier, in the currency of its club."""
        self.ensure_one()
        today = self.company_id._golf_today()
        # Whoever prepares a change is told the price, and need not see the schedules.
        schedule = self.sudo()._get_schedules("joining")._in_force_on(today)[:1]
        if not schedule:
            return Decimal(0)
        price = schedule.currency_id._convert(
            schedule._get_price(today), self.company_id.currency_id, self.company_id, today
        )
        return Decimal(str(price))
