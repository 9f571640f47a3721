# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class AccountMove(models.Model):
    """Work that waits for payment is dispatched when the invoice is paid."""

    _inherit = "account.move"

    def _invoice_paid_hook(self):
        result = super()._invoice_paid_hook()
        # Whoever registers the payment need not know work orders.
        orders = self.sudo().line_ids.sale_line_ids.service_work_order_ids
        orders._dispatch_paid()
        return result
