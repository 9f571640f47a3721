# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, api, models

#: Who is put on whose membership, by club: (holder, role, name, card number).
PEOPLE = {
    "zhuhai": [
        ("郑淑仪", "spouse", "陈志远", "ZH-F-0152"),
        ("何启铭", "card", "Hugo Marchetti", "ZH-C-0167"),
        ("何启铭", "card", "林嘉欣", "ZH-C-0168"),
        ("何启铭", "card", "Teresa Alves", "ZH-C-0169"),
        # The fourth is charged, year by year.
        ("何启铭", "card", "钱文斌", "ZH-C-0170"),
    ],
    "chungshan": [("邓丽芬", "card", "吴国平", None)],
}
#: Whose membership passes on, by club: the first of these who owes nothing, and to whom.
TRANSFERS = {"zhuhai": (("José Xavier", "欧阳慧", "徐志明", "胡俊杰"), "沈佳宁")}
#: Who has died, by club, and how many days ago.
DEATHS = {"links": ("Declan Moore", 12)}
#: Who decides and who pays for whose company, by club: (member, decider, payer).
COMPANIES = {"zhuhai": [("周雅文", "罗建明", "秦婉")]}


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
        for member, *contacts in COMPANIES.get(club_key, ()):
            if member in by_name:
                self._name_company_contacts(by_name[member], *contacts)
        for member in running.search(running._get_manager_call_domain(club)):
            member._plan_manager_call()
        self._make_certificates(club)
        self._ask_for_changes(club_key, running)
        if club_key in TRANSFERS:
            names, new = TRANSFERS[club_key]
            free = (by_name[name] for name in names if name in by_name)
            self._transfer(next((m for m in free if not self._get_money_in_the_way(m)), None), new)
        if club_key in DEATHS:
            name, days = DEATHS[club_key]
            self._bury(by_name.get(name), days)

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
    def _name_company_contacts(self, member, decider, payer):
        """Say who decides and who pays in the company of a member."""
        company = member.corporate_partner_id
        if not company:
            return
        people = self.env["res.partner"].create(
            [
                {"name": decider, "parent_id": company.id, "function": "CEO"},
                {"name": payer, "parent_id": company.id, "function": "Accounts"},
            ]
        )
        member.write(
            {
                "company_decider_ids": [Command.set(people[0].ids)],
                "company_payer_ids": [Command.set(people[1].ids)],
            }
        )

    @api.model
    def _transfer(self, member, name):
        """Let a member who owes nothing pass the membership on, for the fee of the by-laws."""
        if member:
            born = member.company_id._golf_today() - timedelta(days=365 * 38)
            self._change(
                member,
                "transfer",
                partner_to_id=self.env["res.partner"].create({"name": name, "birthday": born}).id,
            )

    @api.model
    def _bury(self, member, days):
        """Enter the death of a member: the days after it are given back."""
        if member:
            self._change(
                member, "death", date=member.company_id._golf_today() - timedelta(days=days)
            )

    @api.model
    def _change(self, member, kind, **values):
        change = self.env["golf.membership.change"].create(
            {
                "membership_id": member.id,
                "kind": kind,
                "date": member.company_id._golf_today(),
                **values,
            }
        )
        change.action_confirm()

    @api.model
    def _get_money_in_the_way(self, member):
        today = member.company_id._golf_today()
        waiting = member.charge_ids.filtered(lambda c: c.state == "due" and c.bill_on <= today)
        return member.amount_due > 0 or waiting

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
