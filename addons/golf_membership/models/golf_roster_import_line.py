# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..roster import checking, problems
from ..roster.reading import RawRow
from .golf_roster_sentences import ROW_SENTENCES


class GolfRosterImportLine(models.Model):
    """One row of a roster as it stands in the file, and what became of it."""

    _name = "golf.roster.import.line"
    _inherit = ["customer.import.line.mixin"]
    _description = "Roster Row"
    _order = "import_id, line_number"
    _rec_name = "line_number"

    _import_sentences = ROW_SENTENCES

    import_id = fields.Many2one(
        "golf.roster.import", required=True, ondelete="cascade", readonly=True
    )
    raw = fields.Json("Cells", readonly=True, help="The row as it stands in the file, by column.")
    width = fields.Integer(readonly=True, aggregator=None)
    member_no = fields.Char("Member No.", readonly=True)
    person_name = fields.Char("Member name", readonly=True)
    tier_name = fields.Char("Tier", readonly=True)
    currency_id = fields.Many2one(related="import_id.currency_id")
    # Exact numbers of the file, not rounded to a currency: as Monetary a row would cost double.
    balance_due = fields.Float("Balance due", digits=(16, 4), readonly=True)
    deposit = fields.Float(digits=(16, 4), readonly=True)
    status = fields.Selection(
        [
            (checking.GOOD, "Good"),
            (checking.BAD, "Bad"),
            ("imported", "Imported"),
            (checking.UNCHANGED, "In the club already"),
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
    referrer_pending = fields.Boolean(
        readonly=True, help="The member is in, the link to the referrer follows."
    )
    membership_id = fields.Many2one(
        # Memberships are never deleted: nothing would use an index, and each row would pay for it.
        "golf.membership",
        ondelete="set null",
        readonly=True,
    )

    _line_uniq = models.UniqueIndex("(import_id, line_number)")

    @api.model
    def _prepare_judged_values(self, verdict):
        """Return what a verdict of the check changes on a row."""
        return {**self._prepare_problem_values(verdict.problems), "status": verdict.status}

    def _get_raw_rows(self):
        """Return the rows as the pure check takes them."""
        return [RawRow(line.line_number, line.raw, line.width) for line in self]

    def _take_referrer(self, referrer):
        """Link the member of a row to a referrer who came in later.

        :return: whether the club's rules allow it
        """
        self.ensure_one()
        if referrer == self.membership_id.partner_id:
            return False
        try:
            with self.env.cr.savepoint():
                self.membership_id.referrer_partner_id = referrer
        except UserError:
            self.membership_id.invalidate_recordset(["referrer_partner_id"])
            return False
        return True
