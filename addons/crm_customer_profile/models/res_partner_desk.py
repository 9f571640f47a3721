# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import format_date, format_datetime

#: As many lines of a block are shown; the person's page has the rest.
LINES = 5


class ResPartner(models.Model):
    """What the front desk shows of a person one may open."""

    _inherit = "res.partner"

    def _get_desk_card(self):
        """Return the blocks of the card at the front desk, by the reader's own rights.

        Other addons add theirs (a membership, the stay of tonight).

        :return: list of dicts: ``key``, ``title``, ``lines``; a line has ``text``, and may have
            ``note`` (what is said less loudly) and ``tone`` (danger, warning, success, muted)
        """
        self.ensure_one()
        blocks = [
            ("promises", self.env._("Open promises"), self._get_desk_promises()),
            ("identifiers", self.env._("Recognised by"), self._get_desk_identifiers()),
            ("preferences", self.env._("Preferences"), self._get_desk_preferences()),
            ("needs", self.env._("Asks for"), self._get_desk_inquiries()),
            ("contacts", self.env._("Last contacts"), self._get_desk_contacts()),
        ]
        return [
            {"key": key, "title": title, "lines": lines} for key, title, lines in blocks if lines
        ]

    def _get_desk_promises(self):
        today = fields.Date.context_today(self)
        activities = self.env["mail.activity"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", self.id)],
            order="date_deadline",
            limit=LINES,
        )
        return [
            {
                "text": activity.summary or activity.activity_type_id.name or "",
                "note": " · ".join(
                    filter(
                        None,
                        (format_date(self.env, activity.date_deadline), activity.user_id.name),
                    )
                ),
                "tone": "danger" if activity.date_deadline < today else "",
            }
            for activity in activities
        ]

    def _get_desk_identifiers(self):
        lines = [
            {"text": document.display_name, "note": document.warning or "", "tone": "warning"}
            if document.warning
            else {"text": document.display_name}
            for document in self.customer_identity_ids
        ]
        kinds = dict(
            self.env["customer.identifier"]._fields["kind"]._description_selection(self.env)
        )
        for row in self.customer_identifier_ids.filtered(
            lambda row: row.kind in ("card", "plate", "name", "app", "other")
        ):
            line = {"text": row.value, "note": kinds[row.kind]}
            if not row.is_valid:
                line |= {"tone": "warning", "note": self.env._("Not valid today")}
            lines.append(line)
        return lines

    def _get_desk_preferences(self):
        rows = self.env["customer.preference"].search(
            [("partner_id", "=", self.id), ("standing", "=", "current")], limit=2 * LINES
        )
        return [{"text": row.display_name} for row in rows]

    def _get_desk_inquiries(self):
        if not self.env["crm.lead"].has_access("read"):
            return []
        leads = self.env["crm.lead"].search(
            [("partner_id", "=", self.id)], order="create_date desc", limit=LINES
        )
        return [
            {
                "text": lead.name,
                "note": " · ".join(filter(None, (lead.stage_id.name, lead.source_id.name))),
            }
            for lead in leads
        ]

    def _get_desk_contacts(self):
        contacts = self.env["customer.contact"].search(
            [("partner_id", "=", self.id), ("state", "=", "done")], limit=LINES
        )
        return [
            {
                "text": contact.inquiry or contact.channel_id.name,
                "note": " · ".join(
                    filter(
                        None,
                        (
                            format_datetime(self.env, contact.date, dt_format="short"),
                            contact.channel_id.name,
                            contact.user_id.name,
                        ),
                    )
                ),
            }
            for contact in contacts
        ]
