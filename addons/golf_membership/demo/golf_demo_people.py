# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, api, models

from .plan.people import IMPORT_STORY

#: Regions of people by the code of their telephone; near the clubs live more.
REGIONS = {
    "+86": ("state_cn_GD", "state_cn_GD", "state_cn_HN", "state_cn_FJ", "state_cn_GX"),
    "+852": ("state_cn_HK",),
    "+853": ("state_cn_MO",),
    "+353": ("state_ie_8", "state_ie_4", "state_ie_10"),
}
COUNTRIES = {
    "+44": "base.uk",
    "+46": "base.se",
    "+49": "base.de",
    "+81": "base.jp",
    "+82": "base.kr",
}


class GolfDemo(models.AbstractModel):
    """The people of the demo clubs, and those among them whom a roster brought."""

    _inherit = "golf.demo"

    @api.model
    def _make_contacts(self, club, people):
        """Return {name: contact} of the club's people and the companies that pay for some."""
        by_name = {person.name: person for person in people}
        payers = sorted({person.payer for person in people if person.payer})
        brands = {brand.name: brand.id for brand in self.env["golf.club.brand"].search([])}
        today = club._golf_today()
        contacts = self.env["res.partner"].create(
            [self._prepare_payer(club, name) for name in payers]
            + [self._prepare_person(club, person, brands, today) for person in by_name.values()]
        )
        contacts_by_name = dict(zip([*payers, *by_name], contacts, strict=True))
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"golf_membership.{person.xmlid}",
                    "record": contacts_by_name[person.name],
                    "noupdate": True,
                }
                for person in people
                if person.xmlid
            ]
        )
        return contacts_by_name

    @api.model
    def _prepare_payer(self, club, name):
        return {
            "name": name,
            "is_company": True,
            "company_id": club.id,
            "country_id": club.country_id.id,
            "city": club.city,
        }

    @api.model
    def _prepare_person(self, club, person, brands, today):
        return {
            "name": person.name,
            "company_id": club.id,
            "phone": person.phone,
            **self._prepare_home(person),
            "email": f"golfer{person.position:02}@example.com",
            "birthday": person.birthday(today),
            "gender": person.gender,
            "golf_has_handicap": person.handicap is not None,
            "golf_handicap": float(person.handicap or 0),
            "golf_playing_since": today.year - person.playing if person.playing else False,
            "golf_brand_ids": [Command.set([brands[name] for name in person.brands])],
        }

    @api.model
    def _prepare_home(self, person):
        """Return where somebody lives, as the number of the telephone tells."""
        code = person.phone.split()[0] if person.phone else ""
        regions = REGIONS.get(code, ())
        if not regions:
            return {"country_id": COUNTRIES.get(code) and self.env.ref(COUNTRIES[code]).id}
        region = self.env.ref(f"base.{regions[person.position % len(regions)]}")
        return {"state_id": region.id, "country_id": region.country_id.id}

    @api.model
    def _take_over_members(self, club, people, contacts):
        """Create the memberships that the club's former system knew, with their balances."""
        today = club._golf_today()
        officer = self._get_officer(club)
        imported = [person for person in people if person.story == IMPORT_STORY]
        memberships = self.env["golf.membership"].create(
            [
                {
                    "number": person.number,
                    "origin": "import",
                    "partner_id": contacts[person.name].id,
                    "corporate_partner_id": person.payer and contacts[person.payer].id,
                    "referrer_partner_id": person.referrer and contacts[person.referrer].id,
                    "company_id": club.id,
                    "tier_id": self._ref(f"tier_{club_key}_{person.tier}").id,
                    "date_start": person.start(today),
                    "term_end": person.until and today + timedelta(days=person.until),
                    "user_id": officer.id,
                }
                for person in imported
                for club_key in [person.club]
            ]
        )
        self._book_opening_balances(club, list(zip(imported, memberships, strict=True)))
        return memberships

    @api.model
    def _book_opening_balances(self, club, taken_over):
        """Book what the members taken over owed and had deposited in one balanced entry."""
        lines = []
        for person, membership in taken_over:
            receivable = membership.partner_id.property_account_receivable_id
            for name, account, amount in (
                ("Balance due", receivable, person.due),
                ("Deposit", club.golf_deposit_account_id, -person.deposit),
            ):
                if amount:
                    lines.append(self._prepare_opening_line(membership, name, account, amount))
        if not lines:
            return
        total = sum(values["balance"] for values in lines)
        lines.append(
            {
                "name": "Taken over from the former system",
                "account_id": club.golf_opening_account_id.id,
                "balance": -total,
            }
        )
        move = self.env["account.move"].create(
            {
                "move_type": "entry",
                "journal_id": club.golf_opening_journal_id.id,
                "date": club._golf_today() - timedelta(days=730),
                "ref": "Opening balances of members",
                "line_ids": [Command.create(values) for values in lines],
            }
        )
        move.action_post()

    @api.model
    def _prepare_opening_line(self, membership, name, account, amount):
        return {
            "name": f"{name} {membership.number}",
            "account_id": account.id,
            "partner_id": membership.partner_id.id,
            "balance": float(amount),
            "golf_membership_id": membership.id,
        }
