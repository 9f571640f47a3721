# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from ..dues.deferral import not_before


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
