# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "customer.alert.mixin"]

    def write(self, vals):
        if vals.get("stage_id") and self.env["crm.stage"].browse(vals["stage_id"]).is_won:
            held = self.filtered(
                lambda lead: (lead.company_id or self.env.company).customer_alert_on_won
            )
            held._check_customer_alerts_acknowledged()
        return super().write(vals)
