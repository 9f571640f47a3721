# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.tools import ormcache


class ResCompany(models.Model):
    """The countries whose phone numbers are typed without a prefix."""

    _inherit = "res.company"

    @ormcache("self._ids")
    def _get_region_codes(self):
        """Return the ISO codes of the companies' countries, each once, in their order.

        Kept between calls: each search at a desk asks for it, and reading a company and its
        address takes longer than the search.
        """
        # A company's country stands on its letters; what is kept is the same for every user.
        countries = self.sudo().partner_id.country_id
        return tuple(code for code in countries.mapped("code") if code)
