# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class GolfMembership(models.Model):
    """What the people of a membership asked and complained of."""

    _inherit = "golf.membership"

    service_request_count = fields.Integer(
        "Requests",
        compute="_compute_service_request_count",
        groups="crm_service_queue.group_service_agent",
    )

    @api.depends_context("uid")
    def _compute_service_request_count(self):
        counts = dict(
            self.env["service.request"]._read_group(
                [("golf_membership_id", "in", self.ids)], ["golf_membership_id"], ["__count"]
            )
        )
        for membership in self:
            membership.service_request_count = counts.get(membership._origin, 0)

    def action_open_service_requests(self):
        """Open what the people of this membership asked; a new one is theirs."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_request_action"
        )
        return {
            **action,
            "domain": [("golf_membership_id", "=", self.id)],
            "context": {
                "default_golf_membership_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_company_id": self.company_id.id,
            },
            "path": False,
        }
