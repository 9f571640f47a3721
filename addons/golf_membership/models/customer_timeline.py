# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.timeline_source import TimelineSource


class CustomerTimeline(models.Model):
    """The events of memberships, among everything else that happened with a person."""

    _inherit = "customer.timeline"

    _depends = {"golf.membership.event": ["membership_id", "kind", "date", "state_to", "user_id"]}

    kind = fields.Selection(selection_add=[("membership", "Membership")])

    @api.model
    def _get_timeline_sources(self):
        return {
            **super()._get_timeline_sources(),
            "membership": TimelineSource(
                model="golf.membership",
                table=SQL(
                    """golf_membership doc
                       JOIN golf_membership_event happened ON happened.membership_id = doc.id"""
                ),
                partner=SQL("doc.partner_id"),
                date=SQL("happened.date"),
                company=SQL("doc.company_id"),
                user=SQL("happened.user_id"),
                summary=SQL(
                    "CONCAT_WS(' ', doc.number, %s, %s, happened.note)",
                    self._label("golf.membership.event", "kind", SQL("happened.kind")),
                    self._label("golf.membership.event", "state_to", SQL("happened.state_to")),
                ),
                row=SQL("happened.id"),
            ),
        }
