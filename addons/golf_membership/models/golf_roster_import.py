# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from ..roster import checking
from ..roster.columns import COLUMNS


class GolfRosterImport(models.Model):
    """A club's roster on its way in.

    ``golf_roster_check.py`` judges its rows, ``golf_roster_run.py`` makes members of the good
    ones, each slice with its opening entry (``golf_roster_ledger.py``).
    """

    _name = "golf.roster.import"
    _inherit = ["customer.import.mixin"]
    _description = "Roster Import"
    _order = "id desc"
    _check_company_auto = True

    _import_settings = frozenset(
        {
            *("name", "file", "file_name", "company_id", "date"),
            *("journal_id", "opening_account_id", "deposit_account_id"),
        }
    )
    _import_cron = "golf_membership.ir_cron_golf_roster"
    _import_into = "golf.membership"
    _import_rows_action = "golf_membership.golf_roster_import_line_action"
    _import_slice_size = 1000

    file = fields.Binary("Roster file")
    company_id = fields.Many2one(string="Club")
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_ids = fields.One2many("golf.roster.import.line", "import_id", string="Rows", readonly=True)
    good_count = fields.Integer(help="Rows that can be, or have been, imported.")
    bad_count = fields.Integer("Bad rows")
    unchanged_count = fields.Integer(
        "Rows in the club already",
        help="Members whose number and name the club has already. Nothing of them is changed.",
    )

    _one_state_index = models.Index("(state) WHERE state = 'running'")

    @api.model
    def _get_default_name(self):
        return self.env._(
            "Roster of %(date)s", date=fields.Date.to_string(self.env.company._golf_today())
        )

    def _get_bad_rows_name(self, stem):
        return self.env._("%(file)s - bad rows.csv", file=stem)

    def _get_bad_rows(self):
        """Yield the rows of the file of bad rows; the columns of the roster are as they were."""
        lines = self.line_ids.filtered(lambda line: line.status == checking.BAD)
        own = ("line", "reason", "what_to_do")
        extra = {column for line in lines for column in line.raw} - {*COLUMNS, *own, ""}
        columns = [*COLUMNS, *sorted(extra)]
        yield [own[0], *columns, *own[1:]]
        for line in lines:
            cells = (line.raw.get(column, "") for column in columns)
            yield [line.line_number, *cells, line.reason_code, line.reason]

    def action_open_memberships(self):
        """Open the memberships this import made."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_action"
        )
        action["domain"] = [("id", "in", self.line_ids.membership_id.ids)]
        action["context"] = {}
        return action
