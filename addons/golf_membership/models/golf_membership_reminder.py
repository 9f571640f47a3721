# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfMembership(models.Model):
    """The reminders that a membership's payer was sent."""

    _inherit = "golf.membership"

    reminder_count = fields.Integer(
        compute="_compute_reminder_count", groups="golf_membership.group_golf_money"
    )

    def _compute_reminder_count(self):
        counts = dict(
            self.env["golf.fee.reminder"]._read_group(
                [("membership_ids", "in", self.ids)], ["membership_ids"], ["__count"]
            )
        )
        for membership in self:
            membership.reminder_count = counts.get(membership, 0)

    def action_open_reminders(self):
        """Open the reminders of invoices that bill this membership."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_fee_reminder_action"
        )
        return action | {"domain": [("membership_ids", "in", self.ids)], "context": {}}
