# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, models
from odoo.fields import Domain

from ..membership import dates
from ..membership import state as membership_state
from ..roster.rows import is_active, person_keys

#: Fields of a contact that the roster fills where they are empty.
_FILLED = (
    "phone",
    "email",
    "birthday",
    "gender",
    "golf_playing_since",
)


class GolfRosterImport(models.Model):
    """The people, companies and brands of a slice: found where they are, else made once.

    All methods run as the system on behalf of the manager who pressed Import, and cost a number
    of queries that does not depend on the number of rows.
    """

    _inherit = "golf.roster.import"

    def _take_people(self, verdicts):
        """Return {line number: contact} for these rows.

        A row stands for an existing contact when the name is the same and the phone or the e-mail
        is too; its empty fields are filled, nothing is overwritten. Everyone else is a new contact
        of the club.
        """
        rows = [verdict.row for verdict in verdicts]
        brands = self._take_brands(rows)
        today = self.company_id._golf_today()
        known = self._get_known_people(rows)
        partner_by_line, new_lines = {}, {}
        to_create = []
        for verdict in verdicts:
            row = verdict.row
            keys = row.identity_keys
            partner = next((known[key] for key in keys if key in known), None)
            if partner:
                partner_by_line[row.line] = partner
                partner.write(self._prepare_missing_values(partner, row, brands))
                continue
            position = next((new_lines[key] for key in keys if key in new_lines), len(to_create))
            if position == len(to_create):
                to_create.append(self._prepare_partner_values(verdict, brands, today))
            new_lines.update(dict.fromkeys(keys, position))
            partner_by_line[row.line] = position
        # Nobody of these has a parent or children to share an address with.
        contacts = self.env["res.partner"].with_context(
            _partners_skip_fields_sync=True, golf_in_bulk=True
        )
        created = contacts.create(to_create).with_env(self.env)
        # They come without a picture: there is nothing to scale down.
        for name in ("image_1024", "image_512", "image_256", "image_128"):
            self.env.remove_to_compute(created._fields[name], created)
        return {
            line: created[partner] if isinstance(partner, int) else partner
            for line, partner in partner_by_line.items()
        }

    def _get_known_people(self, rows):
        """Return {person key: contact} among the contacts of the club with these names."""
        partners = self.env["res.partner"].search_fetch(
            self._get_contact_domain()
            & Domain("is_company", "=", False)
            & Domain("name", "in", sorted({row.name for row in rows})),
            ["name", "phone", "email", *_FILLED],
            order="id DESC",
        )
        # The oldest contact comes last and wins.
        return {
            key: partner
            for partner in partners
            for key in person_keys(partner.name, partner.phone, partner.email)
        }

    def _get_contact_domain(self):
        return Domain("company_id", "in", [False, self.company_id.id])

    def _prepare_partner_values(self, verdict, brands, today):
        """Return the values of a new contact."""
        row, tier = verdict.row, self.env["res.partner.grade"].browse(verdict.tier.id)
        values = {
            "name": row.name,
            "company_id": self.company_id.id,
            # What would be looked up for every contact on its own, and is empty without parent.
            "user_id": False,
            "properties": False,
            **self._prepare_profile_values(row, brands),
        }
        if is_active(row, today):
            # What its membership would give the contact a moment later, in the same INSERT.
            values["grade_id"] = tier.id
            if tier.default_pricelist_id:
                values["specific_property_product_pricelist"] = tier.default_pricelist_id.id
        return values

    def _prepare_profile_values(self, row, brands):
        """Return the golf profile and the addresses of a row."""
        values = {
            "phone": self._format_mobile(row.mobile),
            "email": row.email or False,
            "birthday": row.birthday or False,
            "gender": row.gender or False,
            "golf_has_handicap": row.handicap is not None,
            "golf_handicap": float(row.handicap or 0),
            "golf_playing_since": row.playing_since or 0,
        }
        if row.brands:
            played = [brands[brand.casefold()].id for brand in row.brands]
            values["golf_brand_ids"] = [Command.set(played)]
        return values

    def _prepare_missing_values(self, partner, row, brands):
        """Return what a row tells of a contact that the contact does not tell itself."""
        told = self._prepare_profile_values(row, brands)
        values = {name: told[name] for name in _FILLED if told[name] and not partner[name]}
        if told["golf_has_handicap"] and not partner.golf_has_handicap:
            values.update(golf_has_handicap=True, golf_handicap=told["golf_handicap"])
        if row.brands and not partner.golf_brand_ids:
            values["golf_brand_ids"] = told["golf_brand_ids"]
        return values

    def _format_mobile(self, mobile):
        """Return a phone number as Odoo writes those of the club's country."""
        if not mobile:
            return False
        formatted = self.env["res.partner"]._phone_format(
            number=mobile, country=self.company_id.country_id, force_format="INTERNATIONAL"
        )
        return formatted or mobile

    def _take_brands(self, rows):
        """Return {case-folded name: brand} of all brands these rows name."""
        names = {brand.casefold(): brand for row in rows for brand in row.brands}
        brands = (
            self.env["golf.club.brand"].with_context(active_test=False).search_fetch([], ["name"])
        )
        known = {brand.name.casefold(): brand for brand in brands}
        missing = [name for key, name in names.items() if key not in known]
        created = self.env["golf.club.brand"].create([{"name": name} for name in missing])
        return known | {brand.name.casefold(): brand for brand in created}

    def _take_corporates(self, rows):
        """Return {name: contact} of the companies these rows name as sending the member."""
        names = sorted({row.company for row in rows if row.company})
        found = self.env["res.partner"].search_fetch(
            self._get_contact_domain()
            & Domain("is_company", "=", True)
            & Domain("name", "in", names),
            ["name"],
            order="id DESC",
        )
        known = {company.name: company for company in found}
        created = self.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "company_id": self.company_id.id}
                for name in names
                if name not in known
            ]
        )
        return known | {company.name: company for company in created}

    def _prepare_membership_values(self, verdict, partner, corporates, referrer, today):
        """Return the values of the membership of a row."""
        row = verdict.row
        corporate = corporates.get(row.company, self.env["res.partner"])
        return {
            "number": row.number,
            "partner_id": partner.id,
            "corporate_partner_id": corporate.id,
            "referrer_partner_id": referrer and referrer.id,
            "company_id": self.company_id.id,
            "tier_id": verdict.tier.id,
            "origin": "import",
            "date_start": row.joined_on,
            "term_end": row.paid_until or False,
            "payer_id": (corporate or partner).id,
            **self._prepare_standing_values(row, verdict.tier, today),
            "agreed_joining_fee": float(row.joining_fee),
            "agreed_dues": float(row.annual_dues),
            # Until the opening entry says otherwise.
            "opening_due": 0,
            "deposit_balance": 0,
            "amount_due": 0,
        }

    def _prepare_standing_values(self, row, tier, today):
        """Return how a membership without charges stands by the dates of its row.

        The model derives the same; told here, it is in the one INSERT with the rest.
        """
        tier = self.env["res.partner.grade"].browse(tier.id)
        end = None if tier.term == dates.UNLIMITED else row.paid_until
        if tier._renews_by_itself():
            # The days of grace and what is charged meanwhile are left to the model.
            return {"date_end": end, "coverage_end": end}
        facts = membership_state.Facts(
            is_imported=True,
            order_cancelled=False,
            money=membership_state.NOT_INVOICED,
            start=row.joined_on,
            end=end,
        )
        return {
            "date_end": end,
            "coverage_end": end,
            "occupied_until": end,
            "state": membership_state.membership_state(facts, today),
            "next_change_on": membership_state.next_change(facts, today),
        }
