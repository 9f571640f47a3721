# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.exceptions import UserError


class GolfMembership(models.Model):
    _inherit = "golf.membership"

    def action_print_receipts(self):
        """Print the receipts of the invoices of these memberships for which money came in.

        :raises UserError: nothing was received yet
        """
        invoices = self._get_invoices().filtered(
            lambda move: move.move_type == "out_invoice" and move._get_golf_received()
        )
        if not invoices:
            raise UserError(
                self.env._("Nothing was received for this membership yet, so there is no receipt.")
            )
        return invoices.action_print_golf_receipt()
