# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _compute_payment_state(self):
        """Let the customers of invoices follow, whichever way one is paid or unpaid."""
        result = super()._compute_payment_state()
        invoices = self.filtered(lambda move: move.move_type == "out_invoice" and move._origin.id)
        invoices.partner_id._touch_lifecycle()
        return result
