# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from .company_check import are_companies_consistent


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _check_company(self, fnames=None):
        # Only where thousands of contacts are made at a time; elsewhere core is left alone.
        if self.env.context.get("golf_in_bulk") and are_companies_consistent(self, fnames):
            return None
        return super()._check_company(fnames)
