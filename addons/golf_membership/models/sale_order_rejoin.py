# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class SaleOrder(models.Model):
    """The order of somebody who comes back."""

    _inherit = "sale.order"

    golf_previous_membership_id = fields.Many2one(
        "golf.membership",
        string="Membership before",
        readonly=True,
        copy=False,
        ondelete="set null",
        groups="golf_membership.group_golf_shop",
    )

    def _prepare_golf_membership_values(self):
        values = super()._prepare_golf_membership_values()
        # Who confirms the order admits a member, whoever may see the membership before.
        order = self.sudo()
        previous = order.golf_previous_membership_id or order.env["golf.membership"].browse()
        if previous.partner_id == self._get_golf_member():
            values["previous_membership_id"] = previous.id
        return values

    def _create_golf_memberships(self):
        result = super()._create_golf_memberships()
        # As above.
        back = self.sudo().golf_membership_ids.filtered("previous_membership_id")
        known = back.env["golf.membership.event"].search(
            [("membership_id", "in", back.ids), ("kind", "=", "rejoined")]
        )
        new = back - known.membership_id
        new.previous_membership_id._close_for_good()
        for membership in new:
            membership._record_leaving(
                "rejoined",
                membership.company_id._golf_today(),
                membership.previous_membership_id.display_name,
            )
        return result
