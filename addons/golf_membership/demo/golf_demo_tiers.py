# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import api, models

#: Who spends enough for Gold: one long ago, who has lost it since; one who has it; one who is to.
LOST, HAS, EARNS = "张慧敏", "刘伟", "Chan Tai-man"
#: Whose guests and rounds are on record.
HOST = "王小明"
#: Dinners of a party, 360 each.
PARTY = 60
#: Days ago of the parties.
LONG_AGO, LATELY, JUST_NOW = 150, 40, 1
#: Days until the next review of tiers.
REVIEW_IN = 20


class GolfDemo(models.AbstractModel):
    """Members who move between the tiers of Zhuhai, their guests, and what they use."""

    _inherit = "golf.demo"

    @api.model
    def _climb(self, club, club_key, contacts, memberships):
        """Let members of Zhuhai move, so that a review has one to go up and one to go down."""
        if club_key != "zhuhai":
            return
        ladder = self._ref("ladder_zhuhai")
        by_contact = {m.partner_id: m for m in memberships if m.state == "active"}
        lost, has, earns = (by_contact[contacts[name]] for name in (LOST, HAS, EARNS))
        party = self._give_party(club, lost, LONG_AGO)
        self._give_party(club, has, LATELY)
        self._move_up(ladder, lost, LONG_AGO)
        self._move_up(ladder, has, LATELY)
        note = party._reverse_moves(
            [{"invoice_date": club._golf_today() - timedelta(days=LATELY)}], cancel=True
        )
        note.ref = "Party called off"
        self._give_party(club, earns, JUST_NOW)
        ladder.next_review_on = club._golf_today() + timedelta(days=REVIEW_IN)
        ladder._get_review()._refresh_lines()
        self._receive_guests(club, by_contact[contacts[HOST]])

    @api.model
    def _move_up(self, ladder, member, days):
        """Have a member come to the next tier on the day after a party."""
        day = member.company_id._golf_today() - timedelta(days=days - 1)
        for membership, tier, move, reason in ladder._decide(member, day, False):
            details = {"date": day, "reason": reason, "rule_id": move.rule.key}
            membership._move_to_tier(tier, "rule", {membership.id: details}, tier_moved_on=day)

    @api.model
    def _give_party(self, club, member, days):
        """Return the posted invoice of a party that a member gave so many days ago."""
        day = club._golf_today() - timedelta(days=days)
        dinner = self._ref("zhuhai_dinner")
        order = self.env["sale.order"].create(
            self._prepare_sale(club, member, day, [(dinner, PARTY)])
        )
        order.action_confirm()
        order.date_order = self._at_noon(day)
        return self._invoice(order)

    @api.model
    def _receive_guests(self, club, host):
        """Record guests of a member, a visitor of another club, and rounds that were used."""
        today = club._golf_today()
        visits = self.env["golf.guest.visit"].create(
            [
                {"membership_id": host.id, "guest_name": name, "date": today - timedelta(days=days)}
                for name, days in (("周先生", 9), ("Mrs. Baker", 9), ("吴女士", 0))
            ]
            + [
                {
                    "reciprocal_club_id": self._ref("reciprocal_club_macau").id,
                    "partner_id": self.env["res.partner"].create({"name": "António Lopes"}).id,
                    "date": today - timedelta(days=3),
                }
            ]
        )
        visits.filtered(lambda visit: visit.date < today).action_here()
        self.env["golf.benefit.use"].create(
            {
                "membership_id": host.id,
                "benefit_id": self._ref("benefit_zhuhai_individual_7").id,
                "date": today - timedelta(days=9),
            }
        )
