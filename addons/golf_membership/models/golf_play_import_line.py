# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from odoo.addons.crm_customer_profile.intake.checking import BAD, GOOD

from ..play import problems
from .golf_play_import_sentences import ROW_SENTENCES


class GolfPlayImportLine(models.Model):
    """One row of a file of courses, holes or rounds, and what became of it."""

    _name = "golf.play.import.line"
    _inherit = ["customer.import.line.mixin"]
    _description = "Row of Courses and Rounds"
    _order = "import_id, line_number"
    _rec_name = "line_number"

    _import_sentences = ROW_SENTENCES

    import_id = fields.Many2one(
        "golf.play.import", required=True, ondelete="cascade", readonly=True
    )
    cells = fields.Json(readonly=True, help="The row as it stands in the file.")
    subject = fields.Char("Player or course", readonly=True, help="As it stands in the file.")
    content = fields.Char("Row", compute="_compute_content")
    status = fields.Selection(
        [(GOOD, "Good"), (BAD, "Refused"), ("imported", "Imported")], required=True, readonly=True
    )
    reason_code = fields.Selection(
        [(code, code.capitalize()) for code in problems.ROW_CODES],
        string="Problem",
        readonly=True,
        help="The first thing that is wrong with the row.",
    )
    round_id = fields.Many2one(
        "golf.round", readonly=True, index="btree_not_null", ondelete="set null"
    )
    course_id = fields.Many2one(
        "golf.course", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _line_uniq = models.UniqueIndex("(import_id, line_number)")

    @api.depends("cells")
    def _compute_content(self):
        for line in self:
            line.content = " · ".join(cell.strip() for cell in line.cells or () if cell.strip())
