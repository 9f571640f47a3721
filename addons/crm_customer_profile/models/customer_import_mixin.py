# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import csv
import io

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..intake.checking import BAD


class CustomerImportMixin(models.AbstractModel):
    """A file of rows on its way in: what it holds, what is wrong with it, how far it has come.

    Checking makes a line of each row of the file; importing takes the good lines in slices, each
    in a transaction, so that it can be killed anywhere and goes on (``customer_import_job.py``).
    ``customer.import`` (people) and the roster of golf clubs are made of it. An import of your
    own needs:

    - a model with ``_inherit = ["customer.import.mixin"]``, the class attributes below, a
      ``line_ids`` to its lines, and an index: ``models.Index("(state) WHERE state = 'running'")``;
    - a model of lines with ``_inherit = ["customer.import.line.mixin"]`` (see there);
    - ``_get_default_name()``;
    - to check: ``_parse_file(content)``, and ``_judge_file(table)`` -> values of the lines;
    - to import: ``_admit(lines)``; ``_check_can_import`` and ``_finish`` where something is to be
      checked before or done after;
    - for the file of refused rows: ``_get_bad_rows_name(stem)`` and ``_get_bad_rows()``;
    - a job that calls ``_cron_go_on()`` of the model, and access rights; only those who may write
      an import may check and run it.
    """

    _name = "customer.import.mixin"
    _description = "Import of a File"

    #: What a person may set; everything else the import finds out by itself.
    _import_settings = frozenset({"name", "file", "file_name", "company_id"})
    #: Those of them which the check depends on: once one changes, the file is to be checked again.
    _import_judged_by = frozenset({"file", "company_id"})
    #: {status of a line that has been taken: field with the number of these lines}
    _import_counts = {"imported": "imported_count", "unchanged": "unchanged_count"}
    #: {field: aggregate over the good lines}
    _import_sums = {}
    #: The action that lists lines, with a filter "bad".
    _import_rows_action = None

    name = fields.Char(required=True, default=lambda self: self._get_default_name())
    file = fields.Binary(attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Imported by", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "New"), ("checked", "Checked"), ("running", "Importing"), ("done", "Done")],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    row_count = fields.Integer("Rows in the file", readonly=True, copy=False)
    good_count = fields.Integer("Good rows", readonly=True, copy=False)
    bad_count = fields.Integer("Refused rows", readonly=True, copy=False)
    imported_count = fields.Integer("Imported rows", readonly=True, copy=False)
    unchanged_count = fields.Integer("Unchanged rows", readonly=True, copy=False)
    progress = fields.Float(compute="_compute_progress", aggregator=None, help="In percent.")
    notice = fields.Text(readonly=True, copy=False)
    bad_rows_file = fields.Binary(compute="_compute_bad_rows_file")
    bad_rows_name = fields.Char(compute="_compute_bad_rows_name")

    # ---------------------------------------------------------------- HOOKS

    @api.model
    def _get_default_name(self):
        """Return the name of an import made now."""
        raise NotImplementedError

    def _get_bad_rows_name(self, stem):
        """Return the name of the file of refused rows of the file called ``stem``."""
        raise NotImplementedError

    def _get_bad_rows(self):
        """Yield headings, then each refused row as it was, with its line and what to do."""
        raise NotImplementedError

    # -------------------------------------------------------------- COMPUTE

    @api.depends(lambda self: ("state", "good_count", *self._import_counts.values()))
    def _compute_progress(self):
        for each in self:
            taken = sum(each[name] for name in self._import_counts.values())
            if each.state == "done":
                each.progress = 100
            else:
                each.progress = 100 * taken / each.good_count if each.good_count else 0

    def _compute_bad_rows_name(self):
        for each in self:
            each.bad_rows_name = each._get_bad_rows_name(
                (each.file_name or each.name).rsplit(".", 1)[0]
            )

    def _compute_bad_rows_file(self):
        for each in self:
            each.bad_rows_file = base64.b64encode(each._make_bad_rows_file())

    def _make_bad_rows_file(self):
        """Return the refused rows as the bytes of a CSV file: as they were, with line and reason.

        Corrected, the file can be imported.
        """
        self.ensure_one()
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerows(self._get_bad_rows())
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
        settings = self._import_settings & vals.keys()
        # The import itself may drop its file, or read its columns.
        if settings - {"name", "file_name"} and not self.env.su:
            self._check_not_started()
        result = super().write(vals)
        if self._import_judged_by & settings:
            for each in self.filtered(lambda one: one.state == "checked"):
                each._forget_check()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_running(self):
        if running := self.filtered(lambda each: each.state == "running"):
            raise UserError(
                self.env._(
                    "%(name)s is being imported. Wait until it is done, then delete it; what it"
                    " brought stays.",
                    name=running[0].name,
                )
            )

    def _check_only_settings(self, vals):
        """Keep what the import finds out by itself from being set from outside."""
        foreign = vals.keys() - self._import_settings
        if foreign and not self.env.su:
            raise UserError(
                self.env._(
                    "The import sets %(fields)s by itself. Use its buttons.",
                    fields=", ".join(sorted(foreign)),
                )
            )

    def _check_not_started(self):
        if started := self.filtered(lambda each: each.state in ("running", "done")):
            raise UserError(
                self.env._(
                    "%(name)s has been imported and can no longer change. Make a new import.",
                    name=started[0].name,
                )
            )

    def _forget_check(self):
        # People see rows, state and counts; only the import makes and drops them. The callers
        # have asked whether the user may write it.
        imports = self.sudo()
        imports.line_ids.unlink()
        imports.write({"state": "draft", "notice": False})
        imports._refresh_counters()

    @api.model
    def _get_lines_model(self):
        return self.env[self._fields["line_ids"].comodel_name]

    def _refresh_counters(self):
        """Count the rows by what became of them."""
        groups = self._get_lines_model()._read_group(
            [("import_id", "in", self.ids)],
            ["import_id", "status"],
            ["__count", *self._import_sums.values()],
        )
        for each in self:
            mine = {status: counts for import_, status, *counts in groups if import_ == each}
            good = [counts for status, counts in mine.items() if status != BAD]
            values = {
                "row_count": sum(counts[0] for counts in mine.values()),
                "bad_count": mine.get(BAD, [0])[0],
                "good_count": sum(counts[0] for counts in good),
            }
            for position, name in enumerate(self._import_sums, 1):
                values[name] = sum(counts[position] for counts in good)
            for status, name in self._import_counts.items():
                values[name] = mine.get(status, [0])[0]
            each.write(values)

    # --------------------------------------------------------------- SCREEN

    def action_refresh(self):
        """Show how far the import has come, where no script does it."""
        return True

    def action_download_bad_rows(self):
        """Return the rows that were refused as a CSV file, with the reason on each."""
        self.ensure_one()
        if not self.bad_count:
            raise UserError(self.env._("No row of this file was refused."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/bad_rows_file"
            f"?filename_field=bad_rows_name&download=true",
            "target": "download",
        }

    def action_open_rows(self):
        """Open the rows in a list of their own, to search and group them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(self._import_rows_action)
        return {**action, "domain": [("import_id", "=", self.id)]}

    def action_open_bad_rows(self):
        """Open the rows that were refused, with what to do about each."""
        return {**self.action_open_rows(), "context": {"search_default_bad": True}}
