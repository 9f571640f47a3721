# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class GolfMembership(models.Model):
    """Refundable deposits given back to those who leave."""

    _inherit = "golf.membership"

    deposit_held = fields.Monetary(
        "Deposit to give back",
        compute="_compute_deposit_held",
        groups="golf_membership.group_golf_money",
        help="Deposits received by invoice, and those taken over from the former system.",
    )

    @api.depends(
        "deposit_balance",
        "charge_ids.fee_kind",
        "charge_ids.amount_billed",
        "charge_ids.amount_credited",
        "charge_ids.amount_due",
    )
    def _compute_deposit_held(self):
        for membership in self:
            billed = sum(
                charge.currency_id._convert(
                    charge.amount_billed - charge.amount_credited - max(charge.amount_due, 0),
                    membership.currency_id,
                    membership.company_id,
                )
                for charge in membership.charge_ids
                if charge.fee_kind == "deposit"
            )
            membership.deposit_held = billed + max(membership.deposit_balance, 0)

    def action_refund_deposit(self):
        """Credit the deposits of these members: open fees aside, the club owes them now.

        :raises UserError: there is nothing to give back
        """
        self._check_may_handle_leaving()
        # Who handles a leaver need not be an accountant; the credit note is the club's own.
        moves = self.sudo()._refund_deposit()
        if not moves:
            raise UserError(self.env._("There is no deposit to give back."))
        return True

    def _refund_deposit(self):
        """Credit the deposits of these members; return the posted credit notes.

        One that was billed is credited on its invoice. One taken over from the former system has
        no invoice: a credit note takes it off the deposits account. Either leaves a credit of the
        payer, which is set against open fees or paid out by Odoo's own means.
        """
        moves = self.env["account.move"]
        for membership in self:
            notes = membership._credit_billed_deposits() | membership._credit_imported_deposit()
            if not notes:
                continue
            moves |= notes
            membership.leaving_move_ids |= notes
            membership._record_leaving(
                "deposit_refunded",
                membership.company_id._golf_today(),
                ", ".join(notes.mapped("name")),
            )
        return moves

    def _credit_billed_deposits(self):
        self.ensure_one()
        charges = self.charge_ids.filtered(lambda c: c.fee_kind == "deposit")
        amounts = {charge: charge._get_standing_amount() for charge in charges}
        return self.env["golf.charge"]._credit_charges(
            {charge: amount for charge, amount in amounts.items() if amount},
            self.env._("deposit given back"),
        )

    def _credit_imported_deposit(self):
        """Credit the deposit that an opening entry brought, from the account it stands on."""
        self.ensure_one()
        if self.currency_id.compare_amounts(self.deposit_balance, 0) <= 0:
            return self.env["account.move"]
        move = self.env["account.move"].create(self._prepare_deposit_refund_values())
        move.action_post()
        return move

    def _prepare_deposit_refund_values(self):
        """Return the values of the credit note over an imported deposit."""
        self.ensure_one()
        company = self.company_id
        today = company._golf_today()
        held = self.ledger_line_ids.filtered(
            lambda line: (
                line.parent_state == "posted" and line.account_id.account_type != "asset_receivable"
            )
        )
        values = {
            "move_type": "out_refund",
            "company_id": company.id,
            "partner_id": self.payer_id.id,
            "currency_id": company.currency_id.id,
            "invoice_date": today,
            "invoice_date_due": max(today, self.last_day or today),
            "invoice_payment_term_id": False,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": self.env._(
                            "Deposit given back, member %(number)s %(name)s",
                            number=self.number,
                            name=self.partner_id.name,
                        ),
                        "account_id": held.account_id[:1].id or company.golf_deposit_account_id.id,
                        "quantity": 1,
                        "price_unit": self.deposit_balance,
                        "tax_ids": [Command.clear()],
                        "golf_membership_id": self.id,
                    }
                )
            ],
        }
        if company.golf_fee_journal_id:
            values["journal_id"] = company.golf_fee_journal_id.id
        return values
