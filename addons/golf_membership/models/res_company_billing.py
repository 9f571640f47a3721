# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: A period may be closed a little ahead of time; invoices are then dated the first open day.
LOCKED_AHEAD_DAYS = 31


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_golf_fee_journal(self):
        """Return the journal of the invoices for fees; empty where there is none."""
        self.ensure_one()
        journals = self.env["account.journal"]
        return self.golf_fee_journal_id or journals.search(
            [*journals._check_company_domain(self), ("type", "=", "sale")], limit=1
        )

    def _get_golf_invoice_date(self):
        """Return the date of invoices made now: today, or the first day that is not locked."""
        self.ensure_one()
        today = self._golf_today()
        locks = self._get_violated_lock_dates(today, True, self._get_golf_fee_journal())
        return max([today, *(lock[0] + timedelta(days=1) for lock in locks)])

    def _get_golf_billing_problem(self):
        """Return the sentence that says why this club can bill nobody, or ``None``."""
        self.ensure_one()
        journal = self._get_golf_fee_journal()
        if not journal or not journal.active:
            return self.env._(
                "%(club)s has no sales journal for fees. Choose it under Configuration > Settings.",
                club=self.name,
            )
        day = self._get_golf_invoice_date()
        if day > self._golf_today() + timedelta(days=LOCKED_AHEAD_DAYS):
            return self.env._(
                "The books of %(club)s are locked up to %(day)s, so nothing can be invoiced. Check"
                " the lock dates of Accounting.",
                club=self.name,
                day=fields.Date.to_string(day - timedelta(days=1)),
            )
        return None

    @api.model
    def _get_golf_billing_companies(self):
        """Return the clubs whose fees the daily run bills."""
        # All clubs of the database: a scheduled action belongs to none of them.
        return self.sudo().search(Domain("golf_billing_start", "!=", False))
