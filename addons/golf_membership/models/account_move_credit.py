# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, models


class AccountMove(models.Model):
    """Credit notes for fees: some charges of an invoice, some of a charge."""

    _inherit = "account.move"

    def _create_golf_credit_note(self, credits, reason, total=None):
        """Credit charges of one posted invoice, post the credit note and set it off.

        It is Odoo's own reversal, so its lines keep accounts, taxes and charges. What is open on
        the invoice is settled by it; what was paid already stays as the payer's credit.

        :param dict credits: {``golf.charge``: amount before taxes, ``None`` for all of it}
        :param str reason: told on the credit note
        :param float total: amount with taxes, where it must be met to the cent
        :return: the posted credit note
        """
        self.ensure_one()
        credit_note = self._reverse_moves([self._prepare_golf_credit_values(reason)])
        self._keep_golf_credited_lines(credit_note, credits)
        if total is not None:
            credit_note._round_golf_credit(total)
        credit_note.action_post()
        self._set_golf_credit_off(credit_note)
        return credit_note

    def _prepare_golf_credit_values(self, reason):
        """Return the values a credit note has other than its invoice."""
        self.ensure_one()
        today = self.company_id._golf_today()
        return {
            "ref": self.env._(
                "Reversal of: %(invoice)s, %(reason)s", invoice=self.name, reason=reason
            ),
            "date": today,
            "invoice_date": today,
            "invoice_date_due": today,
            "invoice_payment_term_id": False,
        }

    def _keep_golf_credited_lines(self, credit_note, credits):
        """Reduce a drafted reversal of this invoice to what is credited.

        :param credit_note: the draft
        :param dict credits: {``golf.charge``: amount before taxes, ``None`` for all of it}
        """
        dropped = credit_note.invoice_line_ids.filtered(
            lambda line: not line.golf_charge_id or line.golf_charge_id not in credits
        )
        for charge, amount in credits.items():
            lines = (credit_note.invoice_line_ids - dropped).filtered(
                lambda line: line.golf_charge_id == charge  # noqa: B023
            )
            # The order would else offer the fee for invoicing again.
            values = {"sale_line_ids": [Command.clear()]} if "sale_line_ids" in lines else {}
            if amount is not None:
                dropped |= lines[1:]
                lines = lines[:1]
                values.update(quantity=1, discount=0, price_unit=lines._get_golf_unit_price(amount))
            if values:
                lines.write(values)
        dropped.unlink()

    def _round_golf_credit(self, total):
        """Meet the wanted total: not every amount is a price plus its tax, to the cent.

        :param float total: of the credit note, taxes included
        """
        self.ensure_one()
        missing = self.currency_id.round(total - self.amount_total)
        if missing:
            first = self.invoice_line_ids[:1]
            values = {
                "name": self.env._("Rounding"),
                "account_id": first.account_id.id,
                "price_unit": missing,
                "tax_ids": [Command.clear()],
                "golf_charge_id": first.golf_charge_id.id,
            }
            self.invoice_line_ids = [Command.create(values)]

    def _set_golf_credit_off(self, credit_note):
        """Settle what is open on this invoice with its credit note."""
        self.ensure_one()
        if self.payment_state not in ("not_paid", "partial"):
            return
        lines = (self | credit_note).line_ids.filtered(
            lambda line: line.display_type == "payment_term" and not line.reconciled
        )
        if len(lines.account_id) == 1 and len(lines.move_id) == 2:
            lines.reconcile()
