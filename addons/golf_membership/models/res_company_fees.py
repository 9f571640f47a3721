# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..dues.deferral import not_before

#: The types an account of the club's fees may have.
ACCOUNT_TYPES = {
    "golf_receivable_account_id": ("asset_receivable",),
    "golf_deferred_account_id": ("liability_current", "liability_non_current"),
    "golf_deposit_account_id": ("liability_current", "liability_non_current"),
}
#: A first day further off than this is a slip of the pen.
FIRST_START = date(2000, 1, 1)
LAST_START = timedelta(days=5 * 366)


class ResCompany(models.Model):
    """Where the revenue of fees is booked."""

    _inherit = "res.company"

    golf_deferral_journal_id = fields.Many2one(
        "account.journal",
        string="Deferral journal",
        domain="[('type', '=', 'general'), ('company_id', '=', id)]",
        check_company=True,
        help="Journal of the monthly entries that turn deferred fees into revenue; the first"
        " journal for miscellaneous operations when empty.",
    )

    @api.constrains(*ACCOUNT_TYPES)
    def _check_golf_accounts(self):
        for company in self:
            for fname in ACCOUNT_TYPES:
                if company[fname]:
                    label = company._fields[fname]._description_string(self.env)
                    company._check_golf_account(company[fname], ACCOUNT_TYPES[fname], label)

    @api.constrains("golf_billing_start")
    def _check_golf_billing_start(self):
        for company in self:
            company._check_golf_billing_start_on(
                company.golf_billing_start, company.golf_fee_journal_id
            )

    def _check_golf_account(self, account, types, purpose):
        """Check that an account fits its use.

        :param types: the types it may have
        :param purpose: what it is for, in the user's words
        :raises ValidationError: it is of another type or of another club
        """
        self.ensure_one()
        if account.account_type not in types:
            names = dict(account._fields["account_type"]._description_selection(self.env))
            raise ValidationError(
                self.env._(
                    "%(purpose)s: %(account)s is an account of the type %(type)s. Choose one of the"
                    " type %(wanted)s.",
                    purpose=purpose,
                    account=account.display_name,
                    type=names[account.account_type],
                    wanted=names[types[0]],
                )
            )
        # An account of a parent company serves its branches; whose it is, is asked of all clubs.
        if not account.sudo().company_ids & self.sudo().parent_ids:
            raise ValidationError(
                self.env._(
                    "%(purpose)s: %(account)s is an account of another company. Choose one of"
                    " %(club)s.",
                    purpose=purpose,
                    account=account.sudo().name,
                    club=self.name,
                )
            )

    def _check_golf_billing_start_on(self, day, journal):
        """Check the day from which fees are billed.

        :param day: first day of the periods to bill; maybe none
        :param journal: of the invoices; maybe none
        :raises ValidationError: it is locked, or too far off to be meant
        """
        self.ensure_one()
        if not day:
            return
        if not FIRST_START <= day <= self._golf_today() + LAST_START:
            raise ValidationError(
                self.env._(
                    "Fees cannot be billed from %(day)s on. Enter the first day of a period that"
                    " your former system did not bill.",
                    day=fields.Date.to_string(day),
                )
            )
        locks = self._get_violated_lock_dates(day, False, journal)
        if locks:
            raise ValidationError(
                self.env._(
                    "Fees cannot be billed from %(day)s on: the books of %(club)s are locked until"
                    " %(lock)s. Enter a later day.",
                    day=fields.Date.to_string(day),
                    club=self.name,
                    lock=fields.Date.to_string(max(locks)[0]),
                )
            )

    def _get_golf_missing_for_fees(self):
        """Return the sentences that say what the club lacks to bill fees; none when all is set."""
        self.ensure_one()
        wanted = {
            "golf_receivable_account_id": self.env._("an account for what members owe"),
            "golf_deferred_account_id": self.env._("an account for deferred fees"),
            "golf_deposit_account_id": self.env._("an account for members' deposits"),
            "golf_fee_journal_id": self.env._("a journal for the invoices of fees"),
            "golf_deferral_journal_id": self.env._("a journal for the monthly entries"),
            "golf_billing_start": self.env._("the day from which fees are billed"),
        }
        return [text for fname, text in wanted.items() if not self[fname]]

    def _get_golf_deferral_journal(self):
        """Return the journal of the monthly entries, or an empty record."""
        self.ensure_one()
        return self.golf_deferral_journal_id or self._get_golf_first_journal("general")

    def _get_golf_first_journal(self, kind):
        """Return the first journal of a type, or an empty record."""
        self.ensure_one()
        return self.env["account.journal"].search(
            [("company_id", "=", self.id), ("type", "=", kind)], limit=1
        )

    def _get_golf_open_day(self, day, journal):
        """Return ``day``, or the end of the first month with an open day where it is locked.

        :param journal: the one to book in
        """
        self.ensure_one()
        while locks := self._get_violated_lock_dates(day, False, journal):
            day = not_before(day, max(locks)[0])
        return day
