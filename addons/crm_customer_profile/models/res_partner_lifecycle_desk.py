# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class ResPartner(models.Model):
    """Where the relation stands, at the front desk."""

    _inherit = "res.partner"

    def _get_desk_card(self):
        """Add the state, how long the person has been in it, and what is still to be asked."""
        blocks = super()._get_desk_card()
        labels = dict(self._fields["customer_state"]._description_selection(self.env))
        lines = [
            {
                "text": labels.get(self.customer_state, ""),
                "note": self.env._("for %(days)s days", days=self.customer_state_days),
                "tone": "danger" if self.customer_state == "lost" else "",
            }
        ]
        if self.customer_source_id:
            lines.append(
                {
                    "text": self.env._("Came by %(origin)s", origin=self.customer_source_id.name),
                    "tone": "muted",
                }
            )
        if self.last_contact_date:
            lines.append(
                {
                    "text": self.env._(
                        "Last contact %(days)s days ago", days=self.days_since_contact
                    ),
                    "tone": "muted",
                }
            )
        if self.customer_missing_item_ids:
            lines.append(
                {
                    "text": ", ".join(self.customer_missing_item_ids.mapped("name")),
                    "note": self.env._("still to be done"),
                    "tone": "warning",
                }
            )
        blocks.append({"key": "lifecycle", "title": self.env._("Life cycle"), "lines": lines})
        return blocks
