# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError


class GolfRosterImport(models.Model):
    """Balances and deposits of a roster become opening entries, one a slice."""

    _inherit = "golf.roster.import"

    # ------------------------------------------------------------- CHECKING

    def _check_can_book(self):
        """Check that the opening entries can be made and posted.

        :raises UserError: an account or the journal is missing, or the period is closed
        """
        self.ensure_one()
        today = self.company_id._golf_today()
        if self.date > today:
            raise UserError(
                self.env._(
                    "Balances as of %(date)s lie in the future. Enter a day up to today.",
                    date=fields.Date.to_string(self.date),
                )
            )
        missing = []
        if not self.journal_id:
            missing.append(self._fields["journal_id"].get_description(self.env)["string"])
        if not self.opening_account_id:
            missing.append(self._fields["opening_account_id"].get_description(self.env)["string"])
        if not self.deposit_account_id and self.roster_deposit:
            missing.append(self._fields["deposit_account_id"].get_description(self.env)["string"])
        if missing:
            raise UserError(
                self.env._(
                    "The roster holds balances or deposits, and the import does not know where to"
                    " book them. Choose: %(fields)s. If there is nothing to choose, the club has"
                    " no chart of accounts yet: ask the accountant to set it up.",
                    fields=", ".join(missing),
                )
            )
        self._check_accounts()
        # Lock dates are the company's; reading them needs no more than being in it.
        violated = self.sudo().company_id._get_violated_lock_dates(
            self.date, False, self.sudo().journal_id
        )
        if violated:
            raise UserError(
                self.env._(
                    "The books are closed on %(date)s: %(locks)s. Enter a later day under Balances"
                    " as of, or ask the accountant to open the period.",
                    date=fields.Date.to_string(self.date),
                    locks=self.env["res.company"]._format_lock_dates(violated),
                )
            )

    def _check_accounts(self):
        # Only the kind and the state of accounts are looked at.
        accounts = (self.opening_account_id | self.deposit_account_id).sudo()
        closed = accounts.filtered(lambda account: not account.active)
        if closed:
            raise UserError(
                self.env._(
                    "The account %(account)s is archived. Choose another one.",
                    account=closed[0].display_name,
                )
            )
        deposit = self.deposit_account_id.sudo()  # its kind and its name, which the form shows
        if deposit and deposit.internal_group != "liability":
            raise UserError(
                self.env._(
                    "Deposits belong to the members: %(account)s is not a liability. Choose a"
                    " liability account for them.",
                    account=deposit.display_name,
                )
            )
        if self.opening_account_id.account_type in ("asset_receivable", "liability_payable"):
            raise UserError(
                self.env._(
                    "The counterpart of opening balances cannot be a receivable or payable"
                    " account. Choose an equity account."
                )
            )
        # Only whether there is one.
        if not self.sudo()._get_receivable(self.sudo().company_id.partner_id):
            raise UserError(
                self.env._(
                    "The club has no receivable account. Ask the accountant to set the default one"
                    " of its chart of accounts."
                )
            )

    # -------------------------------------------------------------- BOOKING

    def _book_opening(self, rows_by_membership):
        """Post one entry with what these members owe and have deposited.

        :param dict rows_by_membership: {membership: RosterRow}
        """
        self.ensure_one()
        lines = self._prepare_opening_lines(rows_by_membership)
        if not lines:
            return
        numbers = [row.line for row in rows_by_membership.values()]
        ref = self.env._(
            "%(roster)s, lines %(first)s to %(last)s",
            roster=self.name,
            first=min(numbers),
            last=max(numbers),
        )
        # Its lines are complete: no taxes or terms to work out from them.
        moves = self.env["account.move"].with_context(skip_invoice_sync=True, golf_in_bulk=True)
        move = moves.create(
            {
                "move_type": "entry",
                "journal_id": self.journal_id.id,
                "date": self.date,
                "ref": ref,
                "golf_roster_import_id": self.id,
            }
        )
        lines = move.line_ids.create([{**line, "move_id": move.id, "ref": ref} for line in lines])
        # An entry line has no price; asking the tax engine for it costs a tenth of the import.
        for name in ("price_subtotal", "price_total"):
            self.env.remove_to_compute(lines._fields[name], lines)
        # Read before posting changes them, or posting would save them half-way to read them back.
        move.fetch(["journal_line_ids", "invoice_line_ids"])
        move._post(soft=False)

    def _prepare_opening_lines(self, rows_by_membership):
        """Return the values of the entry lines: a member's each, and the counterparts."""
        lines = []
        owed = deposited = Decimal(0)
        for membership, row in rows_by_membership.items():
            if row.balance_due:
                account = self._get_receivable(membership.partner_id)
                lines.append(self._prepare_member_line(membership, account, row.balance_due))
                owed += row.balance_due
            if row.deposit:
                account = self.deposit_account_id
                lines.append(self._prepare_member_line(membership, account, -row.deposit))
                deposited += row.deposit
        counterpart = self.opening_account_id
        if owed:
            lines.append(self._prepare_plain_line(counterpart, -owed, self.env._("Balances due")))
        if deposited:
            lines.append(self._prepare_plain_line(counterpart, deposited, self.env._("Deposits")))
        return lines

    def _get_receivable(self, partner):
        """Return the receivable account of a contact in the club."""
        return partner.with_company(self.company_id).property_account_receivable_id

    def _prepare_member_line(self, membership, account, amount):
        """Return the entry line of one member; ``amount`` is positive for what is owed."""
        return {
            **self._prepare_plain_line(account, amount, membership.display_name),
            "partner_id": membership.partner_id.id,
            "golf_membership_id": membership.id,
            "date_maturity": self.date if amount > 0 else False,
        }

    def _prepare_plain_line(self, account, amount, label):
        """Return the values of an entry line without taxes and analytics, whatever its account.

        All is told, so that nothing is worked out line by line.
        """
        return {
            "name": label,
            "account_id": account.id,
            "date": self.date,
            "parent_state": "draft",
            "currency_id": self.currency_id.id,
            "balance": float(amount),
            "amount_currency": float(amount),
            "display_type": "product",
            "quantity": 1,
            "price_unit": 0,
            "price_subtotal": 0,
            "price_total": 0,
            "product_uom_id": False,
            "tax_ids": False,
            "analytic_distribution": False,
            # What members owe is to be asked for, though it stands in a general journal.
            "no_followup": False,
        }
