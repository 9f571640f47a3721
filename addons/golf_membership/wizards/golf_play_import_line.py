# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfPlayImportLine(models.TransientModel):
    """A row that could not be taken, and what to do about it."""

    _name = "golf.play.import.line"
    _description = "Refused Row"
    _order = "line_number"

    import_id = fields.Many2one("golf.play.import", required=True, ondelete="cascade")
    line_number = fields.Integer("Line", help="The headings are line 1.")
    reason = fields.Char("What to do")
