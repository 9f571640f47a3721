# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from ..tiers import allowance


class GolfMembership(models.Model):
    """The guests of a member: who came, and how many may still come."""

    _inherit = "golf.membership"

    guest_count = fields.Integer(compute="_compute_guest_count")
    guests_left = fields.Char(
        "Guests left", compute="_compute_guests_left", help="At the guest rate, in this period."
    )

    def _compute_guest_count(self):
        counts = dict(
            self.env["golf.guest.visit"]._read_group(
                [("membership_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["membership_id"],
                ["__count"],
            )
        )
        for membership in self:
            membership.guest_count = counts.get(membership, 0)

    def _compute_guests_left(self):
        for membership in self:
            standing = membership._get_loose_guest_standing()
            membership.guests_left = standing and self.env._(
                "Guests: %(left)s of %(all)s left until %(day)s",
                left=standing[1],
                all=standing[0],
                day=fields.Date.to_string(standing[2]),
            )

    def _get_guest_rule(self):
        """Return the guest allowance of one member's tier; there may be none."""
        self.ensure_one()
        # How many guests may come is told to all at the desk; what they pay is not.
        return self.env["golf.guest.rule"].sudo().search([("tier_id", "=", self.tier_id.id)])

    def _get_loose_guest_standing(self, day=None):
        """Return the guest standing where the allowance is not told as a benefit of the tier."""
        return not self._get_guest_rule().benefit_id and self._get_guest_standing(day)

    def _get_guest_standing(self, day=None):
        """Return (allowance, left, last day of the period) of one member's guests.

        :return: ``False`` for a tier without a number of guests
        """
        self.ensure_one()
        day = day or self.company_id._golf_today()
        rule = self._get_guest_rule()
        if not rule.quantity:
            return False
        period = rule._get_period(self, day)
        used = (
            self.env["golf.guest.visit"]
            .sudo()
            .search_count(
                [
                    ("membership_id", "=", self.id),
                    ("rate", "=", allowance.GUEST),
                    ("state", "!=", "cancelled"),
                    ("date", ">=", period.start),
                    ("date", "<=", period.end),
                ]
            )
        )
        return rule.quantity, max(rule.quantity - used, 0), period.end

    def action_open_guests(self):
        """Open the guests of this member."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_guest_visit_action"
        )
        action["domain"] = [("membership_id", "=", self.id)]
        action["context"] = {"default_membership_id": self.id}
        return action

    def action_use_benefit(self):
        """Record that this member uses a benefit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Use a benefit"),
            "res_model": "golf.benefit.use",
            "view_mode": "form",
            "target": "new",
            "context": {"default_membership_id": self.id},
        }
