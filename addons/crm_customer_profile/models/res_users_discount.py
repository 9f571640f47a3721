# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_discount_limit(self, company):
        """Return the highest discount in percent this user gives by himself in ``company``.

        ``None``: no limit, for roles the customer profile knows nothing of.
        """
        self.ensure_one()
        # The limits of the company, which not everybody may read.
        company = company.sudo()
        for level in ("manager", "supervisor", "officer"):
            if self.has_group(f"crm_customer_profile.group_customer_{level}"):
                return company[f"customer_discount_{level}"]
        return None
