# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS, Domain

from ..identity import documents
from .identity_secrets import decrypt, get_vault

#: Stands for the hidden part of a number.
MASK = "••••"
#: Made from the number; nobody writes them but this model.
MADE = (
    "last_four",
    "number_token",
    "number_hash",
    "number_key",
    "stated_birthday",
    "stated_gender",
)


class CustomerIdentity(models.Model):
    """An identity document of a person. Its number is stored encrypted and shown by its end.

    For a look-up there is a keyed hash of the number; the key is outside the database. A number
    is no proof of one person: several contacts may have it, which makes them candidates to be
    looked at, never an error.
    """

    _name = "customer.identity"
    _inherit = ["customer.person.part"]
    _description = "Identity Document"
    _order = "partner_id, kind, id"
    _rec_names_search = ["number"]

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            (documents.ID_CARD, "ID card"),
            (documents.PASSPORT, "Passport"),
            (documents.HK_MACAU, "Mainland permit, Hong Kong and Macau"),
            (documents.TAIWAN, "Mainland permit, Taiwan"),
            (documents.RESIDENCE, "Residence permit, Hong Kong, Macau and Taiwan"),
            (documents.DRIVING, "Driving licence"),
            (documents.OTHER, "Other document"),
        ],
        required=True,
        default=documents.ID_CARD,
    )
    country_id = fields.Many2one(
        "res.country",
        "Issued by",
        default=lambda self: self.env.company.country_id,
        help="Decides how the number is checked.",
    )
    number = fields.Char(
        compute="_compute_number",
        search="_search_number",
        readonly=False,
        help="Typed whole; afterwards only its end is shown.",
    )
    last_four = fields.Char("Ends in", readonly=True, copy=False)
    number_token = fields.Char(readonly=True, copy=False, groups=NO_ACCESS)
    number_hash = fields.Char(readonly=True, copy=False, index=True, groups=NO_ACCESS)
    number_key = fields.Char(readonly=True, copy=False, index=True, groups=NO_ACCESS)
    stated_birthday = fields.Date("Birthday in the number", readonly=True, copy=False)
    stated_gender = fields.Selection(
        [("female", "Female"), ("male", "Male")], "Sex in the number", readonly=True, copy=False
    )
    date_from = fields.Date("Issued on")
    date_to = fields.Date("Valid until")
    note = fields.Char()
    warning = fields.Char(compute="_compute_warning")

    # The same document is recorded once of a person; of several persons it may be.
    _once_of_a_person = models.UniqueIndex(
        "(partner_id, number_hash)", "This document of the person is recorded already."
    )

    @api.depends("kind", "last_four")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for identity in self:
            identity.display_name = f"{kinds.get(identity.kind, '')} {identity.number or ''}"

    @api.depends("last_four")
    def _compute_number(self):
        for identity in self:
            identity.number = MASK + identity.last_four if identity.last_four else False

    def _search_number(self, operator, value):
        """A whole number finds its holders; part of one finds nothing."""
        if operator not in ("=", "in", "ilike", "like", "=ilike"):
            return NotImplemented
        numbers = [value] if isinstance(value, str) else list(value or [])
        hashes = [
            hashed
            for number in numbers
            if number
            for hashed in get_vault(self.env).hashes(documents.normalise(number))
        ]
        # Who may search documents may find one by its number; the hash itself stays unreadable.
        return Domain("id", "in", self.sudo().search([("number_hash", "in", hashes)]).ids)

    @api.depends(
        "partner_id.birthday", "partner_id.gender", "stated_birthday", "stated_gender", "date_to"
    )
    def _compute_warning(self):
        today = fields.Date.context_today(self)
        for identity in self:
            # Birthday and sex of a person whose documents one sees.
            person = identity.partner_id.sudo()
            sentences = []
            stated = identity.stated_birthday
            if stated and person.birthday and stated != person.birthday:
                sentences.append(
                    self.env._(
                        "The number says born on %(stated)s, the person %(known)s.",
                        stated=stated,
                        known=person.birthday,
                    )
                )
            if (
                identity.stated_gender
                and person.gender in ("female", "male")
                and identity.stated_gender != person.gender
            ):
                sentences.append(self.env._("The number is of the other sex than the person."))
            if identity.date_to and identity.date_to < today:
                sentences.append(self.env._("Expired on %(day)s.", day=identity.date_to))
            identity.warning = " ".join(sentences)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for identity in self:
            if identity.date_from and identity.date_to and identity.date_from > identity.date_to:
                raise ValidationError(
                    self.env._(
                        "%(document)s expires before it is issued: correct one of the two days.",
                        document=identity.display_name,
                    )
                )

    # ------------------------------------------------------------------ writing a number

    @api.model
    def _prepare_number(self, kind, country, number):
        """Return the values a number is stored as.

        :raise UserError: there is no key to encrypt it with
        :raise ValidationError: no such document can have this number
        """
        reading = documents.read(kind, country.code or "", number)
        if reading.problem:
            raise ValidationError(self._explain_problem(reading.problem, kind, number))
        vault = get_vault(self.env)
        return {
            "last_four": documents.last_four(reading.number),
            "number_token": vault.encrypt(reading.number),
            "number_hash": vault.hash(reading.number),
            "number_key": vault.fingerprint,
            "stated_birthday": reading.birthday,
            "stated_gender": reading.gender,
        }

    def _explain_problem(self, problem, kind, number):
        """Return the sentence for a number that cannot be; it repeats only the end of it."""
        end = MASK + documents.last_four(documents.normalise(number))
        sentences = {
            "empty": self.env._("Type the number of the document."),
            "length": self.env._(
                "A number ending in %(end)s with so many places does not exist: compare it with "
                "the document (a Chinese ID number has 18).",
                end=end,
            ),
            "characters": self.env._(
                "The number ending in %(end)s has characters that document cannot have: compare "
                "it with the document.",
                end=end,
            ),
            "checksum": self.env._(
                "The number ending in %(end)s has a wrong check digit: two places are probably "
                "swapped or one is mistyped.",
                end=end,
            ),
            "birthday": self.env._(
                "The number ending in %(end)s holds a birthday that does not exist.", end=end
            ),
            "shape": self.env._(
                "The number ending in %(end)s does not look like one of a document of this kind "
                "and country: compare both with the document.",
                end=end,
            ),
        }
        return sentences[problem]

    @api.model_create_multi
    def create(self, vals_list):
        self.check_access("create")
        prepared = []
        for vals in vals_list:
            vals = {**self.default_get(["kind", "country_id"]), **vals}
            vals = {name: value for name, value in vals.items() if name not in MADE}
            country = self.env["res.country"].browse(vals.get("country_id") or [])
            vals.update(self._prepare_number(vals["kind"], country, vals.pop("number", "")))
            prepared.append(vals)
        self._check_once_of_a_person([(v["partner_id"], v["number_hash"]) for v in prepared])
        # The stored number is nobody's to write but this model's. The user's right to make
        # documents was checked above, that to make these of these people is below.
        identities = super(CustomerIdentity, self.sudo()).create(prepared).sudo(self.env.su)
        identities.check_access("create")
        identities._number_changed()
        return identities

    def write(self, vals):
        vals = {name: value for name, value in vals.items() if name not in MADE}
        number = vals.pop("number", None)
        if number and MASK in number:
            number = None  # as it was shown
        if number is None and {"kind", "country_id"}.isdisjoint(vals):
            before = self.partner_id
            result = super().write(vals)
            if "partner_id" in vals:
                before._refresh_recognition()
                self._number_changed()
            return result
        self.check_access("write")
        for identity in self:
            kind = vals.get("kind", identity.kind)
            country = identity.country_id
            if "country_id" in vals:
                country = country.browse(vals["country_id"] or [])
            typed = identity._decrypt() if number is None else number
            made = self._prepare_number(kind, country, typed)
            identity._check_once_of_a_person(
                [(vals.get("partner_id", identity.partner_id.id), made["number_hash"])]
            )
            # As in create: the right to write was checked above.
            super(CustomerIdentity, identity.sudo()).write({**vals, **made})
        self._number_changed()
        return True

    def _check_once_of_a_person(self, told):
        """Refuse a document its person has already.

        :param told: list of (person's id, hash of the number)
        """
        # Documents one may not read count as well. Only that there is one is told.
        same = self.sudo().search(
            [
                ("partner_id", "in", [partner_id for partner_id, _hash in told]),
                ("number_hash", "in", [number_hash for _partner_id, number_hash in told]),
                ("id", "not in", self.ids),
            ]
        )
        told = set(told)
        same = same.filtered(lambda each: (each.partner_id.id, each.number_hash) in told)[:1]
        if same:
            raise ValidationError(
                self.env._(
                    "%(document)s of %(name)s is recorded already: open that one.",
                    document=same.display_name,
                    name=same.partner_id.name,
                )
            )

    def unlink(self):
        people = self.partner_id
        result = super().unlink()
        people.exists()._refresh_recognition()
        return result

    def _number_changed(self):
        self.partner_id._refresh_recognition()
        self.env["customer.duplicate"]._note_shared_documents(self)

    def _decrypt(self):
        """Return the whole number; callers must have logged why, or show it to nobody."""
        self.ensure_one()
        # Nobody reads the encrypted number as a field; the callers answer for whom they show it to.
        return decrypt(self.env, self.sudo().number_token)
