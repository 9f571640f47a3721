# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import csv
import io

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..identity import documents
from ..intake import checking
from ..tables.encoding import GB18030, UTF_8, WESTERN

#: What a person may set; everything else the import finds out by itself.
SETTINGS = {
    "name",
    "file",
    "file_name",
    "company_id",
    "source",
    "encoding",
    "document_kind",
    "is_shared",
    "column_ids",
}


class CustomerImport(models.Model):
    """A file of people on its way in: what it holds, what is wrong with it, how far it has come.

    Checking (``customer_import_check.py``) makes a line of each row. Importing
    (``customer_import_run.py``) takes the good lines in slices, each in a transaction, so that it
    can be killed anywhere and goes on.
    """

    _name = "customer.import"
    _description = "Import of People"
    _order = "id desc"

    name = fields.Char(required=True, default=lambda self: self._get_default_name())
    file = fields.Binary(attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, ondelete="cascade"
    )
    source = fields.Char(
        "From the system",
        required=True,
        default="PMS",
        help="With the reference of a row it says who is meant when a file comes again.",
    )
    encoding = fields.Selection(
        [
            (UTF_8, "UTF-8"),
            (GB18030, "GB18030, GBK (Excel in China)"),
            (WESTERN, "Windows-1252 (Excel in western Europe)"),
        ],
        help="Empty: found out from the file.",
    )
    found_encoding = fields.Char("Read as", readonly=True, copy=False)
    document_kind = fields.Selection(
        [
            (documents.ID_CARD, "ID card"),
            (documents.PASSPORT, "Passport"),
            (documents.HK_MACAU, "Mainland permit, Hong Kong and Macau"),
            (documents.TAIWAN, "Mainland permit, Taiwan"),
            (documents.RESIDENCE, "Residence permit, Hong Kong, Macau and Taiwan"),
            (documents.DRIVING, "Driving licence"),
            (documents.OTHER, "Other document"),
        ],
        "Documents are",
        required=True,
        default=documents.OTHER,
        help="Where no column tells the kind.",
    )
    is_shared = fields.Boolean(
        "Shared by all companies", default=True, help="Or new people belong to this one only."
    )
    user_id = fields.Many2one("res.users", "Imported by", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "New"), ("checked", "Checked"), ("running", "Importing"), ("done", "Done")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    column_ids = fields.One2many("customer.import.column", "import_id", string="Columns")
    line_ids = fields.One2many("customer.import.line", "import_id", string="Rows", readonly=True)
    row_count = fields.Integer("Rows in the file", readonly=True, copy=False)
    good_count = fields.Integer("Good rows", readonly=True, copy=False)
    bad_count = fields.Integer("Refused rows", readonly=True, copy=False)
    wish_count = fields.Integer(
        "Preferences", readonly=True, copy=False, help="Told by the good rows."
    )
    document_count = fields.Integer(
        "Documents", readonly=True, copy=False, help="Told by the good rows."
    )
    imported_count = fields.Integer("New people", readonly=True, copy=False)
    updated_count = fields.Integer(
        "People completed",
        readonly=True,
        copy=False,
        help="Here already; what was empty has been filled, nothing overwritten.",
    )
    unchanged_count = fields.Integer("People unchanged", readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress", aggregator=None, help="In percent.")
    notice = fields.Text(readonly=True, copy=False)
    bad_rows_file = fields.Binary(compute="_compute_bad_rows_file")
    bad_rows_name = fields.Char(compute="_compute_bad_rows_name")

    _running_index = models.Index("(state) WHERE state = 'running'")

    # -------------------------------------------------------------- COMPUTE

    @api.model
    def _get_default_name(self):
        today = fields.Date.to_string(fields.Date.context_today(self))
        return self.env._("People of %(date)s", date=today)

    @api.depends("state", "good_count", "imported_count", "updated_count", "unchanged_count")
    def _compute_progress(self):
        for each in self:
            taken = each.imported_count + each.updated_count + each.unchanged_count
            if each.state == "done":
                each.progress = 100
            else:
                each.progress = 100 * taken / each.good_count if each.good_count else 0

    def _compute_bad_rows_name(self):
        for each in self:
            stem = (each.file_name or each.name).rsplit(".", 1)[0]
            each.bad_rows_name = self.env._("%(file)s - refused rows.csv", file=stem)

    def _compute_bad_rows_file(self):
        for each in self:
            each.bad_rows_file = base64.b64encode(each._make_bad_rows_file())

    def _make_bad_rows_file(self):
        """Return the refused rows as the bytes of a CSV file: as they were, with line and reason.

        Corrected, the file can be imported. Of a document's number it has the end only.
        """
        self.ensure_one()
        lines = self.env["customer.import.line"].search(
            [("import_id", "=", self.id), ("status", "=", checking.BAD)], order="line_number"
        )
        headings = self.column_ids.mapped("heading")
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([*headings, self.env._("Line"), self.env._("What to do")])
        for line in lines:
            cells = [*line.cells, *[""] * (len(headings) - len(line.cells))]
            writer.writerow([*cells, line.line_number, line.reason])
        # With its mark, or Excel would not read the characters.
        return stream.getvalue().encode("utf-8-sig")

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_only_settings(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_only_settings(vals)
        if SETTINGS & vals.keys() - {"name", "file_name"} and not self.env.su:
            self._check_not_started()
        result = super().write(vals)
        if SETTINGS & vals.keys() - {"name", "file_name", "column_ids"} and not self.env.su:
            for each in self.filtered(lambda one: one.state == "checked"):
                each._forget_check()
            if "file" in vals:
                # Other columns may be in it; whoever may change the file has been asked above.
                self.sudo().column_ids.unlink()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_running(self):
        if running := self.filtered(lambda each: each.state == "running"):
            raise UserError(
                self.env._(
                    "%(name)s is being imported. Wait until it is done, then delete it; the people"
                    " stay.",
                    name=running[0].name,
                )
            )

    def _check_only_settings(self, vals):
        """Keep what the import finds out by itself from being set from outside."""
        foreign = vals.keys() - SETTINGS
        if foreign and not self.env.su:
            raise UserError(
                self.env._(
                    "The import sets %(fields)s by itself. Use its buttons.",
                    fields=", ".join(sorted(foreign)),
                )
            )

    def _check_not_started(self):
        if started := self.filtered(lambda each: each.state in ("running", "done")):
            raise UserError(
                self.env._(
                    "%(name)s has been imported and can no longer change. Make a new import.",
                    name=started[0].name,
                )
            )

    def _forget_check(self):
        # Only the import makes and drops its rows. The callers have asked whether the user may
        # write it.
        imports = self.sudo()
        imports.line_ids.unlink()
        imports.write({"state": "draft", "notice": False})
        imports._refresh_counters()
