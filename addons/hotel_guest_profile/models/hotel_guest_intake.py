# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.crm_customer_profile.intake.person import person_keys


class HotelGuestIntake(models.AbstractModel):
    """Finds the guests that stays name, or makes them: by the reference that the source has for
    them, else by name together with phone or e-mail. A name alone is nobody in particular.
    """

    _name = "hotel.guest.intake"
    _description = "Intake of Guests"

    @api.model
    def _get_guests(self, told, company, source):
        """Return {place: contact} of guests who are told, making those who are not here.

        Runs as the system on behalf of whoever may enter stays. What is on file of a guest stays
        as it is: staff know better than a file.

        :param told: {place: :class:`~..stays.row.StayRow`} that name a guest
        :param company: whose guests they are
        :param source: the system that has references for them
        """
        by_reference = self._find_by_reference(told.values(), company, source)
        by_key = self._find_by_key(told.values(), company)
        countries = self._find_countries(told.values())
        languages = dict(self.env["res.lang"].get_installed())
        guests, new_places, to_create, new_keys = {}, {}, [], {}
        for place, row in told.items():
            keys = person_keys(row.guest_name, row.guest_phone, row.guest_email)
            own = {("ref", row.guest_ref)} if row.guest_ref else keys
            guest = by_reference.get(row.guest_ref) if row.guest_ref else None
            guest = guest or next((by_key[key] for key in keys if key in by_key), None)
            if guest:
                guests[place] = guest
                continue
            position = next((new_keys[key] for key in own if key in new_keys), None)
            if position is None:
                position = len(to_create)
                to_create.append(self._prepare_guest(row, countries, languages))
            new_keys.update(dict.fromkeys(own, position))
            new_places[place] = position
        created = self.env["res.partner"].create(to_create)
        guests |= {place: created[position] for place, position in new_places.items()}
        self._keep_references(told, guests, by_reference, company, source)
        return guests

    @api.model
    def _find_by_reference(self, rows, company, source):
        references = [row.guest_ref for row in rows if row.guest_ref]
        if not references:
            return {}
        found = self.env["customer.external.ref"].search_fetch(
            Domain("company_id", "=", company.id)
            & Domain("source", "=ilike", source.code)
            & Domain("reference", "in", references),
            ["reference", "partner_id"],
        )
        return {ref.reference: ref.partner_id for ref in found}

    @api.model
    def _find_by_key(self, rows, company):
        names = {row.guest_name for row in rows if row.guest_phone or row.guest_email}
        if not names:
            return {}
        # The oldest contact comes last and wins.
        people = self.env["res.partner"].search_fetch(
            Domain("company_id", "in", [False, company.id])
            & Domain("is_company", "=", False)
            & Domain("name", "in", sorted(names)),
            ["name", "phone", "email"],
            order="id DESC",
        )
        return {
            key: person
            for person in people
            for key in person_keys(person.name, person.phone, person.email)
        }

    @api.model
    def _find_countries(self, rows):
        codes = {row.guest_country.upper() for row in rows if row.guest_country}
        found = self.env["res.country"].search_fetch([("code", "in", sorted(codes))], ["code"])
        return {country.code: country.id for country in found}

    @api.model
    def _prepare_guest(self, row, countries, languages):
        return {
            "name": row.guest_name or row.guest_ref,
            "phone": row.guest_phone or False,
            "email": row.guest_email or False,
            "country_id": countries.get(row.guest_country.upper(), False),
            "is_customer": True,
            **({"lang": row.guest_language} if row.guest_language in languages else {}),
        }

    @api.model
    def _keep_references(self, told, guests, known, company, source):
        new = {
            row.guest_ref: guests[place]
            for place, row in told.items()
            if row.guest_ref and row.guest_ref not in known
        }
        self.env["customer.external.ref"].create(
            [
                {
                    "partner_id": guest.id,
                    "company_id": company.id,
                    "source": source.code,
                    "reference": reference,
                }
                for reference, guest in new.items()
            ]
        )
