# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CrmLead(models.Model):
    """A lead that began as a request: sales sees what was asked, and by whom."""

    _inherit = "crm.lead"

    service_request_id = fields.Many2one(
        "service.request",
        "From request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="crm_service_queue.group_service_user",
    )
