# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from .company_check import are_companies_consistent


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _check_company(self, fnames=None):
        # Only for opening entries of hundreds of members; elsewhere core is left alone.
        if self.env.context.get("golf_in_bulk") and are_companies_consistent(self, fnames):
            return None
        return super()._check_company(fnames)
