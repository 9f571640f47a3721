# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Nobody joins past the by-laws on admission; the joining fee is due when they say."""

    _inherit = "sale.order"

    def _check_golf_membership(self):
        result = super()._check_golf_membership()
        self._check_golf_admission()
        return result

    def _check_golf_admission(self):
        """Check that whoever joins by this order is admitted by the by-laws of the tier.

        :raises UserError: what is missing
        """
        tier, member = self.golf_tier_id, self._get_golf_member()
        # Only what is missing is told, whoever handles the application.
        lead = self.sudo().opportunity_id
        fits = lead.golf_application_date and (lead.golf_tier_id, lead.partner_id) == (tier, member)
        if fits:
            problem = lead._get_golf_admission_problem()
        elif tier._get_admission_rule():
            problem = self.env._(
                "%(tier)s admits nobody without an application. Press Membership quotation on"
                " the application of %(name)s.",
                tier=tier.name,
                name=member.name,
            )
        else:
            waits = lead._get_golf_waits(member, tier.company_id)
            until = waits.get((member.id, tier.company_id.id))
            is_early = until and self.company_id._golf_today() < until
            problem = is_early and lead._get_golf_wait_sentence(member.name, until)
        if problem:
            raise UserError(problem)

    def _prepare_invoice(self):
        """Have the joining fee be due on the day of the by-laws, unless it is paid in parts."""
        values = super()._prepare_invoice()
        # Who may invoice the order need not see the application.
        until = self.sudo().opportunity_id.golf_pay_until
        if until and self.golf_tier_id and len(self.payment_term_id.line_ids) < 2:
            values["invoice_payment_term_id"] = False
            values["invoice_date_due"] = max(until, self.company_id._golf_today())
        return values
