# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain


class AccountPayment(models.Model):
    """Which payments are for membership fees."""

    _inherit = "account.payment"

    golf_is_fee_payment = fields.Boolean(
        "Pays membership fees",
        compute="_compute_golf_is_fee_payment",
        search="_search_golf_is_fee_payment",
        help="Whether it pays or pays back an invoice of membership fees, or comes from somebody"
        " who pays for a membership and has not been set against anything yet.",
    )

    @api.depends("company_id")
    def _compute_destination_account_id(self):
        """Money of those who pay for memberships goes where their debts for fees stand.

        On another receivable account it could not be set against them. A payment registered on an
        invoice takes the account of that invoice all the same.
        """
        result = super()._compute_destination_account_id()
        customers = self.filtered(
            lambda p: p.partner_type == "customer" and p.company_id.golf_receivable_account_id
        )
        if customers:
            # Only whether somebody pays for a membership is asked, not for which.
            query = self.env["golf.membership"].sudo()._get_payers_query()
            payers = self.env["res.partner"].search(
                Domain("id", "in", customers.partner_id.ids) & Domain("id", "in", query)
            )
            for payment in customers.filtered(lambda p: p.partner_id in payers):
                payment.destination_account_id = payment.company_id.golf_receivable_account_id
        return result

    def _compute_golf_is_fee_payment(self):
        found = self.search(Domain("id", "in", self.ids) & self._get_golf_fee_domain())
        for payment in self:
            payment.golf_is_fee_payment = payment in found

    def _search_golf_is_fee_payment(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_golf_fee_domain()
        return domain if True in value else ~domain

    @api.model
    def _get_golf_fee_domain(self):
        """Return the domain of the payments for membership fees.

        A payment names the invoices it was registered on; one that was matched by hand is found
        through the items it is matched with, and one that waits through whoever paid it.
        """
        fees = Domain("golf_has_fees", "=", True)
        matched_debit = Domain("matched_debit_ids.debit_move_id.move_id", "any", fees)
        matched_credit = Domain("matched_credit_ids.credit_move_id.move_id", "any", fees)
        waiting = (
            Domain("invoice_ids", "=", False)
            & Domain("is_reconciled", "=", False)
            & Domain("partner_id", "in", self.env["golf.membership"]._get_payers_query())
        )
        return (
            Domain("invoice_ids", "any", fees)
            | Domain("move_id.line_ids", "any", matched_debit | matched_credit)
            | waiting
        )
