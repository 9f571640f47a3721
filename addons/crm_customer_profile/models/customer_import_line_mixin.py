# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..intake.checking import BAD, GOOD
from .customer_import_sentences import sentence


class CustomerImportLineMixin(models.AbstractModel):
    """One row of a file that is imported, and what became of it.

    A model of lines declares ``import_id`` (required, cascading), ``status`` ("good", "bad" and
    what becomes of the good ones), ``reason_code`` (its problems), the sentences of these, and
    ``models.UniqueIndex("(import_id, line_number)")``.
    """

    _name = "customer.import.line.mixin"
    _description = "Row of a File"
    _order = "import_id, line_number"

    #: {code of a problem of a row: its sentence}
    _import_sentences = {}

    line_number = fields.Integer(
        "Line", required=True, readonly=True, aggregator=None, help="The headings are line 1."
    )
    found_problems = fields.Json(readonly=True)
    reason = fields.Char("What to do", compute="_compute_reason")

    @api.depends("found_problems")
    @api.depends_context("lang")
    def _compute_reason(self):
        for line in self:
            line.reason = " ".join(
                sentence(self.env, self._import_sentences[code], values)
                for code, values in line.found_problems or ()
            )

    @api.model
    def _prepare_problem_values(self, found):
        """Return what a row with these problems is marked with; a good one with none."""
        return {
            "status": BAD if found else GOOD,
            "reason_code": found[0].code if found else False,
            "found_problems": [[problem.code, problem.values] for problem in found] or False,
        }

    def _refuse(self, code, **values):
        """Mark rows that cannot be taken after all."""
        self.write({"status": BAD, "reason_code": code, "found_problems": [[code, values]]})
