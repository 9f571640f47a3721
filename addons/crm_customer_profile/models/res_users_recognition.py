# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models


class ResUsers(models.Model):
    """The login of a portal is one more way to recognise its owner."""

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users.partner_id._refresh_recognition()
        return users

    def write(self, vals):
        result = super().write(vals)
        if "login" in vals:
            self.partner_id._refresh_recognition()
        return result
