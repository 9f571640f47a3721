# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..changes import people

#: As many lines are shown at the desk.
LINES = 6


class ResPartner(models.Model):
    """Whoever is on a membership counts as a member: at the desk, by card number, by price."""

    _inherit = "res.partner"

    golf_person_ids = fields.One2many(
        "golf.membership.member",
        "partner_id",
        string="On memberships",
        groups="golf_membership.group_golf_shop",
    )

    def _get_recognition_values(self):
        values = super()._get_recognition_values()
        # The keys are the same whoever causes them to be filed, and nobody reads them.
        rows = (
            self.env["golf.membership.member"]
            .sudo()
            .search_fetch(
                [("partner_id", "in", self.ids), ("card_number", "!=", False)],
                ["partner_id", "card_number"],
            )
        )
        for row in rows:
            values[row.partner_id.id].numbers.append(row.card_number)
        return values

    @api.model
    def _get_golf_price_standing(self, partners, company, day=None):
        """Return {partner: (member or guest, tier)} of people who play together.

        The rule for whoever makes a price: a named card is worth the member's price only while a
        nominee of the same membership plays too, where the tier says so.

        :param partners: the flight
        :param company: the club
        :param day: of play; today when empty
        """
        day = day or company._golf_today()
        standing = {p: (people.GUEST_PRICE, self.env["res.partner.grade"]) for p in partners}
        # Only what price counts is told, of whichever member.
        Membership = self.env["golf.membership"].sudo()
        own = Membership.search(
            Domain("company_id", "=", company.id)
            & Domain("partner_id", "in", partners.ids)
            & Domain("state", "=", "active")
        )
        for membership in own.sorted(lambda m: (m.tier_id.sequence, m.id), reverse=True):
            if not membership._loses_prices(day):
                standing[membership.partner_id] = (people.MEMBER_PRICE, membership.tier_id)
        rows = (
            self.env["golf.membership.member"]
            .sudo()
            .search(
                Domain("company_id", "=", company.id)
                & Domain("partner_id", "in", partners.ids)
                & Domain("membership_id.state", "=", "active")
                & self.env["golf.membership.member"]._get_current_domain(day)
            )
        )
        for row in rows:
            if standing[row.partner_id][0] == people.MEMBER_PRICE:
                continue
            price = row._get_price_standing(day, partners)
            standing[row.partner_id] = (price, row.membership_id.tier_id)
        return standing

    def _get_desk_card(self):
        lines = self._get_desk_golf_people()
        blocks = super()._get_desk_card()
        if lines:
            title = self.env._("On memberships")
            blocks.append({"key": "golf_people", "title": title, "lines": lines})
        return blocks

    def _get_desk_golf_people(self):
        """Return what the desk is told of the memberships one person is on."""
        Row = self.env["golf.membership.member"]
        if not Row.has_access("read"):
            return []
        rows = Row.search(
            Domain("partner_id", "=", self.id) & Domain("is_current", "=", True), limit=LINES
        )
        roles = dict(Row._fields["role"]._description_selection(self.env))
        states = dict(self.env["golf.membership"]._fields["state"]._description_selection(self.env))
        lines = []
        for row in rows:
            membership = row.membership_id
            owner = membership.corporate_partner_id or membership.partner_id
            notes = [membership.tier_id.name, owner.name, row.card_number, row.price_text]
            away = membership._get_leave_on(membership.company_id._golf_today())
            if away:
                notes.append(
                    self.env._("On leave until %(day)s", day=format_date(self.env, away.date_to))
                )
            if membership.state != "active":
                notes.append(states.get(membership.state))
            calm = membership.state == "active" and not away and row.role in people.ENTITLED
            lines.append(
                {
                    "text": f"{roles.get(row.role)}, {membership.number}",
                    "note": " · ".join(filter(None, notes)),
                    "tone": "success" if calm else "warning",
                }
            )
        return lines
