# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, models

#: Who is put on whose membership, by club: (holder, role, name, card number).
PEOPLE = {
    "zhuhai": [
        ("郑淑仪", "spouse", "陈志远", "ZH-F-0152"),
        ("何启铭", "card", "Hugo Marchetti", "ZH-C-0167"),
        ("何启铭", "card", "林嘉欣", "ZH-C-0168"),
    ],
    "chungshan": [("邓丽芬", "card", "吴国平", None)],
}


class GolfDemo(models.AbstractModel):
    """Changes of life in the demo clubs: cards, certificates, and what waits for approval."""

    _inherit = "golf.demo"

    @api.model
    def _live_on(self, club, club_key, memberships, contacts):
        """Let a few members change, as the officers of the clubs would have them.

        :param contacts: {name: contact} of the club's people
        """
        running = memberships.filtered(lambda m: m.state == "active" and not m.last_day)
        by_name = {member.partner_id.name: member for member in running}
        for holder, role, name, card in PEOPLE.get(club_key, ()):
            if holder in by_name and self._has_place(by_name[holder], role):
                self._add_to_membership(by_name[holder], role, name, card)
        self._make_certificates(club)
        self._ask_for_changes(club_key, running)

    @api.model
    def _has_place(self, member, role):
        tier = member.tier_id
        return bool(tier.spouse_allowed if role == "spouse" else tier.card_included)

    @api.model
    def _add_to_membership(self, member, role, name, card):
        change = self.env["golf.membership.change"].create(
            {
                "membership_id": member.id,
                "kind": "person",
                "role": role,
                "partner_to_id": self.env["res.partner"].create({"name": name}).id,
                "card_number": card,
                "date": member.company_id._golf_today(),
            }
        )
        change.action_confirm()

    @api.model
    def _make_certificates(self, club):
        """Make out what is due, and issue all but the newest."""
        papers = self.env["golf.certificate"]
        papers._make_due(club, 100)
        known = papers.search([("company_id", "=", club.id)], order="due_on desc")
        known[2:].action_issue()

    @api.model
    def _ask_for_changes(self, club_key, running):
        """Leave a change of tier for the manager to approve."""
        if club_key != "links":
            return
        tier = self._ref("tier_links_full")
        member = running.filtered(lambda m: m.tier_id == tier and not m.leave_ids)[:1]
        if member:
            today = member.company_id._golf_today()
            self.env["golf.membership.change"].create(
                {
                    "membership_id": member.id,
                    "kind": "leave",
                    "date": today + timedelta(days=30),
                    "date_to": today + timedelta(days=210),
                    "reason": "Works abroad",
                }
            ).sudo()._request()
