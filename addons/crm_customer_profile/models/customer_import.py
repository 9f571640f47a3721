# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..identity import documents
from ..intake import checking, columns
from ..tables.encoding import GB18030, UTF_8, WESTERN


class CustomerImport(models.Model):
    """A file of people on its way in.

    ``customer_import_check.py`` judges its rows, ``customer_import_people.py`` makes people of
    the good ones.
    """

    _name = "customer.import"
    _inherit = ["customer.import.mixin"]
    _description = "Import of People"
    _order = "id desc"

    _import_judged_by = frozenset(
        {"file", "company_id", "source", "encoding", "document_kind", "is_shared"}
    )
    _import_settings = _import_judged_by | {"name", "file_name", "column_ids"}
    _import_counts = {
        "imported": "imported_count",
        "updated": "updated_count",
        "unchanged": "unchanged_count",
    }
    _import_sums = {"wish_count": "wish_count:sum", "document_count": "document:count"}
    _import_cron = "crm_customer_profile.ir_cron_customer_import"
    _import_into = "customer.external.ref"
    _import_rows_action = "crm_customer_profile.customer_import_line_action"

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
    column_ids = fields.One2many("customer.import.column", "import_id", string="Columns")
    line_ids = fields.One2many("customer.import.line", "import_id", string="Rows", readonly=True)
    wish_count = fields.Integer(
        "Preferences", readonly=True, copy=False, help="Told by the good rows."
    )
    document_count = fields.Integer(
        "Documents", readonly=True, copy=False, help="Told by the good rows."
    )
    imported_count = fields.Integer("New people")
    updated_count = fields.Integer(
        "People completed",
        readonly=True,
        copy=False,
        help="Here already; what was empty has been filled, nothing overwritten.",
    )
    unchanged_count = fields.Integer("People unchanged")

    _running_index = models.Index("(state) WHERE state = 'running'")

    @api.model
    def _get_default_name(self):
        today = fields.Date.to_string(fields.Date.context_today(self))
        return self.env._("People of %(date)s", date=today)

    def _get_bad_rows_name(self, stem):
        return self.env._("%(file)s - refused rows.csv", file=stem)

    def _get_bad_rows(self):
        """Yield the rows of the file of refused rows; of a document's number it has the end."""
        lines = self.env["customer.import.line"].search(
            [("import_id", "=", self.id), ("status", "=", checking.BAD)], order="line_number"
        )
        headings = self.column_ids.mapped("heading")
        yield [*headings, self.env._("Line"), self.env._("What to do")]
        for line in lines:
            cells = [*line.cells, *[""] * (len(headings) - len(line.cells))]
            yield [*cells, line.line_number, line.reason]

    def write(self, vals):
        result = super().write(vals)
        if "file" in vals and not self.env.su:
            # Other columns may be in it; whoever may change the file has been asked above.
            self.sudo().column_ids.unlink()
        return result

    def action_open_people(self):
        """Open the people this file is about."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer_profile.customer_action"
        )
        lines = self.env["customer.import.line"]._search(
            [("import_id", "=", self.id), ("partner_id", "!=", False)]
        )
        people = self.env["res.partner"].search([("id", "in", lines.subselect("partner_id"))])
        return {**action, "domain": [("id", "in", people.ids)], "context": {}}

    @api.model
    def _cron_import_people(self):
        """Go on with the imports that are running, oldest first."""
        self._cron_go_on()

    def _take_slice(self, lines):
        self._take_rows(lines, self._get_layout(), self._get_knowledge())

    def _finish(self):
        """Close the import; a file with whole numbers of documents is not kept."""
        if columns.DOCUMENT in self.column_ids.mapped("target"):
            self.file = False
        return super()._finish()
