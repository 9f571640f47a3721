# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

from ..roster import checking

#: What an account that holds members' deposits may be called, the likeliest first.
_DEPOSIT_NAMES = ("deposit", "押金", "保证金", "other payable", "advance", "current liabilit")


class GolfRosterImport(models.Model):
    """Where the balances and deposits of a roster are booked, and whether they tie."""

    _inherit = "golf.roster.import"

    date = fields.Date(
        "Balances as of",
        required=True,
        default=lambda self: self.env.company._golf_today(),
        help="Date of the opening entries.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Opening journal",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        domain="[('type', '=', 'general'), ('company_id', '=', company_id)]",
        check_company=True,
        ondelete="restrict",
    )
    opening_account_id = fields.Many2one(
        "account.account",
        string="Opening balance account",
        compute="_compute_opening_account_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        check_company=True,
        ondelete="restrict",
        domain="[('account_type', 'not in',"
        " ('asset_receivable', 'liability_payable', 'off_balance'))]",
        help="Counterpart of what members owe and of their deposits.",
    )
    deposit_account_id = fields.Many2one(
        "account.account",
        string="Members' deposits account",
        compute="_compute_deposit_account_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        check_company=True,
        ondelete="restrict",
        domain="[('account_type', 'in', ('liability_current', 'liability_non_current'))]",
        help="Liability that holds the refundable deposits.",
    )
    move_ids = fields.One2many(
        "account.move",
        "golf_roster_import_id",
        string="Opening entries",
        readonly=True,
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    roster_balance = fields.Monetary(
        "Balances in the roster", compute="_compute_roster_totals", help="Of the good rows."
    )
    roster_deposit = fields.Monetary(
        "Deposits in the roster", compute="_compute_roster_totals", help="Of the good rows."
    )
    ledger_balance = fields.Monetary(
        "Balances in the ledger",
        compute="_compute_ledger_totals",
        help="Receivables of the opening entries of these members.",
    )
    ledger_deposit = fields.Monetary(
        "Deposits in the ledger",
        compute="_compute_ledger_totals",
        help="Deposits of the opening entries of these members.",
    )
    ledger_difference = fields.Monetary(
        "Difference",
        compute="_compute_ledger_totals",
        help="Roster less ledger; zero when the import is done.",
    )

    # -------------------------------------------------------------- COMPUTE

    @api.depends("company_id")
    def _compute_journal_id(self):
        for roster in self:
            company = roster.company_id
            special = company.currency_exchange_journal_id | company.tax_cash_basis_journal_id
            journals = self.env["account.journal"].search(
                [
                    *self.env["account.journal"]._check_company_domain(company),
                    ("type", "=", "general"),
                    ("id", "not in", special.ids),
                ],
                limit=1,
            )
            roster.journal_id = company.golf_opening_journal_id or journals

    @api.depends("company_id")
    def _compute_opening_account_id(self):
        for roster in self:
            company = roster.company_id
            roster.opening_account_id = (
                company.golf_opening_account_id
                or roster._find_account(["equity_unaffected"])
                or roster._find_account(["equity"])
            )

    @api.depends("company_id")
    def _compute_deposit_account_id(self):
        types = ["liability_current", "liability_non_current"]
        for roster in self:
            account = roster.company_id.golf_deposit_account_id
            for name in _DEPOSIT_NAMES:
                account = account or roster._find_account(types, name)
            roster.deposit_account_id = account

    def _find_account(self, types, name=None):
        """Return the first account in use of these types (and of a name like ``name``)."""
        accounts = self.env["account.account"].with_company(self.company_id)
        domain = Domain(accounts._check_company_domain(self.company_id))
        domain &= Domain("account_type", "in", types)
        if name:
            domain &= Domain("name", "ilike", name)
        return accounts.search(domain, limit=1)

    @api.depends("good_count", "line_ids.status")
    def _compute_roster_totals(self):
        totals = {
            roster: (balance, deposit)
            for roster, balance, deposit in self.env["golf.roster.import.line"]._read_group(
                [("import_id", "in", self.ids), ("status", "!=", checking.BAD)],
                ["import_id"],
                ["balance_due:sum", "deposit:sum"],
            )
        }
        for roster in self:
            roster.roster_balance, roster.roster_deposit = totals.get(roster, (0, 0))

    @api.depends("imported_count", "unchanged_count", "roster_balance", "roster_deposit")
    def _compute_ledger_totals(self):
        for roster in self:
            receivable, deposits = roster._get_ledger_totals()
            roster.ledger_balance, roster.ledger_deposit = receivable, deposits
            roster.ledger_difference = (
                roster.roster_balance - receivable + roster.roster_deposit - deposits
            )

    def _get_ledger_totals(self):
        """Return (receivables, deposits) that opening entries hold for the members of this file.

        Members whom an earlier import of the same file brought in count too: the file ties to
        the ledger however often it is imported.
        """
        self.ensure_one()
        # A membership manager need not be an accountant; only two sums are shown.
        lines = self.env["golf.roster.import.line"].sudo()
        members = lines._search([("import_id", "in", self.ids), ("membership_id", "!=", False)])
        groups = (
            self.env["account.move.line"]
            .sudo()  # the two sums, for these members only
            ._read_group(
                [
                    ("golf_membership_id", "in", members.subselect("membership_id")),
                    ("move_id.golf_roster_import_id", "!=", False),
                    ("parent_state", "=", "posted"),
                ],
                ["account_type"],
                ["balance:sum"],
            )
        )
        sums = dict(groups)
        receivable = sums.pop("asset_receivable", 0)
        return receivable, -sum(sums.values())
