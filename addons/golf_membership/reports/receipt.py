# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class PaymentReceipt(models.AbstractModel):
    """Receipts of payments, one a page."""

    _name = "report.golf_membership.report_payment_receipt"
    _description = "Receipt of a Payment"
    _golf_model = "account.payment"

    @api.model
    def _get_report_values(self, docids, data=None):
        docs = self.env[self._golf_model].browse(docids)
        docs._check_golf_receipt()
        return {"doc_ids": docids, "doc_model": self._golf_model, "docs": docs}


class InvoiceReceipt(models.AbstractModel):
    """Receipts of paid invoices, one a page."""

    _name = "report.golf_membership.report_invoice_receipt"
    _description = "Receipt of an Invoice"
    _inherit = "report.golf_membership.report_payment_receipt"
    _golf_model = "account.move"
