# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ResPartner(models.Model):
    """A member is recognised by the member number too, wherever people are looked for."""

    _inherit = "res.partner"

    def _get_recognition_values(self):
        values = super()._get_recognition_values()
        memberships = self.env["golf.membership"].search_fetch(
            [("partner_id", "in", self.ids)], ["partner_id", "number"]
        )
        for membership in memberships:
            values[membership.partner_id.id].numbers.append(membership.number)
        return values
