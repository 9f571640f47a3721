# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..keys.fold import digits, joined
from ..keys.phone import SHORTEST_NUMBER, international, looks_like_phone, masked

#: As many people are shown to choose from.
SHOWN = 20
STAFF = "crm_customer_profile.group_customer_user"


class CustomerDesk(models.AbstractModel):
    """What the front desk asks: who is this, what must I know, who is calling.

    Everybody of the own companies is recognised, also whom the user may not open: then by name,
    owner and the last digits only.
    """

    _name = "customer.desk"
    _description = "Front Desk"

    @api.model
    def search_people(self, text):
        """Return who may be meant, the best hit first.

        :return: dict: ``problem`` (a sentence when there is nothing to look for), ``people`` (see
            :meth:`_prepare_hit`), ``more`` (there are others), ``sound`` (found by the sound of
            the name only), ``leads`` (inquiries of nobody on file)
        """
        self._check_staff()
        People = self._get_people()
        query = People._get_recognition_query(text or "")
        answer = {"problem": "", "people": [], "more": False, "sound": False, "leads": []}
        if query.problem:
            answer["problem"] = People._explain_recognition_problem(query.problem)
            return answer
        found = People._recognise(query, self._get_desk_domain(), SHOWN)
        if not found and query.sound:
            ids, _cut = self.env["customer.key"]._hit(query.sound)
            found = People._filter_hits(ids, self._get_desk_domain(), SHOWN + 1)
            answer["sound"] = bool(found)
        answer["more"] = len(found) > SHOWN
        found = found[:SHOWN].sorted(lambda person: not person.active)
        readable = set(found.sudo(False)._filtered_access("read")._ids)
        answer["people"] = [self._prepare_hit(person, person.id in readable) for person in found]
        if not found:
            answer["leads"] = self._find_leads(text)
        return answer

    @api.model
    def get_card(self, partner_id):
        """Return what the desk shows of a person, by the user's own rights.

        :raise UserError: there is no such person any more
        """
        self._check_staff()
        person = self._get_people().search(
            Domain("id", "=", partner_id) & self._get_desk_domain(), limit=1
        )
        if not person:
            raise UserError(self.env._("This person is no longer on file here. Search once more."))
        mine = person.sudo(False).with_context(active_test=True)
        readable = mine.has_access("read")
        card = self._prepare_hit(person, readable)
        # What must be known to serve somebody safely is told to all staff, in general words.
        card["alerts"] = [
            {"text": alert["text"], "level": alert["level"]}
            for alert in mine._get_customer_alerts()
        ]
        card["blocks"] = mine._get_desk_card() if readable else []
        return card

    @api.model
    def create_call(self, name, phone, wish, wake_up_date=False):
        """Write down somebody who calls or drops in: the person, a lead, the contact.

        :param wake_up_date: the day to take it up again, for a customer of the future
        :return: dict with the ids ``lead_id`` and ``partner_id``
        :raise ValidationError: what is typed cannot be a name or a phone number
        """
        if not self.env["customer.contact"].has_access("create"):
            raise AccessError(self.env._("Your role looks people up; it writes no calls down."))
        values = {"name": name, "phone": phone, "wish": wish, "wake_up_date": wake_up_date}
        values = {
            field: value.strip() if isinstance(value, str) else value
            for field, value in values.items()
        }
        self._check_call(values["name"], values["phone"], values["wish"])
        # The desk has no right to sales; with the system's it makes these three records and
        # nothing else, of what was checked above.
        call = self.env["customer.quick.call"].sudo().create(values)
        lead = self.env["crm.lead"].sudo().browse(call.action_create()["res_id"])
        return {"lead_id": lead.id, "partner_id": lead.partner_id.id}

    @api.model
    def record_visit(self, partner_id, note=""):
        """Log that the person is here, for whoever looks after them."""
        if not self.env["customer.contact"].has_access("create"):
            raise AccessError(self.env._("Your role looks people up; it records no visits."))
        self.get_card(partner_id)
        channel = self.env["customer.contact.channel"].search([("means", "=", "visit")], limit=1)
        lead = (
            self.env["crm.lead"]
            .sudo()  # only its id, to hang the visit on; get_card has asked about the person
            .search(
                [
                    ("partner_id", "=", partner_id),
                    ("company_id", "in", [False, self.env.company.id]),
                ],
                limit=1,
            )
        )
        # Whoever is at the desk may be somebody's customer: the visit is logged all the same.
        visit = (
            self.env["customer.contact"]
            .sudo()
            .create(
                {
                    "partner_id": partner_id,
                    "state": "done",
                    "direction": "in",
                    "inquiry": note,
                    "lead_id": lead.id,
                    **({"channel_id": channel.id} if channel else {}),
                }
            )
        )
        return visit.id

    # ------------------------------------------------------------------ what it is made of

    def _check_staff(self):
        if not self.env.user.has_group(STAFF):
            raise AccessError(self.env._("The front desk is for staff who serve customers."))

    def _get_people(self):
        """Contacts with the system's rights: only what _prepare_hit shows leaves this model."""
        # As told above; whoever calls has been asked by _check_staff.
        return self.env["res.partner"].sudo().with_context(active_test=False)

    @api.model
    def _get_desk_domain(self):
        """Return the domain of the people the desk recognises: those of the own companies."""
        companies = [False, *self.env.companies.ids]
        return Domain("is_customer", "=", True) & Domain("company_id", "in", companies)

    def _prepare_hit(self, person, readable):
        """Return what is shown of a person to everybody at a desk: no number in full."""
        return {
            "id": person.id,
            "name": person.name or "",
            "company": person.parent_id.name or "",
            "owner": person.user_id.name or "",
            "phone": masked(person.phone),
            "state": dict(person._fields["customer_state"]._description_selection(self.env)).get(
                person.customer_state, ""
            ),
            "active": person.active,
            "readable": readable,
        }

    def _find_leads(self, text):
        """Return open and lost inquiries of this phone or e-mail that are of nobody on file."""
        domain = Domain.FALSE
        if looks_like_phone(text):
            regions = self.env.companies._get_region_codes()
            number = international(text, regions)
            if number:
                domain = Domain("phone_sanitized", "=", "+" + number)
        elif "@" in text:
            domain = Domain("email_normalized", "=", text.strip().lower())
        if domain.is_false():
            return []
        domain &= Domain("partner_id", "=", False)
        domain &= Domain("company_id", "in", [False, *self.env.companies.ids])
        # As with people: name and what became of it, whoever works on it.
        leads = (
            self.env["crm.lead"].sudo().with_context(active_test=False).search(domain, limit=SHOWN)
        )
        return [
            {
                "id": lead.id,
                "name": lead.contact_name or lead.partner_name or lead.name,
                "title": lead.name,
                "owner": lead.user_id.name or "",
                "lost": lead.lost_reason_id.name or self.env._("Lost") if not lead.active else "",
                "readable": lead.sudo(False).has_access("read"),
            }
            for lead in leads
        ]

    def _check_call(self, name, phone, wish):
        """Check what was typed about a caller.

        :raise ValidationError: one sentence for the first thing that cannot be
        """
        if not joined(name) or (len(joined(name)) < 2 and name.isascii()):
            raise ValidationError(
                self.env._("Type the caller's name: two letters or one Chinese character at least.")
            )
        number = digits(phone)
        if len(number) < SHORTEST_NUMBER:
            raise ValidationError(
                self.env._("“%(phone)s” is no phone number: type all its digits.", phone=phone)
            )
        regions = self.env.companies._get_region_codes()
        if not international(phone, regions):
            raise ValidationError(
                self.env._(
                    "There is no number %(phone)s in this country. If it is a foreign one, type + "
                    "and the country's number before it.",
                    phone=phone,
                )
            )
        if not wish:
            raise ValidationError(self.env._("Type in a few words what the caller wants."))
