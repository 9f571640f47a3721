# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceRequest(models.Model):
    """What the customer got for the trouble."""

    _inherit = "service.request"

    compensation_ids = fields.One2many("service.compensation", "request_id", "Compensations")
    compensation_count = fields.Integer(compute="_compute_compensation_count")

    def _compute_compensation_count(self):
        groups = self.env["service.compensation"]._read_group(
            [("request_id", "in", self.ids)], ["request_id"], ["__count"]
        )
        counts = {request.id: count for request, count in groups}
        for request in self:
            request.compensation_count = counts.get(request.id, 0)

    def action_compensations(self):
        """Open what the customer got, or ask for something."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_compensation_action"
        )
        return {
            **action,
            "domain": [("request_id", "=", self.id)],
            "context": {"default_request_id": self.id},
            "path": False,
        }

    def _get_merge_children(self):
        return [*super()._get_merge_children(), ("service.compensation", "request_id")]
