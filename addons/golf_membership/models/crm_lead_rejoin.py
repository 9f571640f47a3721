# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CrmLead(models.Model):
    """The application of somebody who comes back."""

    _inherit = "crm.lead"

    golf_previous_membership_id = fields.Many2one(
        "golf.membership",
        string="Membership before",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        groups="golf_membership.group_golf_shop",
    )

    def _prepare_golf_order_values(self):
        """Quote those who come back in time without a joining fee."""
        values = super()._prepare_golf_order_values()
        # A salesperson quotes by the by-laws without being shown the membership before.
        previous = self.sudo().golf_previous_membership_id
        if not previous:
            return values
        values["golf_previous_membership_id"] = previous.id
        tier = self.golf_tier_id
        start = self.golf_start_date or tier.company_id._golf_today()
        if previous._is_free_of_joining_fee(tier, start):
            values["order_line"] = self._leave_out_joining_fee(tier, values["order_line"])
        return values

    def _leave_out_joining_fee(self, tier, commands):
        """Return the order lines without the joining fee; over nothing where it is the only one."""
        # Only which lines are joining fees is found out; nothing of the schedules is shown.
        joining = tier.joining_fee_product_id | tier.sudo()._get_schedules("joining").product_id
        others = [command for command in commands if command[2]["product_id"] not in joining.ids]
        if not others:
            for command in commands:
                command[2]["price_unit"] = 0
        return others or commands
