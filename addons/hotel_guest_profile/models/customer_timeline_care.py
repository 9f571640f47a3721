# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.timeline_source import TimelineSource


class CustomerTimeline(models.Model):
    """What a guest told the house, among everything else that happened with him."""

    _inherit = "customer.timeline"

    _depends = {
        "hotel.feedback": ["partner_id", "company_id", "date", "user_id", "name", "kind", "state"],
    }

    kind = fields.Selection(selection_add=[("feedback", "Feedback")])

    @api.model
    def _get_timeline_sources(self):
        return {
            **super()._get_timeline_sources(),
            "feedback": TimelineSource(
                model="hotel.feedback",
                table=SQL("hotel_feedback doc"),
                partner=SQL("doc.partner_id"),
                date=SQL("doc.date"),
                company=SQL("doc.company_id"),
                user=SQL("doc.user_id"),
                summary=SQL(
                    "CONCAT_WS(' · ', %s, doc.name, %s)",
                    self._label("hotel.feedback", "kind", SQL("doc.kind")),
                    self._label("hotel.feedback", "state", SQL("doc.state")),
                ),
                where=SQL("doc.partner_id IS NOT NULL"),
            ),
        }
