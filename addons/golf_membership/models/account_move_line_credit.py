# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: The reconciliation screen of the companion that stands beside this addon, where it is there.
MATCHING_MODEL = "account.account.reconcile"


class AccountMoveLine(models.Model):
    """What members have open with the club: credits, and the fees to set them against."""

    _inherit = "account.move.line"

    golf_is_member_item = fields.Boolean(
        "Member's receivable item",
        compute="_compute_golf_is_member_item",
        search="_search_golf_is_member_item",
        help="Whether it stands on the members' receivable account, or on another one and is of"
        " somebody who pays for a membership.",
    )
    golf_open_fees = fields.Monetary(
        "Open fees",
        compute="_compute_golf_open_fees",
        currency_field="currency_id",
        help="Open fees of the same payer in the same currency.",
    )
    golf_can_match = fields.Boolean(compute="_compute_golf_can_match")

    # -------------------------------------------------------------- COMPUTE

    def _compute_golf_is_member_item(self):
        found = self.search(Domain("id", "in", self.ids) & self._get_golf_member_domain())
        for line in self:
            line.golf_is_member_item = line in found

    def _search_golf_is_member_item(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_golf_member_domain()
        return domain if True in value else ~domain

    @api.depends("partner_id", "currency_id", "company_id")
    def _compute_golf_open_fees(self):
        groups = self._read_group(
            Domain("partner_id", "in", self.partner_id.ids) & self._get_golf_open_fees_domain(),
            ["company_id", "partner_id", "currency_id"],
            ["amount_residual_currency:sum"],
        )
        open_fees = {tuple(key): amount for *key, amount in groups}
        for line in self:
            key = (line.company_id, line.partner_id, line.currency_id)
            line.golf_open_fees = open_fees.get(key, 0)

    @api.depends("account_id", "partner_id", "currency_id", "company_id")
    def _compute_golf_can_match(self):
        """Tell whether the reconciliation screen has anything to match an item with."""
        owed = self._read_group(
            Domain("account_id", "in", self.account_id.ids)
            & Domain("partner_id", "in", self.partner_id.ids)
            & Domain("parent_state", "=", "posted")
            & Domain("reconciled", "=", False)
            & Domain("amount_residual", ">", 0),
            ["company_id", "account_id", "partner_id", "currency_id"],
        )
        for line in self:
            is_owed = line._get_golf_matching_key() in owed
            line.golf_can_match = MATCHING_MODEL in self.env and is_owed

    # -------------------------------------------------------------- DOMAINS

    @api.model
    def _get_golf_member_domain(self):
        """Return the domain of the receivable items of those who pay for memberships."""
        accounts = self.env.companies.golf_receivable_account_id
        payers = self.env["golf.membership"]._get_payers_query()
        return Domain("account_id.account_type", "=", "asset_receivable") & (
            Domain("account_id", "in", accounts.ids) | Domain("partner_id", "in", payers)
        )

    @api.model
    def _get_golf_open_fees_domain(self):
        """Return the domain of the posted items of fees, or opening balances, still to be paid."""
        return (
            Domain("account_id.account_type", "=", "asset_receivable")
            & Domain("parent_state", "=", "posted")
            & Domain("reconciled", "=", False)
            & Domain("amount_residual", ">", 0)
            & (
                Domain("move_id.golf_has_fees", "=", True)
                | Domain("golf_membership_id", "!=", False)
            )
        )

    # -------------------------------------------------------------- ACTIONS

    def action_golf_apply_credit(self):
        """Set these open credits against the open fees of the same payers, the oldest first.

        :raises UserError: nothing they could be set against; the sentence says what to do instead
        """
        self.check_access("write")
        credits = self.filtered(lambda line: not line.reconciled and line.amount_residual < 0)
        debits = self.search(
            Domain("partner_id", "in", credits.partner_id.ids)
            & Domain("company_id", "in", credits.company_id.ids)
            & self._get_golf_open_fees_domain(),
            order="date_maturity, id",
        )
        due = debits.grouped(lambda line: line._get_golf_matching_key())
        applied = self.browse()
        for key, lines in credits.grouped(lambda line: line._get_golf_matching_key()).items():
            if key in due:
                (lines | due[key]).reconcile()
                applied |= lines
        if not applied:
            credits[:1]._refuse_golf_credit(debits)
        return True

    def _get_golf_matching_key(self):
        """Return what items must have in common to be set against each other."""
        self.ensure_one()
        return self.company_id, self.account_id, self.partner_id, self.currency_id

    def _refuse_golf_credit(self, debits):
        """Say why a credit can be set against nothing, and what to do.

        :param debits: the open fees found, which stand on other accounts or in other currencies
        :raises UserError: always
        """
        if not self:
            raise UserError(self.env._("These credits are used up. Choose open ones."))
        others = debits.filtered(lambda line: line.partner_id == self.partner_id)
        if not others:
            raise UserError(
                self.env._(
                    "%(payer)s has no open fees. Leave the credit for the next bill, or pay it"
                    " back.",
                    payer=self.partner_id.display_name,
                )
            )
        if others[0].currency_id != self.currency_id:
            raise UserError(
                self.env._(
                    "%(payer)s owes in %(currency)s and has a credit in %(other)s. Match the two"
                    " by hand, so that the exchange difference is seen.",
                    payer=self.partner_id.display_name,
                    currency=others[0].currency_id.name,
                    other=self.currency_id.name,
                )
            )
        raise UserError(
            self.env._(
                "The credit of %(payer)s stands on %(account)s, the open fees on %(other)s."
                " Transfer the credit to %(other)s first.",
                payer=self.partner_id.display_name,
                account=self.account_id.display_name,
                other=others[0].account_id.display_name,
            )
        )

    def action_golf_match(self):
        """Open the reconciliation screen of this item's account and payer.

        :raises UserError: no reconciliation screen is installed
        """
        if MATCHING_MODEL not in self.env:
            raise UserError(
                self.env._(
                    "No reconciliation screen is installed. Apply the credit here, or from the"
                    " open invoice of the payer."
                )
            )
        return self.action_reconcile_manually()
