# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class CrmLead(models.Model):
    """A lead is won only with the checklist of its customer's state ticked."""

    _inherit = "crm.lead"

    def write(self, vals):
        stage = self.env["crm.stage"].browse(vals.get("stage_id") or [])
        if stage.is_won:
            self.filtered(lambda lead: not lead.stage_id.is_won).partner_id._check_checklist()
        return super().write(vals)
