# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from odoo.addons.crm_customer_profile.models.append_only import guard

from .hotel_consent_text import PURPOSES

FACTS = ("company_id", "purpose", "state", "text_id", "source", "user_id", "date", "stay_id")


class HotelConsent(models.Model):
    """What a guest agreed to or refused, to which words, when and how. Rows are only ever added.

    The newest row of a purpose is what holds: who withdraws adds one.
    """

    _name = "hotel.consent"
    _inherit = ["customer.person.part"]
    _description = "Consent"
    _order = "date desc, id desc"
    _rec_name = "purpose"

    partner_id = fields.Many2one(
        "res.partner", "Guest", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, ondelete="restrict"
    )
    purpose = fields.Selection(PURPOSES, required=True)
    state = fields.Selection(
        [("given", "Agreed"), ("refused", "Refused"), ("withdrawn", "Withdrawn")],
        required=True,
        default="given",
    )
    text_id = fields.Many2one(
        "hotel.consent.text",
        "Version of the text",
        compute="_compute_text_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        domain="[('purpose', '=', purpose), ('company_id', 'in', (company_id, False))]",
    )
    source = fields.Selection(
        [("desk", "At the desk"), ("form", "Signed form"), ("portal", "Portal"), ("mail", "Mail")],
        required=True,
        default="desk",
    )
    stay_id = fields.Many2one("hotel.stay", index="btree_not_null", ondelete="restrict")
    note = fields.Char("Evidence", help="Where the signature is kept.")
    user_id = fields.Many2one(
        "res.users",
        "Recorded by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    is_current = fields.Boolean("Holds", compute="_compute_is_current", search="_search_is_current")

    _newest = models.Index("(partner_id, company_id, purpose, date DESC, id DESC)")

    def init(self):
        """Let PostgreSQL refuse any change of a row, also from SQL."""
        guard(self.env.cr, self._table, FACTS, {"partner_id": "res_partner"})

    @api.depends("purpose", "company_id")
    def _compute_text_id(self):
        for company, consents in self.grouped("company_id").items():
            # Which words are in use is no secret.
            texts = self.env["hotel.consent.text"].sudo()._get_current(company)
            by_purpose = {text.purpose: text for text in texts}
            for consent in consents:
                consent.text_id = by_purpose.get(consent.purpose, False)

    def _compute_is_current(self):
        current = self.search([("is_current", "=", True), ("id", "in", self.ids)])
        for consent in self:
            consent.is_current = consent in current

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        newest = SQL(
            "(SELECT DISTINCT ON (partner_id, company_id, purpose) id FROM hotel_consent"
            " ORDER BY partner_id, company_id, purpose, date DESC, id DESC)"
        )
        return [("id", "in", newest)]

    @api.constrains("purpose", "text_id")
    def _check_text(self):
        for consent in self:
            # As in the compute.
            text = consent.text_id.sudo()
            own = not text.company_id or text.company_id == consent.company_id
            if text and (text.purpose != consent.purpose or not own):
                raise ValidationError(
                    self.env._("The text is of another purpose or company: choose one that fits.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Who and when are facts of the system.
            vals_list = [
                {key: val for key, val in vals.items() if key not in ("user_id", "date")}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        if self and not set(vals) <= {"partner_id"}:
            raise UserError(
                self.env._("A consent is not changed: add what the guest says now as a new one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self:
            raise UserError(
                self.env._("A consent is not deleted: add that the guest has withdrawn it.")
            )

    @api.model
    def _get_states(self, partner, company):
        """Return what a guest says today: {purpose: row}, of what he was asked for."""
        rows = self.search(
            [
                ("partner_id", "=", partner.id),
                ("company_id", "=", company.id),
                ("is_current", "=", True),
            ]
        )
        return {row.purpose: row for row in rows}
