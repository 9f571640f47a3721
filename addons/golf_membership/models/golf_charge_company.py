# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from .company_check import are_companies_consistent


class GolfCharge(models.Model):
    _inherit = "golf.charge"

    def _check_company(self, fnames=None):
        # The core check tells who is wrong; it need not be asked when nobody is.
        if are_companies_consistent(self, fnames):
            return None
        return super()._check_company(fnames)
