# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..membership import admission


class GolfAdmissionDecision(models.TransientModel):
    """What the committee decided on an application: the day, the reason, and what follows."""

    _name = "golf.admission.decision"
    _description = "Decision on an Application"

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    tier_id = fields.Many2one(related="lead_id.golf_tier_id")
    currency_id = fields.Many2one(related="lead_id.company_id.currency_id")
    decision = fields.Selection(
        [(admission.APPROVED, "Approved"), (admission.REFUSED, "Refused")],
        required=True,
        default=admission.APPROVED,
    )
    date = fields.Date(
        "Decided on",
        required=True,
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
        help="The day of the committee's meeting.",
    )
    reason = fields.Char()
    amount = fields.Monetary(
        "Money to give back",
        compute="_compute_amount",
        store=True,
        readonly=False,
        help="What was paid on invoices of the application, and what the payer has paid since that"
        " is set against no invoice yet.",
    )
    refund_until = fields.Date("To be given back by", compute="_compute_days")
    next_application_on = fields.Date("May apply again from", compute="_compute_days")
    pay_until = fields.Date("Joining fee to be paid by", compute="_compute_days")

    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0)", "Money that is given back is not below zero."
    )

    @api.depends("lead_id")
    def _compute_date(self):
        for wizard in self:
            company = wizard.lead_id.company_id or self.env.company
            wizard.date = company._golf_today()

    @api.depends("lead_id", "decision")
    def _compute_amount(self):
        for wizard in self:
            lead = wizard.lead_id
            asked = wizard.decision == admission.REFUSED and wizard.tier_id.admission_refund_days
            # Computed for the record, and asked for the user.
            is_own = asked and lead.sudo(False).has_access("read")
            paid = lead._get_golf_paid_amount() if is_own else 0
            wizard.amount = max(paid, 0)

    @api.depends("date", "decision", "lead_id")
    def _compute_days(self):
        for wizard in self:
            tier, day = wizard.tier_id, wizard.date
            refused = wizard.decision == admission.REFUSED
            is_change = wizard.lead_id.golf_is_for_change
            wizard.refund_until = wizard.next_application_on = wizard.pay_until = False
            if day and refused:
                if tier.admission_refund_days and not is_change:
                    wizard.refund_until = admission.days_after(day, tier.admission_refund_days)
                wizard.next_application_on = admission.next_application(
                    day, tier.admission_wait_months
                )
            elif day and tier.admission_pay_days and not is_change:
                wizard.pay_until = admission.days_after(day, tier.admission_pay_days)

    def action_confirm(self):
        """Write the decision down.

        :raises AccessError: who asks is no membership manager
        :raises UserError: it cannot be decided so
        """
        self.ensure_one()
        self.lead_id._decide_golf_admission(
            self.decision, self.date, (self.reason or "").strip(), self.amount
        )
        return {"type": "ir.actions.act_window_close"}
