# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from ..membership import state as rules


class GolfMembership(models.Model):
    """New members are told of their points."""

    _inherit = "golf.membership"

    def _win_applications(self):
        result = super()._win_applications()
        joined = self.filtered(lambda m: m.state == rules.ACTIVE and m.origin == "order")
        clubs = self.env["loyalty.program"]._get_golf_programs().company_id if joined else ()
        for membership in joined:
            if membership.company_id in clubs:
                self.env["golf.message"]._tell(
                    "joining",
                    membership.partner_id,
                    membership.company_id,
                    f"membership {membership.id}",
                )
        return result
