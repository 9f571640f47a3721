# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class UtmSource(models.Model):
    _inherit = "utm.source"

    first_contact_hours = fields.Integer(
        "First contact within hours",
        help="A new lead of this source gets a first contact to make within these hours. 0: none.",
    )
    first_contact_type_id = fields.Many2one(
        "mail.activity.type",
        string="First contact by",
        domain="[('res_model', 'in', (False, 'crm.lead'))]",
        ondelete="set null",
    )

    @api.constrains("first_contact_hours")
    def _check_first_contact_hours(self):
        for source in self:
            if source.first_contact_hours < 0:
                raise ValidationError(
                    self.env._("%(name)s: hours are 0 or more.", name=source.name)
                )
