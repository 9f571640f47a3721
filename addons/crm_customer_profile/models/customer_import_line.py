# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.fields import NO_ACCESS

from ..intake import checking, problems
from .customer_import_sentences import ROW_SENTENCES


class CustomerImportLine(models.Model):
    """One row of a file of people, and what became of it.

    The number of a document is kept encrypted until the row is taken; shown is only its end.
    """

    _name = "customer.import.line"
    _inherit = ["customer.import.line.mixin"]
    _description = "Row of an Import"
    _order = "import_id, line_number"
    _rec_name = "person_name"

    _import_sentences = ROW_SENTENCES

    import_id = fields.Many2one("customer.import", required=True, ondelete="cascade", readonly=True)
    cells = fields.Json(readonly=True, help="The row as it stands in the file.")
    unreadable = fields.Char(readonly=True)
    person_name = fields.Char("Person in the file", readonly=True)
    reference = fields.Char(readonly=True)
    wish_count = fields.Integer("Preferences", readonly=True)
    document = fields.Char("Document ends in", readonly=True)
    document_token = fields.Char(readonly=True, groups=NO_ACCESS)
    status = fields.Selection(
        [
            (checking.GOOD, "Good"),
            (checking.BAD, "Refused"),
            ("imported", "New"),
            ("updated", "Completed"),
            ("unchanged", "Unchanged"),
        ],
        required=True,
        readonly=True,
    )
    reason_code = fields.Selection(
        [(code, code.capitalize()) for code in problems.ROW_CODES],
        string="Problem",
        readonly=True,
        help="The first thing that is wrong with the row.",
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _line_uniq = models.UniqueIndex("(import_id, line_number)")

    def _refuse(self, code, **values):
        self.document_token = False
        return super()._refuse(code, **values)
