# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Nobody joins past the by-laws on admission; the joining fee is due when they say."""

    _inherit = "sale.order"

    def _check_golf_membership(self):
        result = super()._check_golf_membership()
        problem = self._get_golf_admission_problem()
        if problem:
            raise UserError(problem)
        return result

    def _has_to_be_signed(self):
        """On the portal nobody signs what would not be confirmed."""
        return super()._has_to_be_signed() and not self._get_golf_admission_problem()

    def _has_to_be_paid(self):
        """As above: money would come in for an order that stays a quotation."""
        return super()._has_to_be_paid() and not self._get_golf_admission_problem()

    def _get_golf_admission_problem(self):
        """Return in a sentence what the by-laws still ask of who joins by this order, or false."""
        tier, member = self.golf_tier_id, self._get_golf_member()
        if not tier:
            return False
        # Only what is missing is told, whoever handles the application.
        lead = self.sudo().opportunity_id
        fits = lead.golf_application_date and (lead.golf_tier_id, lead.partner_id) == (tier, member)
        if fits:
            return lead._get_golf_admission_problem()
        if tier._get_admission_rule():
            return self.env._(
                "%(tier)s admits nobody without an application. Press Membership quotation on"
                " the application of %(name)s.",
                tier=tier.name,
                name=member.name,
            )
        waits = lead._get_golf_waits(member, tier.company_id)
        until = waits.get((member.id, tier.company_id.id))
        is_early = until and tier.company_id._golf_today() < until
        return is_early and lead._get_golf_wait_sentence(member.name, until)

    def _prepare_invoice(self):
        """Have the joining fee be due on the day of the by-laws, unless it is paid in parts."""
        values = super()._prepare_invoice()
        # Who may invoice the order need not see the application.
        until = self.sudo().opportunity_id.golf_pay_until
        if until and self.golf_tier_id and len(self.payment_term_id.line_ids) < 2:
            values["invoice_payment_term_id"] = False
            values["invoice_date_due"] = max(until, self.company_id._golf_today())
        return values
