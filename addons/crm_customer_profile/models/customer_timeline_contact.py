# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from .timeline_source import TimelineSource


class CustomerTimeline(models.Model):
    """Contacts logged and changes of state stand in the timeline like everything else."""

    _inherit = "customer.timeline"

    kind = fields.Selection(
        selection_add=[("contact", "Contact"), ("state", "Life cycle")],
        ondelete={"contact": "set null", "state": "set null"},
    )

    _depends = {
        "customer.contact": ["partner_id", "date", "state", "channel_id", "inquiry", "user_id"],
        "customer.state.move": ["partner_id", "date", "state_to", "reason", "user_id"],
    }

    @api.model
    def _get_timeline_sources(self):
        states = self.env["customer.state.move"]._selection_state()
        named = SQL(" ").join(SQL("WHEN %s THEN %s", state, name) for state, name in states)
        return super()._get_timeline_sources() | {
            "contact": TimelineSource(
                model="customer.contact",
                table=SQL(
                    """customer_contact doc
                       JOIN customer_contact_channel channel ON channel.id = doc.channel_id"""
                ),
                partner=SQL("doc.partner_id"),
                # What was sent from a template stands there as a message.
                where=SQL("doc.state = 'done' AND doc.template_id IS NULL"),
                date=SQL("doc.date"),
                company=SQL("doc.company_id"),
                user=SQL("doc.user_id"),
                channel=SQL("channel.means"),
                summary=SQL(
                    "COALESCE(NULLIF(LEFT(doc.inquiry, 200), ''), channel.name->>%s, "
                    "channel.name->>'en_US')",
                    self.env.lang or "en_US",
                ),
            ),
            "state": TimelineSource(
                model="customer.state.move",
                table=SQL("customer_state_move doc"),
                partner=SQL("doc.partner_id"),
                date=SQL("doc.date"),
                user=SQL("doc.user_id"),
                summary=SQL(
                    "(CASE doc.state_to %s END) || COALESCE(': ' || doc.reason, '')", named
                ),
                shown_with_person=True,
            ),
        }
