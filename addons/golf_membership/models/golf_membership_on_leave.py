# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain


class GolfMembership(models.Model):
    """A member on leave: what is known of it on a day."""

    _inherit = "golf.membership"

    is_on_leave = fields.Boolean(
        "On leave", compute="_compute_is_on_leave", search="_search_is_on_leave"
    )

    @api.depends("leave_ids.date_from", "leave_ids.date_to")
    def _compute_is_on_leave(self):
        for membership in self:
            today = (membership.company_id or self.env.company)._golf_today()
            membership.is_on_leave = bool(membership._get_leave_on(today))

    def _search_is_on_leave(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.company._golf_today()
        days = Domain("date_from", "<=", today) & Domain("date_to", ">=", today)
        domain = Domain("leave_ids", "any", days)
        return domain if True in value else ~domain

    def _get_leave_on(self, day):
        """Return the leave one member is on, on ``day``; empty without."""
        self.ensure_one()
        return self.leave_ids.filtered(lambda off: off.date_from <= day <= off.date_to)[:1]

    def _may_sign(self, day=None):
        """Tell whether the member may have things put on the account: not while on leave.

        For whoever sells on account; macquarielinksgolfclub.com.au absentee-membership-code-17.
        """
        self.ensure_one()
        day = day or self.company_id._golf_today()
        return self.state == "active" and not self._get_leave_on(day)
