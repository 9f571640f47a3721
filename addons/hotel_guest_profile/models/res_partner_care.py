# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain

STAFF = "hotel_guest_profile.group_hotel_user"
FRONT = "hotel_guest_profile.group_hotel_money"


class ResPartner(models.Model):
    """What the house knows of a guest beside his stays: feedback, letters, consents."""

    _inherit = "res.partner"

    hotel_feedback_ids = fields.One2many("hotel.feedback", "partner_id", groups=STAFF)
    hotel_feedback_count = fields.Integer(
        "Feedback", compute="_compute_hotel_feedback_count", groups=STAFF
    )
    hotel_letter_ids = fields.One2many("hotel.letter", "partner_id", groups=FRONT)
    hotel_consent_ids = fields.One2many("hotel.consent", "partner_id", groups=FRONT)
    hotel_proposal_ids = fields.One2many("hotel.preference.proposal", "partner_id", groups=FRONT)

    @api.depends("hotel_feedback_ids")
    def _compute_hotel_feedback_count(self):
        counts = dict(
            self.env["hotel.feedback"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.hotel_feedback_count = counts.get(partner._origin, 0)

    def action_open_hotel_feedback(self):
        """Open what the guest told the house."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hotel_guest_profile.hotel_feedback_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def _get_last_here(self):
        """Count stays: documents of a guest are forgotten some time after the last of them."""
        days = super()._get_last_here()
        # Of all companies, as the job that asks.
        stays = self.env["hotel.stay"].sudo()
        took_place = Domain("state", "in", ("checked_out", "in_house"))
        to_come = Domain("state", "=", "reserved")
        to_come &= Domain("departure", ">=", fields.Date.context_today(self))
        for name in ("partner_id", "companion_ids"):
            rows = stays._read_group(
                Domain(name, "in", self.ids) & (took_place | to_come), [name], ["departure:max"]
            )
            for partner, day in rows:
                days[partner.id] = max(day, days.get(partner.id) or day)
        return days

    def _get_desk_card(self):
        """Tell how the guest stands with the house, and what he is waiting for."""
        blocks = super()._get_desk_card()
        if not self.env["hotel.feedback"].has_access("read"):
            return blocks
        standing = self._get_desk_standing()
        open_ones = self.env["hotel.feedback"]._get_open_grievances(self)
        lines = [
            {"text": row.name, "note": row.department_id.name or "", "tone": "warning"}
            for row in open_ones
        ]
        lines += [
            {"text": row.name, "note": row.gift or row.result or "", "tone": "success"}
            for row in self.env["hotel.feedback"]._get_to_hand_over(self)
        ]
        added = [
            ("hotel_standing", self.env._("Standing"), standing),
            ("hotel_feedback", self.env._("Feedback"), lines),
        ]
        return [
            {"key": key, "title": title, "lines": rows} for key, title, rows in added if rows
        ] + blocks

    def _get_desk_standing(self):
        lines = []
        if self.vip_level_id:
            lines.append(
                {
                    "text": self.vip_level_id.name,
                    "note": self.vip_level_id.treatment or "",
                    "tone": "success",
                }
            )
        if self.guest_status in ("restricted", "blocked"):
            labels = dict(self._fields["guest_status"]._description_selection(self.env))
            reason = self.guest_status_reason if self._may_read_status_reason() else False
            lines.append(
                {
                    "text": labels[self.guest_status],
                    "note": reason or self.env._("Ask guest relations."),
                    "tone": "danger",
                }
            )
        if self._lacks_consent_for_notes():
            lines.append(
                {
                    "text": self.env._("Ask for consent to notes on health and diet"),
                    "tone": "warning",
                }
            )
        return lines

    def _lacks_consent_for_notes(self):
        """Tell whether there are notes on health or diet that the guest has not agreed to."""
        Consent = self.env["hotel.consent"]
        if not Consent.has_access("read"):
            return False
        # That there is something, not what: as alerts tell.
        notes = self.env["customer.preference"].sudo()
        if not notes.search_count(
            [
                ("partner_id", "=", self.id),
                ("is_sensitive", "=", True),
                ("standing", "=", "current"),
            ],
            limit=1,
        ):
            return False
        row = Consent._get_states(self, self.env.company).get("sensitive")
        return not row or row.state != "given"

    @api.model
    def _may_read_status_reason(self):
        return self._has_field_access(self._fields["guest_status_reason"], "read")
