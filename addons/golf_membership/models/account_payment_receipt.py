# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError


class AccountPayment(models.Model):
    """The receipt of a payment: what was received, from whom, for which fees."""

    _inherit = "account.payment"

    def action_print_golf_receipt(self):
        """Print the receipts of these payments.

        :raises UserError: one of them is no money received
        """
        self._check_golf_receipt()
        report = self.env.ref("golf_membership.action_report_payment_receipt")
        return report.report_action(self, config=False)

    def _check_golf_receipt(self):
        for payment in self:
            if payment.payment_type != "inbound" or payment.state in ("draft", "canceled"):
                raise UserError(
                    self.env._(
                        "%(payment)s is not money received, so there is no receipt of it. Confirm"
                        " a customer payment first.",
                        payment=payment.display_name,
                    )
                )

    def _get_golf_receipt(self):
        """Return the values of the receipt of one payment; see ``account.move``."""
        self.ensure_one()
        currency = self.currency_id
        return {
            "number": self.name,
            "date": self.date,
            "company": self.company_id,
            "payer": self.partner_id,
            "currency": currency,
            "amount": self.amount,
            "words": currency._get_golf_amount_in_words(self.amount),
            "method": self.payment_method_line_id.name or self.journal_id.name,
            "memo": self.memo or "",
            # Also those matched with a payment that has no entry of its own.
            "fees": (self.reconciled_invoice_ids | self.invoice_ids)._get_golf_receipt_fees(),
        }
