# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

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
    "admission_of_transfers": True,
}
#: Who is to take a membership over, once admitted.
NEWCOMER = "Orla Byrne"


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
        seller = self._get_seller(tier, memberships)
        seconders = (members - lead.partner_id - seller.partner_id)[:2]
        if not lead or len(seconders) < 2:
            return
        lead.golf_seconder_ids = [Command.set(seconders.ids)]
        lead.action_start_golf_application()
        lead.action_post_golf_name()
        if seller:
            self._propose_successor(seller, seconders)

    @api.model
    def _get_seller(self, tier, memberships):
        """Return the membership that is to pass to somebody who is admitted first."""
        return memberships.filtered(
            lambda m: (
                m.tier_id == tier and m.state == "active" and not m.last_day and not m.leave_ids
            )
        )[-1:]

    @api.model
    def _propose_successor(self, member, seconders):
        """Have the name of somebody posted who is to take a membership over by transfer."""
        today = member.company_id._golf_today()
        person = self.env["res.partner"].create(
            {"name": NEWCOMER, "birthday": today - timedelta(days=365 * 41)}
        )
        change = self.env["golf.membership.change"].create(
            {
                "membership_id": member.id,
                "kind": "transfer",
                "partner_to_id": person.id,
                "date": today + timedelta(days=14),
            }
        )
        change.action_apply_for_admission()
        change.application_id.golf_seconder_ids = [Command.set(seconders.ids)]
        change.application_id.action_post_golf_name()
