# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.fields import Domain

from ..membership import state as rules
from .golf_membership_company_roles import USER


class GolfMembershipMember(models.Model):
    """Who plays for a company is one of its users as long as it lasts."""

    _inherit = "golf.membership.member"

    def _follow_change(self):
        result = super()._follow_change()
        self._end_company_users()
        return result

    def _end_company_users(self):
        """End the relations of those of these people who play for their company no more.

        Who was written down as its user without a membership is not touched.
        """
        rows = self.filtered("corporate_partner_id")
        gone = rows._get_company_users()
        if not gone:
            return
        companies, today = rows.corporate_partner_id, fields.Date.context_today(self)
        lasting = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        # Who plays for the company in another club of the group plays for it all the same.
        gone -= (
            self.sudo()
            .search(
                Domain("membership_id.corporate_partner_id", "in", companies.ids)
                & Domain("membership_id.state", "not in", (rules.CANCELLED, *rules.LEFT))
                & Domain("partner_id", "in", rows.partner_id.ids)
                & lasting
            )
            ._get_company_users()
        )
        companies._end_golf_roles(
            USER, lambda relation: (relation.partner_id.id, relation.other_id.id) not in gone
        )

    def _get_company_users(self):
        """Return {(company's id, person's id)} of these people."""
        return {(row.corporate_partner_id.id, row.partner_id.id) for row in self}
