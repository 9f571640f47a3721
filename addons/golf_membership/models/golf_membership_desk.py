# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models
from odoo.tools import format_date

MONEY = "golf_membership.group_golf_money"


class GolfMembership(models.Model):
    """What the desk is shown of one membership. Amounts are for those who may see money."""

    _inherit = "golf.membership"

    def _get_desk_lines(self):
        """Return the lines of one membership on the card at the desk, by the reader's rights."""
        self.ensure_one()
        today = self.company_id._golf_today()
        labels = dict(self._fields["state"]._description_selection(self.env))
        levels = dict(self.tier_id._fields["service_level"]._description_selection(self.env))
        lines = [
            {
                "text": self.tier_id.name,
                "note": labels[self.state],
                "tone": "success" if self.state == "active" else "danger",
            }
        ]
        if self.service_level and self.service_level != "1":
            lines.append({"text": levels[self.service_level], "note": "", "tone": "warning"})
        if self.date_end:
            lines.append(
                {
                    "text": self.env._(
                        "Paid until %(day)s", day=format_date(self.env, self.date_end)
                    ),
                    "tone": "danger" if self.date_end < today else "",
                }
            )
        if self.state == "active":
            lines += self._get_desk_privileges(today)
        if self.env.user.has_group(MONEY) and self.minimum_progress:
            lines += [{"text": text} for text in self.minimum_progress.splitlines()]
        return lines

    def _get_desk_privileges(self, today):
        lines = []
        guests = self._get_loose_guest_standing(today)
        if guests:
            lines.append(
                {
                    "text": self.env._(
                        "%(left)s of %(all)s guests left", left=guests[1], all=guests[0]
                    ),
                    "note": self.env._("until %(day)s", day=format_date(self.env, guests[2])),
                    "tone": "" if guests[1] else "danger",
                }
            )
        for benefit, _used, left in self._get_benefit_standing(today):
            lines.append(
                {
                    "text": self.env._(
                        "%(left)s of %(all)s left: %(benefit)s",
                        left=left,
                        all=benefit.quantity,
                        benefit=benefit.name,
                    ),
                    "tone": "" if left else "danger",
                }
            )
        expected = self.env["golf.guest.visit"].search(
            [("membership_id", "=", self.id), ("date", "=", today), ("state", "=", "booked")]
        )
        if expected:
            names = ", ".join(expected.mapped("guest_name"))
            lines.append({"text": self.env._("Expects today: %(names)s", names=names)})
        return lines
