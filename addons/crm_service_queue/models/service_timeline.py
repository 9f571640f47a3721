# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.timeline_source import TimelineSource


class CustomerTimeline(models.Model):
    """Requests, among everything else that happened with a person."""

    _inherit = "customer.timeline"

    _depends = {
        "service.request": [
            "partner_id", "company_id", "opened_at", "kind", "channel", "name", "number", "state",
            "user_id",
        ],
    }  # fmt: skip

    kind = fields.Selection(selection_add=[("service_request", "Service request")])

    @api.model
    def _get_timeline_sources(self):
        return {
            **super()._get_timeline_sources(),
            "service_request": TimelineSource(
                model="service.request",
                table=SQL("service_request doc"),
                partner=SQL("doc.partner_id"),
                date=SQL("doc.opened_at"),
                company=SQL("doc.company_id"),
                user=SQL("doc.user_id"),
                channel=SQL(
                    """CASE doc.channel
                       WHEN 'portal' THEN 'web' WHEN 'desk' THEN 'visit' WHEN 'api' THEN NULL
                       ELSE doc.channel END"""
                ),
                summary=SQL(
                    "CONCAT_WS(' ', %s || ':', doc.number, doc.name, '(' || %s || ')')",
                    self._label("service.request", "kind", SQL("doc.kind")),
                    self._label("service.request", "state", SQL("doc.state")),
                ),
                where=SQL("doc.partner_id IS NOT NULL"),
            ),
        }
