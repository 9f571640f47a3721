# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

#: For what a guest is asked, each by itself (Personal Information Protection Law, articles 14, 29).
PURPOSES = [
    ("stay", "Registration of the stay"),
    ("sensitive", "Notes on health and diet"),
    ("letters", "Letters and mail"),
    ("messages", "Text messages"),
    ("profiling", "Analysis of habits"),
]


class HotelConsentText(models.Model):
    """The words a guest is asked to agree to; once somebody has, they do not change any more."""

    _name = "hotel.consent.text"
    _description = "Text of a Consent"
    _order = "purpose, version desc"
    _rec_name = "title"

    purpose = fields.Selection(PURPOSES, required=True)
    version = fields.Integer(required=True, default=1, aggregator=None)
    company_id = fields.Many2one(
        "res.company", ondelete="restrict", help="Empty: the text of all companies."
    )
    title = fields.Char(required=True, translate=True)
    body = fields.Html("Text", required=True, translate=True)
    date_from = fields.Date("In use from", required=True, default=fields.Date.context_today)
    active = fields.Boolean(default=True)
    consent_ids = fields.One2many("hotel.consent", "text_id", string="Consents")

    _version_unique = models.UniqueIndex(
        "(COALESCE(company_id, 0), purpose, version)",
        "There is such a version of the text already.",
    )

    @api.depends("title", "version")
    def _compute_display_name(self):
        for text in self:
            text.display_name = f"{text.title or ''} ({text.version})"

    def write(self, vals):
        if {"purpose", "version", "title", "body", "company_id"} & set(vals):
            # Whether anybody has agreed, whoever may see whom.
            given = self.env["hotel.consent"].sudo()
            if given.search_count([("text_id", "in", self.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "Guests have agreed to these words: add a new version instead of changing "
                        "them."
                    )
                )
        return super().write(vals)

    @api.model
    def _get_current(self, company):
        """Return the texts in use today at a company, the newest version of each purpose."""
        texts = self.search(
            [
                ("company_id", "in", [company.id, False]),
                ("date_from", "<=", fields.Date.context_today(self)),
            ],
            order="version desc",
        ).sorted(lambda text: not text.company_id)  # the company's own words before those of all
        found = self.browse()
        for text in texts:
            if text.purpose not in found.mapped("purpose"):
                found += text
        order = [purpose for purpose, _label in PURPOSES]
        return found.sorted(lambda text: order.index(text.purpose))
