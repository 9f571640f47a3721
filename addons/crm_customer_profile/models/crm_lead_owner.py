# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "customer.owned.mixin", "customer.reach.mixin", "customer.logged.mixin"]
    _handover_kind = "lead"
