# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.fields import NO_ACCESS

from ..intake import checking, problems
from .customer_import_sentences import ROW_SENTENCES, sentence


class CustomerImportLine(models.Model):
    """One row of a file of people, and what became of it.

    The number of a document is kept encrypted until the row is taken; shown is only its end.
    """

    _name = "customer.import.line"
    _description = "Row of an Import"
    _order = "import_id, line_number"
    _rec_name = "person_name"

    import_id = fields.Many2one("customer.import", required=True, ondelete="cascade", readonly=True)
    line_number = fields.Integer(
        "Line", required=True, readonly=True, aggregator=None, help="The headings are line 1."
    )
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
    found_problems = fields.Json(readonly=True)
    reason = fields.Char("What to do", compute="_compute_reason")
    partner_id = fields.Many2one(
        "res.partner", "Person", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _line_uniq = models.UniqueIndex("(import_id, line_number)")

    @api.depends("found_problems")
    @api.depends_context("lang")
    def _compute_reason(self):
        for line in self:
            line.reason = " ".join(
                sentence(self.env, ROW_SENTENCES[code], values)
                for code, values in line.found_problems or ()
            )

    @api.model
    def _prepare_problem_values(self, found):
        """Return what a row with these problems is marked with; a good one with none."""
        return {
            "status": checking.BAD if found else checking.GOOD,
            "reason_code": found[0].code if found else False,
            "found_problems": [[problem.code, problem.values] for problem in found] or False,
        }

    def _refuse(self, code, **values):
        """Mark rows that cannot be taken after all."""
        self.write(
            {
                "status": checking.BAD,
                "reason_code": code,
                "found_problems": [[code, values]],
                "document_token": False,
            }
        )
