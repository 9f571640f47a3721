# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.tools import SQL

from .timeline_source import TimelineSource

#: The first words of a message, without its markup.
_FIRST_WORDS = SQL(
    r"""COALESCE(NULLIF(doc.subject, ''),
                 LEFT(TRIM(REGEXP_REPLACE(doc.body, '<[^>]+>|\s+', ' ', 'g')), 200))"""
)
_MESSAGES = SQL(
    """mail_message doc
       LEFT JOIN res_users author ON author.partner_id = doc.author_id"""
)
_CHANNEL_OF_MESSAGE = SQL(
    "CASE WHEN doc.message_type = 'sms' THEN 'sms' "
    "WHEN doc.message_type IN ('email', 'email_outgoing', 'comment') THEN 'email' END"
)


class CustomerTimeline(models.Model):
    _inherit = "customer.timeline"

    _depends = {
        "calendar.event": ["name", "start", "partner_ids", "privacy", "active"],
        "event.registration": ["partner_id", "event_id", "state"],
        "mail.message": ["model", "res_id", "message_type", "subject", "body", "date"],
        "mailing.trace": ["model", "res_id", "mass_mailing_id", "trace_status", "sent_datetime"],
    }

    @api.model
    def _get_correspondence_sources(self):
        """What was written, said and met. A person's own chatter is read with the person."""
        return {
            "message": TimelineSource(
                model="mail.message",
                table=_MESSAGES,
                partner=SQL("doc.res_id"),
                # What the system notes on itself (changed fields) is no contact; a mailing
                # stands in the timeline as a campaign.
                where=SQL(
                    """doc.model = 'res.partner' AND doc.mail_activity_type_id IS NULL
                       AND doc.message_type IN ('email', 'comment', 'sms')"""
                ),
                date=SQL("doc.date"),
                user=SQL("author.id"),
                channel=_CHANNEL_OF_MESSAGE,
                summary=_FIRST_WORDS,
                shown_with_person=True,
            ),
            "activity": TimelineSource(
                model="mail.message",
                table=_MESSAGES,
                partner=SQL("doc.res_id"),
                where=SQL("doc.model = 'res.partner' AND doc.mail_activity_type_id IS NOT NULL"),
                date=SQL("doc.date"),
                user=SQL("author.id"),
                summary=_FIRST_WORDS,
                shown_with_person=True,
            ),
            "mailing": TimelineSource(
                model="mailing.trace",
                table=SQL(
                    """mailing_trace doc
                       JOIN mailing_mailing mailing ON mailing.id = doc.mass_mailing_id
                       LEFT JOIN utm_source source ON source.id = mailing.source_id"""
                ),
                partner=SQL("doc.res_id"),
                where=SQL(
                    """doc.model = 'res.partner'
                       AND doc.trace_status NOT IN ('outgoing', 'process', 'cancel')"""
                ),
                date=SQL("COALESCE(doc.sent_datetime, doc.create_date)"),
                user=SQL("mailing.user_id"),
                channel=SQL("CASE doc.trace_type WHEN 'mail' THEN 'email' ELSE 'sms' END"),
                summary=SQL("COALESCE(mailing.subject, source.name)"),
                shown_with_person=True,
            ),
            "meeting": TimelineSource(
                model="calendar.event",
                table=SQL(
                    """calendar_event doc
                       JOIN calendar_attendee attendee ON attendee.event_id = doc.id
                       JOIN res_partner person ON person.id = attendee.partner_id
                                              AND person.is_customer"""
                ),
                row=SQL("attendee.id"),
                partner=SQL("attendee.partner_id"),
                where=SQL("doc.active AND COALESCE(doc.privacy, 'public') = 'public'"),
                date=SQL("doc.start"),
                user=SQL("doc.user_id"),
                channel=SQL("'visit'"),
                summary=SQL("doc.name"),
            ),
            "event": TimelineSource(
                model="event.registration",
                table=SQL(
                    "event_registration doc JOIN event_event event ON event.id = doc.event_id"
                ),
                partner=SQL("doc.partner_id"),
                where=SQL("doc.partner_id IS NOT NULL AND doc.state <> 'cancel'"),
                date=SQL("doc.create_date"),
                company=SQL("doc.company_id"),
                channel=SQL("'event'"),
                summary=SQL(
                    "COALESCE(event.name->>%s, event.name->>'en_US')", self.env.lang or "en_US"
                ),
                shown_with_person=True,
            ),
        }
