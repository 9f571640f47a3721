# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import csv
import io

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..roster import checking
from ..roster.columns import COLUMNS

#: What a person may set; everything else the import finds out by itself.
SETTINGS = {
    "name",
    "file",
    "file_name",
    "company_id",
    "date",
    "journal_id",
    "opening_account_id",
    "deposit_account_id",
}


class GolfRosterImport(models.Model):
    """A club's roster on its way in: the file, what was found in it, how far it has come.

    Checking (``golf_roster_check.py``) makes one line a row of the file. Importing
    (``golf_roster_run.py``) takes the good lines in slices, each in a transaction with its
    opening entry (``golf_roster_ledger.py``), so that it can be killed anywhere and goes on.
    """

    _name = "golf.roster.import"
    _description = "Roster Import"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, default=lambda self: self._get_default_name())
    file = fields.Binary("Roster file", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one("res.users", string="Imported by", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "New"),
            ("checked", "Checked"),
            ("running", "Importing"),
            ("done", "Done"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    line_ids = fields.One2many("golf.roster.import.line", "import_id", string="Rows", readonly=True)
    row_count = fields.Integer("Rows in the file", readonly=True, copy=False)
    good_count = fields.Integer(
        "Good rows", readonly=True, copy=False, help="Rows that can be, or have been, imported."
    )
    bad_count = fields.Integer("Bad rows", readonly=True, copy=False)
    imported_count = fields.Integer("Imported rows", readonly=True, copy=False)
    unchanged_count = fields.Integer(
        "Rows in the club already",
        readonly=True,
        copy=False,
        help="Members whose number and name the club has already. Nothing of them is changed.",
    )
    progress = fields.Float(compute="_compute_progress", aggregator=None, help="In percent.")
    notice = fields.Text(readonly=True, copy=False)
    bad_rows_file = fields.Binary(compute="_compute_bad_rows_file")
    bad_rows_name = fields.Char(compute="_compute_bad_rows_name")

    _one_state_index = models.Index("(state) WHERE state = 'running'")

    # -------------------------------------------------------------- COMPUTE

    @api.model
    def _get_default_name(self):
        return self.env._(
            "Roster of %(date)s", date=fields.Date.to_string(self.env.company._golf_today())
        )

    @api.depends("state", "good_count", "imported_count", "unchanged_count")
    def _compute_progress(self):
        for roster in self:
            taken = roster.imported_count + roster.unchanged_count
            if roster.state == "done":
                roster.progress = 100
            else:
                roster.progress = 100 * taken / roster.good_count if roster.good_count else 0

    def _compute_bad_rows_name(self):
        for roster in self:
            stem = (roster.file_name or roster.name).rsplit(".", 1)[0]
            roster.bad_rows_name = self.env._("%(file)s - bad rows.csv", file=stem)

    def _compute_bad_rows_file(self):
        for roster in self:
            roster.bad_rows_file = base64.b64encode(roster._make_bad_rows_file())

    def _make_bad_rows_file(self):
        """Return the bad rows as the bytes of a CSV file, with line, reason and what to do.

        The columns of the roster are as they were: corrected, the file can be imported.
        """
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.status == checking.BAD)
        own = ("line", "reason", "what_to_do")
        extra = {column for line in lines for column in line.raw} - {*COLUMNS, *own, ""}
        columns = [*COLUMNS, *sorted(extra)]
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([own[0], *columns, *own[1:]])
        writer.writerows(
            [
                line.line_number,
                *(line.raw.get(column, "") for column in columns),
                line.reason_code,
                line.reason,
            ]
            for line in lines
        )
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
        if SETTINGS & vals.keys() - {"name", "file_name"}:
            self._check_not_started()
        result = super().write(vals)
        if {"file", "company_id"} & vals.keys():
            self.filtered(lambda roster: roster.state == "checked")._forget_check()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_running(self):
        running = self.filtered(lambda roster: roster.state == "running")
        if running:
            raise UserError(
                self.env._(
                    "%(name)s is being imported. Wait until it is done, then delete it; the"
                    " members stay.",
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
        started = self.filtered(lambda roster: roster.state in ("running", "done"))
        if started:
            raise UserError(
                self.env._(
                    "%(name)s has been imported and can no longer change. Make a new import.",
                    name=started[0].name,
                )
            )

    def _forget_check(self):
        # Managers see rows, state and counts; only the import makes and drops them. Both callers
        # have asked whether the user may write it.
        self.sudo().line_ids.unlink()
        self.sudo().write({"state": "draft", "notice": False})
        self.sudo()._refresh_counters()

    def _refresh_counters(self):
        """Count the rows by what became of them."""
        for roster in self:
            counts = dict(
                self.env["golf.roster.import.line"]._read_group(
                    [("import_id", "=", roster.id)], ["status"], ["__count"]
                )
            )
            bad = counts.get(checking.BAD, 0)
            total = sum(counts.values())
            roster.write(
                {
                    "row_count": total,
                    "bad_count": bad,
                    "good_count": total - bad,
                    "imported_count": counts.get("imported", 0),
                    "unchanged_count": counts.get(checking.UNCHANGED, 0),
                }
            )

    # -------------------------------------------------------------- ACTIONS

    def action_refresh(self):
        """Show how far the import has come, where no script does it."""
        return True

    def action_download_bad_rows(self):
        """Return the rows that cannot be imported as a CSV file, with the reason on each."""
        self.ensure_one()
        if not self.bad_count:
            raise UserError(self.env._("This roster has no bad rows."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/golf.roster.import/{self.id}/bad_rows_file"
            f"?filename_field=bad_rows_name&download=true",
            "target": "download",
        }

    def action_open_memberships(self):
        """Open the memberships this import made."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_membership_action"
        )
        action["domain"] = [("id", "in", self.line_ids.membership_id.ids)]
        action["context"] = {}
        return action

    def action_open_rows(self):
        """Open the rows in a list of their own, to search and group them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "golf_membership.golf_roster_import_line_action"
        )
        action["domain"] = [("import_id", "=", self.id)]
        return action

    def action_open_bad_rows(self):
        """Open the rows that cannot be imported, with what to do about each."""
        action = self.action_open_rows()
        action["context"] = {"search_default_bad": True}
        return action
