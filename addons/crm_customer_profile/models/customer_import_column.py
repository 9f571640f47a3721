# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..intake import columns
from ..intake.rows import mask


class CustomerImportColumn(models.Model):
    """A column of a file, and what it stands for: guessed, and for people to set right."""

    _name = "customer.import.column"
    _description = "Column of an Import"
    _order = "import_id, position"
    _rec_name = "heading"

    import_id = fields.Many2one(
        "customer.import", required=True, readonly=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(required=True, readonly=True, aggregator=None)
    heading = fields.Char(readonly=True)
    sample = fields.Char("For example", readonly=True)
    target = fields.Selection(
        [
            (columns.REFERENCE, "Reference in the other system"),
            (columns.NAME, "Name"),
            (columns.PHONE, "Phone"),
            (columns.EMAIL, "E-mail"),
            (columns.BIRTHDAY, "Birthday"),
            (columns.BIRTH_YEAR, "Year of birth"),
            (columns.AGE, "Age"),
            (columns.GENDER, "Gender"),
            (columns.COUNTRY, "Country"),
            (columns.NATIONALITY, "Nationality"),
            (columns.LANGUAGE, "Language"),
            (columns.TOWN, "Town"),
            (columns.TAGS, "Tags"),
            (columns.OWNER, "Owner"),
            (columns.SOURCE, "Other system"),
            (columns.DOCUMENT_KIND, "Kind of document"),
            (columns.DOCUMENT, "Number of the document"),
            (columns.PREFERENCE, "Preference, yes or no"),
        ],
        "Stands for",
        help="A column left empty is not imported.",
    )
    topic_id = fields.Many2one(
        "customer.topic",
        compute="_compute_topic",
        store=True,
        readonly=False,
        ondelete="cascade",
        help="What a yes in the column is about.",
    )
    attitude = fields.Selection(
        [("like", "Likes"), ("dislike", "Dislikes"), ("need", "Needs"), ("allergy", "Allergic to")],
        compute="_compute_attitude",
        store=True,
        readonly=False,
        help="What a yes means.",
    )

    @api.depends("target")
    def _compute_topic(self):
        for column in self:
            if column.target != columns.PREFERENCE:
                column.topic_id = False

    @api.depends("topic_id")
    def _compute_attitude(self):
        for column in self:
            if not column.topic_id:
                column.attitude = False
            elif not column.attitude:
                # Nobody merely likes what the health asks for.
                is_health = column.topic_id.sensitivity == "health"
                column.attitude = "need" if is_health else "like"

    def write(self, vals):
        """Change what a column stands for; the rows have to be checked anew."""
        changed = {"target", "topic_id", "attitude"} & vals.keys()
        if changed and not self.env.su:
            self.import_id._check_not_started()
        result = super().write(vals)
        if vals.get("target") == columns.DOCUMENT:
            for column in self.sudo():  # the reader has just written it
                column.sample = mask(column.sample)
        if changed and not self.env.su:
            self.import_id.filtered(lambda each: each.state == "checked")._forget_check()
        return result
