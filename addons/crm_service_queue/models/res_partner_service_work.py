# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ResPartner(models.Model):
    """The work and the claims of a customer."""

    _inherit = "res.partner"

    service_work_order_ids = fields.One2many("service.work.order", "partner_id", "Work orders")
    service_claim_count = fields.Integer(
        compute="_compute_service_claim_count", groups="crm_service_queue.group_service_user"
    )

    def _get_service_claim_domain(self):
        return [
            ("partner_id.commercial_partner_id", "in", self.commercial_partner_id.ids),
            ("category_id.is_claim", "=", True),
        ]

    def _compute_service_claim_count(self):
        groups = self.env["service.request"]._read_group(
            self._get_service_claim_domain(), ["partner_id"], ["__count"]
        )
        counts = {}
        for person, count in groups:
            company = person.sudo().commercial_partner_id.id
            counts[company] = counts.get(company, 0) + count
        for partner in self:
            partner.service_claim_count = counts.get(partner.commercial_partner_id.id, 0)

    def action_open_service_claims(self):
        """Open the claims of this customer."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_request_action"
        )
        return {
            **action,
            "name": self.env._("Claims"),
            "domain": self._get_service_claim_domain(),
            "context": {},
            "path": False,
        }

    @api.model
    def _get_customer_reach(self):
        """Let people reach whom they do work for."""
        reach = super()._get_customer_reach()
        return reach | fields.Domain(
            "service_work_order_ids",
            "any!",
            [("user_id", "=", self.env.uid), ("is_open", "=", True)],
        )
