# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class CrmLead(models.Model):
    """A request of a member is answered within the hours of the member's tier."""

    _inherit = "crm.lead"

    def _get_first_contact_hours(self):
        hours = super()._get_first_contact_hours()
        # A level is no secret to whoever writes a request down.
        promised = self.partner_id.sudo().grade_id.answer_hours
        return min(filter(None, (hours, promised)), default=0)
