# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.timeline_source import TimelineSource


class CustomerTimeline(models.Model):
    """Stays, among everything else that happened with a person."""

    _inherit = "customer.timeline"

    _depends = {
        "hotel.stay": ["partner_id", "company_id", "arrival", "nights", "state", "name"],
    }

    kind = fields.Selection(selection_add=[("stay", "Stay")])

    @api.model
    def _get_timeline_sources(self):
        return {
            **super()._get_timeline_sources(),
            "stay": TimelineSource(
                model="hotel.stay",
                table=SQL(
                    """hotel_stay doc
                       JOIN hotel_property hotel ON hotel.id = doc.property_id
                       LEFT JOIN hotel_room room ON room.id = doc.room_id"""
                ),
                partner=SQL("doc.partner_id"),
                # A moment that is the day of arrival in Europe and in China.
                date=SQL("doc.arrival + interval '4 hours'"),
                company=SQL("doc.company_id"),
                summary=SQL(
                    "CONCAT_WS(' ', COALESCE(hotel.name->>%s, hotel.name->>'en_US'), room.name,"
                    " doc.arrival || ' – ' || doc.departure, %s)",
                    self.env.lang or "en_US",
                    self._label("hotel.stay", "state", SQL("doc.state")),
                ),
                where=SQL("doc.partner_id IS NOT NULL"),
            ),
        }
