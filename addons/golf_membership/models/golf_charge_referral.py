# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class GolfCharge(models.Model):
    """What rewards need to know of a fee: when it was paid, and what of it is left."""

    _inherit = "golf.charge"

    def _get_fee_moves(self):
        """Return the posted invoices and credit notes of these charges."""
        # What was paid of a fee decides a reward, whoever may see the invoice.
        return self.sudo().move_line_ids.move_id.filtered(lambda move: move.state == "posted")

    def _get_fee_invoice(self):
        """Return the first invoice of one charge."""
        invoices = self._get_fee_moves().filtered(lambda move: move.move_type == "out_invoice")
        return invoices.sorted(lambda move: (move.invoice_date or move.date, move.id))[:1]

    def _get_paid_days(self):
        """Return {charge: day of the last payment of its invoices}."""
        invoices = self._get_fee_moves().filtered(lambda move: move.move_type == "out_invoice")
        days = {}
        for invoice, counterpart, _amount in invoices._get_golf_partials():
            if counterpart.move_id.move_type != "out_refund":
                days[invoice] = max(days.get(invoice, counterpart.date), counterpart.date)
        result = {}
        for charge in self:
            own = [days[move] for move in charge._get_fee_moves() if move in days]
            if own:
                result[charge] = max(own)
        return result

    def _get_net_paid(self):
        """Return what is paid of one charge and not credited, before taxes, in club currency.

        The taxes are shared out by what its lines were billed with.
        """
        self.ensure_one()
        net = gross = 0.0
        for line in self.sudo().move_line_ids:  # see _get_fee_moves
            move = line.move_id
            if move.state != "posted":
                continue
            sign = -1 if move.move_type == "out_refund" else 1
            net += sign * move._to_golf_company_currency(line.price_subtotal)
            gross += sign * line.price_total
        if not gross:
            return 0.0
        paid = min(self.amount_paid / gross, 1.0)
        return self.company_id.currency_id.round(net * paid)
