# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import defaultdict

from odoo import api, models


class GolfCharge(models.Model):
    """What of a charge stands on invoices, and how it is given back."""

    _inherit = "golf.charge"

    def _get_standing_lines(self):
        """Return [(invoice line, amount before taxes)] that no credit note took back, newest first.

        A credit note counts against the invoice it reverses, then against the newest.
        """
        self.ensure_one()
        posted = self.move_line_ids.filtered(lambda line: line.parent_state == "posted")
        notes = posted.filtered(lambda line: line.move_id.move_type == "out_refund")
        credits = defaultdict(float)
        for line in notes:
            credits[line.move_id.reversed_entry_id] += line.price_subtotal
        lines = (posted - notes).sorted(lambda line: (line.date, line.id), reverse=True)
        left = {line: line.price_subtotal for line in lines}
        for own in (True, False):
            for line in lines:
                for source in [line.move_id] if own else list(credits):
                    taken = min(left[line], credits[source])
                    left[line] -= taken
                    credits[source] -= taken
        currency = self.currency_id
        return [(line, currency.round(amount)) for line, amount in left.items() if amount > 0]

    def _get_standing_amount(self):
        """Return what of one charge stands on invoices, before taxes."""
        self.ensure_one()
        return self.currency_id.round(sum(amount for _line, amount in self._get_standing_lines()))

    def _get_tax_factor(self):
        """Return what the invoiced amount with taxes is of the amount before them."""
        self.ensure_one()
        lines = [line for line, _amount in self._get_standing_lines()]
        net = sum(line.price_subtotal for line in lines)
        return sum(line.price_total for line in lines) / net if net else 1.0

    @api.model
    def _credit_charges(self, amounts, reason):
        """Credit parts of charges, one credit note for each invoice they stand on.

        :param dict amounts: {``golf.charge``: amount before taxes}
        :param str reason: told on the credit notes
        :return: the posted credit notes
        """
        by_invoice = defaultdict(dict)
        for charge, amount in amounts.items():
            for line, left in charge._get_standing_lines():
                taken = charge.currency_id.round(min(left, amount))
                if taken <= 0:
                    break
                amount -= taken
                is_whole = charge.currency_id.compare_amounts(taken, line.price_subtotal) == 0
                by_invoice[line.move_id][charge] = None if is_whole else taken
        credit_notes = self.env["account.move"]
        for invoice, credits in by_invoice.items():
            credit_notes |= invoice._create_golf_credit_note(credits, reason)
        return credit_notes
