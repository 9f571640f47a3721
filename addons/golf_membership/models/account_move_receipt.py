# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """The receipt of a paid fee invoice."""

    _inherit = "account.move"

    def action_print_golf_receipt(self):
        """Print the receipts of these invoices.

        :raises UserError: one of them is not paid at all
        """
        self._check_golf_receipt()
        report = self.env.ref("golf_membership.action_report_invoice_receipt")
        return report.report_action(self, config=False)

    def _check_golf_receipt(self):
        for invoice in self:
            if (
                invoice.move_type not in ("out_invoice", "out_receipt")
                or invoice.state != "posted"
                or not invoice._get_golf_received()
            ):
                raise UserError(
                    self.env._(
                        "Nothing was received for %(invoice)s yet. Register its payment first.",
                        invoice=invoice.display_name,
                    )
                )

    def _get_golf_received(self):
        """Return the money received for one invoice, in its currency; credit notes are none."""
        self.ensure_one()
        if self.payment_state == "in_payment" and not self._get_golf_partials():
            return sum(self.matched_payment_ids.mapped("amount"))
        return float(
            sum(
                amount
                for _invoice, counterpart, amount in self._get_golf_partials()
                if counterpart.move_id.move_type == "entry"
            )
        )

    def _get_golf_receipt(self):
        """Return the values of the receipt of one invoice, for the template of receipts."""
        self.ensure_one()
        currency = self.currency_id
        amount = self._get_golf_received()
        payments = self.matched_payment_ids | self.env["account.payment"].union(
            *(line.payment_id for _move, line, _amount in self._get_golf_partials())
        )
        days = [line.date for _move, line, _amount in self._get_golf_partials()]
        return {
            "number": self.name,
            "date": max(days or payments.mapped("date"), default=self.invoice_date),
            "company": self.company_id,
            "payer": self.partner_id,
            "currency": currency,
            "amount": amount,
            "words": currency._get_golf_amount_in_words(amount),
            "method": ", ".join(dict.fromkeys(payments.payment_method_line_id.mapped("name"))),
            "memo": ", ".join(filter(None, payments.mapped("name"))),
            "fees": self._get_golf_receipt_fees(),
        }

    def _get_golf_receipt_fees(self):
        """Return [dict] of what these invoices bill: invoice, member, fee, days and amount."""
        return [
            {
                "invoice": line.move_id.name,
                "member": line.golf_charge_id.membership_id,
                "fee": line.product_id.name or line.name,
                "charge": line.golf_charge_id,
                "amount": line.price_total,
                "currency": line.currency_id,
            }
            for line in self.invoice_line_ids
            if line.display_type == "product"
        ]
