# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict
from decimal import Decimal

from odoo import models

from ..dues import allocation, settlement
from ..dues.charge_state import SETTLED_PAYMENT_STATES


class AccountMove(models.Model):
    """What the charges of memberships need to know of an invoice."""

    _inherit = "account.move"

    def _get_golf_open_action(self):
        """Return the action that opens these invoices and credit notes."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        action["context"] = {"create": False}
        if len(self) == 1:
            action.update(views=[(False, "form")], res_id=self.id)
        else:
            action["domain"] = [("id", "in", self.ids)]
        return action

    def _get_golf_lines(self):
        """Return the lines of one document as ``settlement.Line``, taxes included.

        They sum to the total of the document: a discount line or cash rounding is shared among
        the lines that bill something.
        """
        self.ensure_one()
        lines = self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and line.price_total > 0
        )
        amounts = [Decimal(str(line.price_total)) for line in lines]
        total = Decimal(str(self.amount_total))
        if sum(amounts) != total and any(amounts):
            amounts = allocation.parts(total, amounts, self.currency_id._get_golf_unit())
        billed = {line.id for line in lines}
        keys = [
            (line.golf_charge_id.id or None, amount)
            for line, amount in zip(lines, amounts, strict=True)
        ]
        # A line over nothing bills its charge too.
        keys += [
            (line.golf_charge_id.id, Decimal(0))
            for line in self.invoice_line_ids
            if line.golf_charge_id and line.id not in billed
        ]
        return tuple(settlement.Line(charge, amount) for charge, amount in keys)

    def _get_golf_open_credit(self):
        """Return {charge id: amount of this credit note that is not applied yet}."""
        self.ensure_one()
        return settlement.open_of_credit(
            self._get_golf_lines(),
            Decimal(str(self.amount_residual)),
            self.currency_id._get_golf_unit(),
        )

    def _to_golf_company_currency(self, amount):
        """Return an amount of this document in the club's currency, at the document's own rate."""
        self.ensure_one()
        if self.currency_id == self.company_currency_id:
            return float(amount)
        total = self.amount_total
        rate = abs(self.amount_total_signed) / total if total else 0.0
        return self.company_currency_id.round(float(amount) * rate)

    def _get_golf_partials(self):
        """Return [(invoice, counterpart line, amount)] of all that is matched with these invoices.

        The amounts are in the currency of the invoice.
        """
        if not self:
            return []
        partials = self.env["account.partial.reconcile"].search(
            [("debit_move_id.move_id", "in", self.ids)], order="id"
        )
        return [
            (
                partial.debit_move_id.move_id,
                partial.credit_move_id,
                Decimal(str(partial.debit_amount_currency)),
            )
            for partial in partials
        ]

    def _get_golf_applied_credits(self):
        """Return {invoice: [settlement.Credit]} of the credit notes set against these invoices."""
        touched = self.filtered(lambda m: m.payment_state != "not_paid")
        credits = defaultdict(list)
        for invoice, counterpart, amount in touched._get_golf_partials():
            note = counterpart.move_id
            if note.move_type == "out_refund":
                credits[invoice].append(settlement.Credit(note._get_golf_lines(), amount))
        return credits

    def _get_golf_bank_confirmed(self):
        """Return the paid ones of these invoices whose money is on a bank statement.

        A payment that was only registered is not: Odoo calls the invoice paid all the same.
        """
        paid = self.filtered(lambda m: m.payment_state in ("paid", "partial"))
        by_bank, unconfirmed = self.browse(), self.browse()
        for invoice, counterpart, _amount in paid._get_golf_partials():
            if counterpart.move_id.statement_line_id or counterpart.payment_id.is_matched:
                by_bank |= invoice
            elif counterpart.payment_id:
                unconfirmed |= invoice
        without_entry = (paid - by_bank - unconfirmed).filtered(
            lambda m: m.matched_payment_ids and all(m.matched_payment_ids.mapped("is_matched"))
        )
        return (by_bank - unconfirmed) | without_entry

    def _get_golf_registered(self):
        """Return what is registered as paid for one invoice but has no entry in the books yet.

        Without an outstanding account a payment is booked when the bank's statement is. It is in
        the currency of the invoice, and never more than what is open.
        """
        self.ensure_one()
        without_entry = self.matched_payment_ids.filtered(
            lambda payment: not payment.move_id and payment.state in ("in_process", "paid")
        )
        if not without_entry or not self.amount_residual:
            return 0.0
        registered = sum(
            payment.currency_id._convert(
                payment.amount, self.currency_id, self.company_id, payment.date
            )
            for payment in without_entry
        )
        return min(registered, self.amount_residual)

    def _get_golf_ledger_state(self):
        """Return Odoo's payment state, as far as the ledger bears it out.

        Odoo calls an invoice paid, or in payment, by the first registered payment that has no
        entry, whatever its amount. In the ledger it is open until there is one.
        """
        self.ensure_one()
        if self.payment_state == "reversed" and self._is_golf_set_off():
            return "paid"
        if self.payment_state not in SETTLED_PAYMENT_STATES or not self.amount_residual:
            return self.payment_state
        settled = self.currency_id.compare_amounts(self.amount_residual, self.amount_total) < 0
        return "partial" if settled else "not_paid"

    def _is_golf_set_off(self):
        """Tell whether the credit of another fee has settled this invoice, or a part of it.

        Odoo calls an invoice reversed by whatever credit notes settle it. Where they credit other
        charges, the payer has paid with money the club owed.
        """
        self.ensure_one()
        notes = [
            counterpart.move_id
            for _invoice, counterpart, _amount in self._get_golf_partials()
            if counterpart.move_id.move_type == "out_refund"
        ]
        charges = self.invoice_line_ids.golf_charge_id
        return any(
            note.reversed_entry_id != self and not note.invoice_line_ids.golf_charge_id & charges
            for note in notes
        )

    def _get_golf_payment_state(self):
        """Return the payment state that counts for the member, who has done his part by paying.

        As :meth:`_get_golf_ledger_state`, but in payment where all that is open is registered.
        """
        self.ensure_one()
        state = self._get_golf_ledger_state()
        if state == self.payment_state or self.currency_id.compare_amounts(
            self._get_golf_registered(), self.amount_residual
        ):
            return state
        return "in_payment"

    def _get_golf_due_days(self):
        """Return {invoice: the oldest day on which something open of it was to be paid}."""
        due = {}
        instalments = self.browse()
        for invoice in self:
            if invoice._get_golf_payment_state() == "in_payment":
                continue
            if len(invoice.invoice_payment_term_id.line_ids) > 1:
                instalments |= invoice
            elif invoice.amount_residual:
                due[invoice] = invoice.invoice_date_due or invoice.date
        if instalments:
            due |= dict(
                self.env["account.move.line"]._read_group(
                    [
                        ("move_id", "in", instalments.ids),
                        ("display_type", "=", "payment_term"),
                        ("reconciled", "=", False),
                    ],
                    ["move_id"],
                    ["date_maturity:min"],
                )
            )
        return due

    # -------------------------------------------------------------- ACTIONS

    def action_golf_open_charges(self):
        """Open the membership charges that these documents bill or credit."""
        action = self.env["ir.actions.act_window"]._for_xml_id("golf_membership.golf_charge_action")
        action["domain"] = [("id", "in", self.invoice_line_ids.golf_charge_id.ids)]
        return action
