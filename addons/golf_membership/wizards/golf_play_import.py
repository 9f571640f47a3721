# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64
import csv
import io

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.crm_customer_profile.tables.problems import TableFileError
from odoo.addons.crm_customer_profile.tables.reading import read_lines

MOST_ROWS = 20_000
#: Rows that are made at a time; where one is bad, they are made one by one.
SLICE = 200


class GolfPlayImport(models.TransientModel):
    """A file of courses, holes or rounds: the good rows are taken, the bad ones named by line."""

    _name = "golf.play.import"
    _description = "Import of Courses and Rounds"

    kind = fields.Selection(
        [("ratings", "Courses and ratings"), ("holes", "Holes of courses"), ("rounds", "Rounds")],
        required=True,
        default="rounds",
    )
    file = fields.Binary(required=True, attachment=False)
    file_name = fields.Char()
    company_id = fields.Many2one(
        "res.company", string="Club", required=True, default=lambda self: self.env.company
    )
    columns = fields.Char("Headings", compute="_compute_columns")
    is_done = fields.Boolean(readonly=True)
    good_count = fields.Integer("Rows taken", readonly=True)
    bad_count = fields.Integer("Rows refused", readonly=True)
    line_ids = fields.One2many("golf.play.import.line", "import_id", readonly=True)
    bad_rows_file = fields.Binary(readonly=True, attachment=False)
    bad_rows_name = fields.Char(compute="_compute_columns")

    @api.depends("kind", "file_name")
    def _compute_columns(self):
        for each in self:
            each.columns = ", ".join(each._get_columns())
            stem = (each.file_name or each.kind).rsplit(".", 1)[0]
            each.bad_rows_name = self.env._("%(file)s - refused rows.csv", file=stem)

    def _get_columns(self):
        """Return the headings of a file of this kind; those with a star have to be there."""
        return getattr(self, f"_get_columns_of_{self.kind}")()

    def action_import(self):
        """Take the good rows, and show the others."""
        self.ensure_one()
        if not self.env.user.has_group("golf_membership.group_golf_officer"):
            raise UserError(self.env._("Courses and rounds are imported by membership officers."))
        headings, rows = self._read_rows()
        found = getattr(self, f"_judge_{self.kind}")([cells for _line, cells in rows])
        problems = {}
        good = []
        for (line, _cells), (values, problem) in zip(rows, found, strict=True):
            if problem:
                problems[line] = problem
            else:
                good.append((line, values))
        for start in range(0, len(good), SLICE):
            problems |= self._make_rows(good[start : start + SLICE])
        cells_by_line = dict(rows)
        self.write(
            {
                "is_done": True,
                "good_count": len(rows) - len(problems),
                "bad_count": len(problems),
                "line_ids": [
                    fields.Command.create({"line_number": line, "reason": problems[line]})
                    for line in sorted(problems)
                ],
                "bad_rows_file": self._make_bad_rows_file(headings, cells_by_line, problems),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    # -------------------------------------------------------------- READING

    def _read_rows(self):
        """Return the headings, and (line, {heading: text}) of each row.

        :raises UserError: the file as a whole cannot be taken
        """
        names = [name.rstrip("*") for name in self._get_columns()]
        try:
            lines = list(
                read_lines(
                    base64.b64decode(self.file or b""),
                    MOST_ROWS,
                    lambda headings: len({one.strip().lower() for one in headings} & set(names)),
                )
            )
        except TableFileError as refused:
            raise UserError(
                self.env._(
                    "This file cannot be read as a table: %(why)s. Save it as CSV or XLSX.",
                    why=refused.code,
                )
            ) from None
        headings = [one.strip().lower() for one in lines[0][1]] if lines else []
        missing = [
            name[:-1]
            for name in self._get_columns()
            if name[-1] == "*" and name[:-1] not in headings
        ]
        if missing:
            raise UserError(
                self.env._(
                    "The file has no columns %(missing)s. Its first line has the headings.",
                    missing=", ".join(missing),
                )
            )
        rows = [
            (number, {h: c.strip() for h, c in zip(headings, cells, strict=False)})
            for number, cells in lines[1:]
            if any(cell.strip() for cell in cells)
        ]
        return headings, rows

    # -------------------------------------------------------------- WRITING

    def _make_rows(self, rows):
        """Make the records of some rows at once, else one by one; return {line: sentence}."""
        make = getattr(self, f"_make_{self.kind}")
        try:
            with self.env.cr.savepoint():
                make([values for _line, values in rows])
                self.env.flush_all()
            return {}
        except (UserError, IntegrityError) as refused:
            self.env.invalidate_all()
            if len(rows) == 1:
                return {rows[0][0]: self._get_sentence(refused)}
        problems = {}
        for row in rows:
            problems |= self._make_rows([row])
        return problems

    def _get_sentence(self, refused):
        if isinstance(refused, IntegrityError):
            return self.env._("There is such a row already.")
        return str(refused)

    def _make_bad_rows_file(self, headings, cells_by_line, problems):
        """Return the refused rows as they were, with line and reason: corrected, to be imported."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["line", *headings, "what_to_do"])
        for line in sorted(problems):
            cells = cells_by_line[line]
            writer.writerow([line, *(cells.get(one, "") for one in headings), problems[line]])
        return base64.b64encode(stream.getvalue().encode("utf-8-sig"))

    # --------------------------------------------------------------- VALUES

    def _read_number(self, text, name):
        """Return a number of strokes or holes, or 0 for none.

        :raises ValidationError: it is no whole number
        """
        if not text:
            return 0
        try:
            return int(text)
        except ValueError:
            raise ValidationError(
                self.env._("“%(text)s” is no whole number (%(name)s).", text=text, name=name)
            ) from None

    def _read_decimal(self, text, name):
        try:
            return float(text.replace(",", "."))
        except ValueError:
            raise ValidationError(
                self.env._("“%(text)s” is no number (%(name)s).", text=text, name=name)
            ) from None

    def _read_choice(self, model, name, text, default):
        """Return the key of a selection, given as key or label."""
        if not text:
            return default
        field = self.env[model]._fields[name]
        choices = dict(field.selection) | dict(field._description_selection(self.env))
        for key, label in [*field.selection, *choices.items()]:
            if text.casefold() in (key.casefold(), label.casefold()):
                return key
        raise ValidationError(
            self.env._(
                "“%(text)s” is none of %(choices)s.",
                text=text,
                choices=", ".join(dict(field.selection)),
            )
        )

    def _judge_each(self, rows, prepare):
        """Return (values, sentence) of each row, one of them empty."""
        found = []
        for row in rows:
            try:
                found.append((prepare(row), ""))
            except ValidationError as refused:
                found.append((None, str(refused)))
        return found
