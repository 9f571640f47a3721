# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "customer.lifecycle.mixin"]

    _lifecycle_fields = frozenset(
        {"partner_id", "type", "stage_id", "active", "probability", "lost_reason_id"}
    )
