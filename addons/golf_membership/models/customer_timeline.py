# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.timeline_source import TimelineSource


class CustomerTimeline(models.Model):
    """The events of memberships, among everything else that happened with a person."""

    _inherit = "customer.timeline"

    _depends = {
        "golf.membership.event": ["membership_id", "kind", "date", "state_to", "user_id"],
        "golf.round": [
            "partner_id",
            "company_id",
            "date",
            "tee_time",
            "course_id",
            "strokes",
            "state",
        ],
    }

    kind = fields.Selection(
        selection_add=[("membership", "Membership"), ("round", "Round of golf")]
    )

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
            "round": TimelineSource(
                model="golf.round",
                table=SQL(
                    "golf_round doc LEFT JOIN golf_course course ON course.id = doc.course_id"
                ),
                partner=SQL("doc.partner_id"),
                # A wall clock's time of the club, as a calendar would show the day of it.
                date=SQL("doc.date + make_interval(mins => round(doc.tee_time * 60)::int)"),
                company=SQL("doc.company_id"),
                summary=SQL(
                    "CONCAT_WS(' ', COALESCE(course.name->>%s, course.name->>'en_US'),"
                    " NULLIF(doc.strokes, 0))",
                    self.env.lang or "en_US",
                ),
                where=SQL("doc.state <> 'cancelled'"),
            ),
        }
