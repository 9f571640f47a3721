# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..keys.fold import digits, joined
from ..keys.person import mail_key
from ..keys.phone import SHORTEST_NUMBER, international

#: Kinds of which one value can only belong to one person at a time.
UNIQUE_KINDS = ("card", "app")


class CustomerIdentifier(models.Model):
    """Something a person is recognised by: a card, a number plate, another phone or name."""

    _name = "customer.identifier"
    _inherit = ["customer.person.part"]
    _description = "Identifier"
    _order = "partner_id, kind, id"
    _rec_name = "value"

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("card", "Card"),
            ("plate", "Number plate"),
            ("phone", "Further phone"),
            ("mail", "Further e-mail"),
            ("name", "Further name"),
            ("app", "WeChat or app"),
            ("other", "Other number"),
        ],
        required=True,
        default="card",
        help="A card and an app account belong to one person at a time; a car or a phone may "
        "be shared.",
    )
    value = fields.Char("Number or name", required=True)
    normalised = fields.Char(compute="_compute_normalised", store=True, precompute=True, index=True)
    date_from = fields.Date("Valid from")
    date_to = fields.Date("Valid until")
    is_valid = fields.Boolean("Valid today", compute="_compute_is_valid")
    company_id = fields.Many2one(
        "res.company",
        "Issued by",
        help="The company whose numbers these are; empty for those that mean the same everywhere.",
    )
    active = fields.Boolean(default=True)
    note = fields.Char()

    _one_holder = models.UniqueIndex(
        "(kind, normalised, COALESCE(company_id, 0)) WHERE active AND kind IN ('card', 'app')",
        "This card or account is recorded for somebody already: archive it there first.",
    )

    @api.depends("kind", "value")
    def _compute_normalised(self):
        for identifier in self:
            identifier.normalised = identifier._normalise()

    def _normalise(self):
        if self.kind == "phone":
            region = self.partner_id.country_id or self.env.company.country_id
            return international(self.value, [region.code or "CN"]) or digits(self.value)
        if self.kind == "mail":
            return mail_key(self.value)
        return joined(self.value)

    @api.depends("date_from", "date_to")
    def _compute_is_valid(self):
        today = fields.Date.context_today(self)
        for identifier in self:
            identifier.is_valid = not (
                (identifier.date_from and identifier.date_from > today)
                or (identifier.date_to and identifier.date_to < today)
            )

    @api.constrains("kind", "value", "date_from", "date_to")
    def _check_value(self):
        for identifier in self:
            problem = identifier._get_problem()
            if problem:
                raise ValidationError(problem)

    def _get_problem(self):
        """Return the sentence that says what is wrong with this identifier, or nothing."""
        if not self.normalised:
            return self.env._(
                "“%(value)s” has neither a letter nor a digit: type what stands on it.",
                value=self.value,
            )
        if self.kind == "phone" and len(digits(self.value)) < SHORTEST_NUMBER:
            return self.env._(
                "%(value)s is too short for a phone number. Type it whole, from another country "
                "with + and the country's number.",
                value=self.value,
            )
        if self.kind == "mail" and "@" not in (self.value or ""):
            return self.env._("%(value)s is no e-mail address.", value=self.value)
        if self.date_from and self.date_to and self.date_from > self.date_to:
            return self.env._(
                "%(value)s ends before it begins: correct one of the two days.", value=self.value
            )
        return ""

    def _check_one_holder(self, rows):
        """Name the holder of what only one may hold, which the index cannot.

        :param rows: records as they are to be, not yet in the database
        """
        wanted = {
            (row.kind, row.normalised, row.company_id.id or False): row
            for row in rows
            if row.active and row.kind in UNIQUE_KINDS and row.normalised
        }
        if not wanted:
            return
        # The holder may be somebody this user does not see; his name is what helps.
        holders = self.sudo().search(
            [
                ("kind", "in", UNIQUE_KINDS),
                ("normalised", "in", [key[1] for key in wanted]),
                ("id", "not in", self.ids),
            ]
        )
        for holder in holders:
            key = (holder.kind, holder.normalised, holder.company_id.id or False)
            if row := wanted.get(key):
                raise ValidationError(
                    self.env._(
                        "%(value)s is recorded for %(holder)s already. Archive it there first, or "
                        "merge the two contacts if they are one person.",
                        value=row.value,
                        holder=holder.partner_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_one_holder([self.new(vals) for vals in vals_list])
        identifiers = super().create(vals_list)
        identifiers.partner_id._refresh_recognition()
        return identifiers

    def write(self, vals):
        before = self.partner_id
        if not {"kind", "value", "active", "company_id"}.isdisjoint(vals):
            self._check_one_holder([self.new(vals, origin=row) for row in self])
        result = super().write(vals)
        if not {"partner_id", "kind", "value", "active"}.isdisjoint(vals):
            (before | self.partner_id)._refresh_recognition()
        return result

    def unlink(self):
        people = self.partner_id
        result = super().unlink()
        people.exists()._refresh_recognition()
        return result
