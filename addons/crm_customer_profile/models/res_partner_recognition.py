# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..keys.person import Traits, person_keys
from ..keys.query import read_query
from .customer_key import SCAN, WALK

#: What a hit is shown by, fetched at once; core reads the latter for a name.
SHOWN = ["display_name", "type", "is_company", "company_name", "parent_id"]


class ResPartner(models.Model):
    """A person is found by whatever stands on file about them."""

    _inherit = "res.partner"

    recognise = fields.Char(
        "Recognised by",
        compute="_compute_recognise",
        search="_search_recognise",
        help="Finds people by phone, e-mail, number, card, plate, document, or part of a name in "
        "characters, pinyin or Latin letters.",
    )

    def _compute_recognise(self):
        self.recognise = False

    # ------------------------------------------------------------------ what is on file

    @api.model
    def _get_recognition_fields(self):
        """Fields of a contact whose change changes its keys."""
        return {"name", "phone", "email", "ref", "vat", "country_id", "company_id"}

    def _get_recognition_values(self):
        """Return what each contact is recognised by: a :class:`Traits` of lists for each id.

        Other addons append to the lists (a member number to ``numbers``) and call
        :meth:`_refresh_recognition` when that changes.
        """
        values = {}
        for partner in self:
            company = partner.company_id or self.env.company
            values[partner.id] = Traits(
                names=[name for name in (partner.name,) if name],
                phones=[phone for phone in (partner.phone,) if phone],
                regions=list(
                    filter(None, (partner.country_id.code, company.country_id.code)),
                ),
                mails=[mail for mail in (partner.email,) if mail],
                numbers=[number for number in (partner.ref, partner.vat) if number],
                plates=[],
                documents=[],
            )
        return values

    def _refresh_recognition(self):
        """File the contacts under the keys of what is known of them now."""
        # The keys are the same whoever causes the change, and nobody reads them.
        people = self.sudo().with_context(active_test=False)
        keys = [
            (partner_id, kind, key)
            for partner_id, traits in people._get_recognition_values().items()
            for kind, key in person_keys(traits)
        ]
        self.env["customer.key"]._file(self.ids, keys)

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners._refresh_recognition()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if not self._get_recognition_fields().isdisjoint(vals):
            self._refresh_recognition()
        if "country_id" in vals:
            self._forget_regions()
        return result

    def _forget_regions(self):
        """Have the countries of companies read again, where one moved with its contact."""
        # Whoever may write the contact of a company moves it; which company that is stays here.
        companies = self.env["res.company"].sudo()
        if companies.search_count([("partner_id", "in", self.ids)], limit=1):
            self.env.registry.clear_cache()

    # ------------------------------------------------------------------ who is it

    @api.model
    def _get_recognition_query(self, text):
        """Return what ``text`` asks for, as this user may ask."""
        regions = self.env.companies._get_region_codes()
        return read_query(text, regions, self._get_recognition_hash())

    @api.model
    def _get_recognition_hash(self):
        """Return what hashes a document's number for a look-up, None where there is nothing."""
        return None

    @api.model
    def _recognise(self, query, domain=Domain.TRUE, limit=20):
        """Return the contacts a query finds among ``domain``, the best hit first.

        :param query: of :meth:`_get_recognition_query`
        :param limit: how many are wanted; one more is returned when there are more
        """
        if query.problem:
            return self.browse()
        Key = self.env["customer.key"]
        searches = [(Key._hit, query.whole)]
        if query.parts:
            searches.append((Key._hit_each, query.parts))
        for search, probes in searches:
            for scan in (SCAN, WALK):
                ids, cut = search(probes, scan)
                found = self._filter_hits(ids, domain, limit + 1)
                if not cut or len(found) > limit:
                    break
            else:
                # A common name, of whose bearers this user may see few.
                everybody = Domain("id", "in", Key._everybody(query))
                found = self.search(everybody & domain, limit=limit + 1)
            if found:
                return found
        return self.browse()

    def _filter_hits(self, ids, domain, limit):
        """Return those of the hits that are of the domain and may be seen, in the given order."""
        # Most often the first hits will do: the others are looked at when these do not.
        first, found = ids[: 2 * limit], self.browse()
        for part in (first, ids[2 * limit :]):
            if not part:
                break
            rank = {id_: index for index, id_ in enumerate(part)}
            seen = self.search_fetch(Domain("id", "in", part) & domain, SHOWN, order="id")
            found += seen.sorted(lambda partner, rank=rank: rank[partner.id])
            if len(found) >= limit:
                break
        return found[:limit]

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Ask the keys first; what these do not know is left to core."""
        if name and operator == "ilike":
            query = self._get_recognition_query(name)
            found = self._recognise(query, Domain(domain or Domain.TRUE), limit or 1000)
            if found:
                # As core does: who finds a record may know its name.
                return [(found_.id, found_.display_name) for found_ in found.sudo()[:limit]]
        return super().name_search(name, domain, operator, limit)

    def _search_recognise(self, operator, value):
        if operator not in ("ilike", "=", "=ilike", "like") or not isinstance(value, str):
            return NotImplemented
        query = self._get_recognition_query(value)
        if query.problem:
            raise UserError(self._explain_recognition_problem(query.problem))
        return Domain("id", "in", self.env["customer.key"]._everybody(query))

    @api.model
    def _explain_recognition_problem(self, problem):
        """Return the sentence for what cannot be looked for."""
        if problem == "short":
            return self.env._(
                "One letter or digit finds half the town: type two or more, or one Chinese "
                "character."
            )
        return self.env._(
            "Type a phone number, name, e-mail, card, plate or document number to look for."
        )
