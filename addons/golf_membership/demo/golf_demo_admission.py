# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, models

#: The club that posts the names of candidates, as tgccgolf.com has it in its by-laws.
POSTING = "links"
BY_LAWS = {
    "admission_seconders": 2,
    "admission_posting_days": 10,
    "admission_by_committee": True,
    "admission_wait_months": 12,
    "admission_pay_days": 7,
    "admission_refund_days": 15,
}


class GolfDemo(models.AbstractModel):
    """A candidate whose name is posted, in a club where a committee decides."""

    _inherit = "golf.demo"

    @api.model
    def _propose(self, club, club_key, memberships):
        """Set by-laws on admission for those to come, and have one of them proposed."""
        if club_key != POSTING:
            return
        tier = self._ref("tier_links_full")
        tier.write(BY_LAWS)
        lead = self.env["crm.lead"].search(
            [
                ("company_id", "=", club.id),
                ("golf_tier_id", "=", tier.id),
                ("won_status", "=", "pending"),
                ("order_ids", "=", False),
            ],
            limit=1,
        )
        members = memberships.partner_id._filter_golf_in_good_standing(club)
        seconders = members.filtered(lambda member: member != lead.partner_id)[:2]
        if not lead or len(seconders) < 2:
            return
        lead.golf_seconder_ids = [Command.set(seconders.ids)]
        lead.action_start_golf_application()
        lead.action_post_golf_name()
