# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from odoo.addons.crm_customer_profile.intake.checking import BAD, GOOD

from ..stays import problems
from .hotel_stay_sentences import ROW_SENTENCES


class HotelStayImportLine(models.Model):
    """One row of a file of stays, and what became of it."""

    _name = "hotel.stay.import.line"
    _inherit = ["customer.import.line.mixin"]
    _description = "Row of Stays"
    _order = "import_id, line_number"
    _rec_name = "reference"

    _import_sentences = ROW_SENTENCES

    import_id = fields.Many2one(
        "hotel.stay.import", required=True, ondelete="cascade", readonly=True
    )
    cells = fields.Json(readonly=True, help="The row as it stands in the file.")
    content = fields.Char("Row", compute="_compute_content")
    reference = fields.Char(readonly=True)
    currency_id = fields.Many2one(related="import_id.currency_id")
    stays = fields.Integer("Took place", readonly=True, help="1 for a stay that took place.")
    nights = fields.Integer(readonly=True)
    room_revenue = fields.Monetary(readonly=True)
    status = fields.Selection(
        [
            (GOOD, "Good"),
            (BAD, "Refused"),
            ("imported", "New"),
            ("updated", "Updated"),
            ("unchanged", "Unchanged"),
            ("ignored", "Outdated"),
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
    stay_id = fields.Many2one(
        "hotel.stay", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _line_uniq = models.UniqueIndex("(import_id, line_number)")

    @api.depends("cells")
    def _compute_content(self):
        for line in self:
            line.content = " · ".join(cell.strip() for cell in line.cells or () if cell.strip())


class HotelStay(models.Model):
    _inherit = "hotel.stay"

    import_line_ids = fields.One2many(
        "hotel.stay.import.line",
        "stay_id",
        readonly=True,
        groups="hotel_guest_profile.group_hotel_reservations",
    )
