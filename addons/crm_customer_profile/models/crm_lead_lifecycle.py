# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models

#: What of a lead the state of its customer hangs on.
_TELLING = {"partner_id", "type", "stage_id", "active", "probability", "lost_reason_id"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads.partner_id._touch_lifecycle()
        return leads

    def write(self, vals):
        if not _TELLING & vals.keys():
            return super().write(vals)
        before = self.partner_id
        result = super().write(vals)
        (before | self.partner_id)._touch_lifecycle()
        return result

    def unlink(self):
        self.partner_id._touch_lifecycle()
        return super().unlink()
