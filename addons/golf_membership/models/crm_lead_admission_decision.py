# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..membership import admission
from .crm_lead_admission import MADE_BY_BUTTONS, SHOP

DECIDE = "golf_membership.mail_activity_type_admission"
COLLECT = "golf_membership.mail_activity_type_joining_fee"
GIVE_BACK = "golf_membership.mail_activity_type_give_back"


class CrmLead(models.Model):
    """The decision on an application, and what has to be done by which day after it."""

    _inherit = "crm.lead"

    golf_pay_until = fields.Date(
        "Joining fee to be paid by", readonly=True, copy=False, tracking=True, groups=SHOP
    )
    golf_refund_until = fields.Date(
        "Money to be given back by", readonly=True, copy=False, tracking=True, groups=SHOP
    )
    golf_refund_amount = fields.Monetary(
        "Money to give back",
        currency_field="company_currency",
        readonly=True,
        copy=False,
        tracking=True,
        groups="golf_membership.group_golf_money",
        help="What was paid with the application, without interest.",
    )

    # -------------------------------------------------------------- ACTIONS

    def action_golf_decide(self):
        """Enter the decision of the committee; the context says which."""
        self.ensure_one()
        self._check_may_decide()
        decision = self.env.context.get("golf_decision") or admission.APPROVED
        titles = {
            admission.APPROVED: self.env._("Approve the application"),
            admission.REFUSED: self.env._("Refuse the application"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": titles[decision],
            "res_model": "golf.admission.decision",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_lead_id": self.id, "default_decision": decision},
        }

    def action_withdraw_golf_decision(self):
        """Take back the decisions on these applications, entered by mistake.

        :raises UserError: somebody has joined by it
        """
        self._check_may_decide()
        for lead in self:
            if any(order.state == "sale" for order in lead.order_ids):
                raise UserError(
                    self.env._(
                        "%(name)s has joined by this decision: cancel the order first.",
                        name=lead.partner_id.name,
                    )
                )
        # Asked above; the record is written by the product alone.
        decided = self.sudo().filtered("golf_decision")
        decided._forget_golf_activities()
        kept = ("golf_posted_on", "golf_posting_ends")
        decided.write({name: False for name in MADE_BY_BUTTONS if name not in kept})
        decided.filtered(lambda lead: not lead.active).action_restore()
        for lead in decided:
            lead._ask_golf_committee(lead.company_id._golf_today())
        return True

    def action_set_won(self):
        """Whoever has joined has paid the joining fee."""
        result = super().action_set_won()
        # The reminder is the product's own, whoever wins the application.
        self.sudo().activity_unlink([COLLECT])
        return result

    # ------------------------------------------------------------- BUSINESS

    def _check_may_decide(self):
        if not self.env.user.has_group("golf_membership.group_golf_manager"):
            raise AccessError(
                self.env._("Only a membership manager enters what the committee has decided.")
            )
        self.check_access("write")

    def _decide_golf_admission(self, decision, day, reason, amount=0):
        """Write down what the committee decided on one application, and do what follows of it.

        :param str decision: approved or refused
        :param date day: on which it was decided
        :param str reason: needed for a refusal
        :param amount: what was paid with an application that is refused, in the club's currency
        :raises UserError: it cannot be decided so
        """
        self.ensure_one()
        self._check_may_decide()
        # Asked above; the record is written by the product alone.
        lead = self.sudo().with_company(self.company_id)
        lead._lock_golf_application()
        lead._check_golf_decision(decision, day, reason)
        tier = lead.golf_tier_id
        values = {
            "golf_decision": decision,
            "golf_decided_on": day,
            "golf_decided_by_id": self.env.uid,
            "golf_decision_reason": reason,
        }
        lead.activity_unlink([DECIDE])
        if decision == admission.APPROVED:
            # A change charges when it is done.
            if tier.admission_pay_days and not lead.golf_is_for_change:
                values["golf_pay_until"] = admission.days_after(day, tier.admission_pay_days)
            lead.write(values)
            lead._remind_of_golf_joining_fee()
            return
        values["golf_next_application_on"] = admission.next_application(
            day, tier.admission_wait_months
        )
        if amount and tier.admission_refund_days:
            values["golf_refund_amount"] = amount
            values["golf_refund_until"] = admission.days_after(day, tier.admission_refund_days)
        lead.write(values)
        lead._close_refused_golf_application()

    def _lock_golf_application(self):
        """Have the second of two managers told, or find what the first has decided.

        :raises UserError: somebody else decides at this moment
        """
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is deciding on the application of %(name)s at this moment. Look"
                    " at it again.",
                    name=self.partner_id.name,
                )
            ) from error

    def _check_golf_decision(self, decision, day, reason):
        if not self.golf_application_date or not self.golf_by_committee:
            raise UserError(
                self.env._(
                    "%(lead)s is no application that a committee decides on: start the application"
                    " of a tier whose by-laws ask for it.",
                    lead=self.name,
                )
            )
        if self.golf_decision:
            raise UserError(self.env._("The committee has decided on this application already."))
        if not self.golf_application_date <= day <= self.company_id._golf_today():
            raise UserError(
                self.env._(
                    "A committee decides between the day of the application, %(day)s, and today.",
                    day=format_date(self.env, self.golf_application_date),
                )
            )
        if decision == admission.REFUSED:
            if not reason:
                raise UserError(self.env._("Say why the application is refused."))
            confirmed = self.order_ids.filtered(lambda order: order.state == "sale")[:1]
            if confirmed:
                raise UserError(
                    self.env._(
                        "The order %(order)s is confirmed. Cancel it before the application is"
                        " refused.",
                        order=confirmed.name,
                    )
                )
            return
        problem = self._get_golf_admission_problem(day, before_decision=True)
        if problem:
            raise UserError(problem)

    def _close_refused_golf_application(self):
        """Close one refused application, its quotations with it, and have its money given back."""
        self.order_ids.filtered(lambda o: o.state in ("draft", "sent"))._action_cancel()
        reason = self.env.ref("golf_membership.lost_reason_refused", raise_if_not_found=False)
        self.action_set_lost(lost_reason_id=reason.id if reason else False)
        if self.golf_refund_until:
            self._ask_to_give_back()

    def _get_golf_paid_amount(self):
        """Return what was paid for one application so far, in the currency of the club.

        Paid on invoices of its orders, and money of its payer since the application that is set
        against no invoice yet.
        """
        self.ensure_one()
        # Only the sum is told: who decides need not see the ledger.
        lead = self.sudo()
        moves = lead.order_ids.invoice_ids.filtered(lambda move: move.state == "posted")
        on_invoices = sum(move.amount_total_signed - move.amount_residual_signed for move in moves)
        payer = (lead.golf_payer_id or lead.partner_id).commercial_partner_id
        since = Domain("company_id", "=", lead.company_id.id) & Domain(
            "date", ">=", lead.golf_application_date
        )
        of_payer = Domain("partner_id", "=", payer.id)
        lines = lead.env["account.move.line"].search(
            since
            & of_payer
            & Domain("parent_state", "=", "posted")
            & Domain("account_id.account_type", "=", "asset_receivable")
            & Domain("move_id.move_type", "=", "entry")
            & Domain("amount_residual", "<", 0)
        )
        # Odoo makes no entry of a payment whose method has no outstanding account.
        payments = lead.env["account.payment"].search(
            since
            & of_payer
            & Domain("move_id", "=", False)
            & Domain("payment_type", "=", "inbound")
            & Domain("state", "in", ("in_process", "paid"))
            & Domain("invoice_ids", "=", False)
        )
        loose = sum(payments.mapped("amount_company_currency_signed"))
        return on_invoices - sum(lines.mapped("amount_residual")) + loose

    # ----------------------------------------------------------- ACTIVITIES

    def _ask_golf_committee(self, day):
        """Put the decision on one application on the list of a membership manager.

        :param day: from which it can be decided
        """
        manager = self.company_id._get_golf_manager()
        # Whoever takes the application puts it on the list of a manager.
        told = self.sudo().with_context(lang=self.company_id._get_golf_lang(manager))
        told.activity_schedule(
            DECIDE,
            date_deadline=day,
            summary=told.env._("Decide on the application"),
            user_id=manager.id,
        )

    def _remind_of_golf_joining_fee(self):
        """Put the day by which the joining fee is paid on the list of who looks after it."""
        if not self.golf_pay_until:
            return
        officer = self.user_id or self.company_id._get_golf_manager()
        told = self.with_context(lang=self.company_id._get_golf_lang(officer))
        told.activity_schedule(
            COLLECT,
            date_deadline=self.golf_pay_until,
            summary=told.env._("Joining fee to be paid"),
            user_id=officer.id,
        )

    def _ask_to_give_back(self):
        """Put what was paid for one application on the list of an accountant."""
        accountant = self.company_id._get_golf_accountant()
        target = self._get_golf_give_back_target()
        told = target.with_context(lang=self.company_id._get_golf_lang(accountant))
        told.activity_schedule(
            GIVE_BACK,
            date_deadline=self.golf_refund_until,
            summary=told.env._("Give money back after a refusal"),
            note=told.env._(
                "%(amount)s of %(name)s, without interest",
                amount=self.company_currency.format(self.golf_refund_amount),
                name=self.partner_id.name,
            ),
            user_id=accountant.id,
        )

    def _get_golf_give_back_target(self):
        """Return the record that an accountant, who sees no applications, is sent to."""
        return self.order_ids[:1] or self.golf_payer_id or self.partner_id

    def _forget_golf_activities(self):
        """Take what followed of a decision off the lists."""
        self.activity_unlink([COLLECT])
        kind = self.env.ref(GIVE_BACK, raise_if_not_found=False)
        for lead in self.filtered("golf_refund_until"):
            people = lead.golf_payer_id | lead.partner_id
            given_back = lead.order_ids.activity_ids | people.activity_ids
            given_back.filtered(
                lambda a, day=lead.golf_refund_until: (
                    a.activity_type_id == kind and a.date_deadline == day
                )
            ).unlink()
