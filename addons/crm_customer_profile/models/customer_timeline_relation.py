# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

from .timeline_source import TimelineSource


class CustomerTimeline(models.Model):
    """What this addon itself knows to have happened: contacts, states, owners."""

    _inherit = "customer.timeline"

    _depends = {
        "customer.contact": ["partner_id", "state", "kind", "date", "user_id", "inquiry"],
        "customer.handover": ["partner_id", "kind", "date", "to_user_id", "reason"],
        "customer.state.move": ["partner_id", "state_to", "date", "rule", "reason"],
    }

    kind = fields.Selection(
        selection_add=[
            ("contact", "Contact logged"),
            ("state", "State of the relation"),
            ("handover", "New owner"),
        ]
    )

    @api.model
    def _get_timeline_sources(self):
        return {**super()._get_timeline_sources(), **self._get_relation_sources()}

    def _get_relation_sources(self):
        return {
            "contact": TimelineSource(
                model="customer.contact",
                table=SQL(
                    """customer_contact doc
                       JOIN customer_contact_channel means ON means.id = doc.channel_id
                       JOIN res_company contact_company ON contact_company.id = doc.company_id"""
                ),
                partner=SQL("doc.partner_id"),
                # What was sent from a template stands in the timeline as the message it is.
                where=SQL(
                    """doc.state = 'done' AND NOT (
                           doc.template_id IS NOT NULL AND means.means IN ('email', 'sms'))"""
                ),
                date=SQL("doc.date"),
                company=SQL("doc.company_id"),
                user=SQL("doc.user_id"),
                channel=SQL("means.means"),
                summary=SQL(
                    "CONCAT_WS(': ', %s, NULLIF(doc.inquiry, ''))",
                    self._label("customer.contact", "kind", SQL("doc.kind")),
                ),
                amount=SQL("NULLIF(doc.expected_amount, 0)"),
                currency=SQL("contact_company.currency_id"),
            ),
            "state": TimelineSource(
                model="customer.state.move",
                table=SQL("customer_state_move doc"),
                partner=SQL("doc.partner_id"),
                date=SQL("doc.date"),
                user=SQL("doc.user_id"),
                summary=SQL(
                    "CONCAT_WS(': ', %s, COALESCE(NULLIF(doc.reason, ''), %s))",
                    self._label("customer.state.move", "state_to", SQL("doc.state_to")),
                    self._label("customer.state.move", "rule", SQL("doc.rule")),
                ),
            ),
            "handover": TimelineSource(
                model="customer.handover",
                table=SQL(
                    """customer_handover doc
                       LEFT JOIN res_users heir ON heir.id = doc.to_user_id
                       LEFT JOIN res_partner heir_name ON heir_name.id = heir.partner_id"""
                ),
                partner=SQL("doc.partner_id"),
                where=SQL("doc.kind = 'person' AND doc.partner_id IS NOT NULL"),
                date=SQL("doc.date"),
                company=SQL("doc.company_id"),
                user=SQL("doc.user_id"),
                summary=SQL("CONCAT_WS(': ', heir_name.name, NULLIF(doc.reason, ''))"),
            ),
        }

    def _label(self, model, field, column):
        """The label, in the reader's language, of what ``column`` holds of a selection."""
        options = self.env[model]._fields[field]._description_selection(self.env)
        cases = [SQL("WHEN %s THEN %s", value, label) for value, label in options]
        return SQL("CASE %s %s END", column, SQL(" ").join(cases))
