# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

from odoo.addons.crm_customer_profile.intake.checking import BAD

from ..play import columns
from ..play.problems import RowError
from .golf_play_import_sentences import FILE_SENTENCES

#: What is made of the rows of each kind of file.
MADE = {
    columns.RATINGS: ("golf.course", "golf.course.tee", "golf.course.rating"),
    columns.HOLES: ("golf.course.hole",),
    columns.ROUNDS: ("golf.round",),
}


class GolfPlayImport(models.Model):
    """A file of courses, holes or rounds on its way in.

    For each kind there are three methods: ``_get_facts_of_<kind>(rows)`` reads what the judgement
    of these rows needs, ``_prepare_<kind>(row, facts)`` judges one, ``_make_<kind>(values)`` makes
    records of good ones.
    """

    _name = "golf.play.import"
    _inherit = ["customer.import.mixin"]
    _description = "Import of Courses and Rounds"
    _order = "id desc"

    _import_judged_by = frozenset({"file", "company_id", "kind"})
    _import_settings = _import_judged_by | {"name", "file_name"}
    _import_counts = {"imported": "imported_count"}
    _import_cron = "golf_membership.ir_cron_golf_play_import"
    _import_file_sentences = FILE_SENTENCES
    _import_into = "golf.round"
    _import_rows_action = "golf_membership.golf_play_import_line_action"

    kind = fields.Selection(
        [
            (columns.RATINGS, "Courses and ratings"),
            (columns.HOLES, "Holes of courses"),
            (columns.ROUNDS, "Rounds"),
        ],
        "The file holds",
        required=True,
        default=columns.ROUNDS,
    )
    company_id = fields.Many2one(string="Club")
    expected_headings = fields.Char(
        "Headings", compute="_compute_expected_headings", help="Those with a star have to be there."
    )
    file_headings = fields.Json("Headings of the file", readonly=True, copy=False)
    line_ids = fields.One2many("golf.play.import.line", "import_id", string="Rows", readonly=True)

    _running_index = models.Index("(state) WHERE state = 'running'")

    @api.depends("kind")
    def _compute_expected_headings(self):
        for each in self:
            each.expected_headings = ", ".join(columns.COLUMNS.get(each.kind, ()))

    @api.model
    def _get_default_name(self):
        today = fields.Date.to_string(self.env.company._golf_today())
        return self.env._("Courses and rounds of %(date)s", date=today)

    def _get_bad_rows_name(self, stem):
        return self.env._("%(file)s - refused rows.csv", file=stem)

    def _get_bad_rows(self):
        lines = self.env["golf.play.import.line"].search(
            [("import_id", "=", self.id), ("status", "=", BAD)], order="line_number"
        )
        own = [self.env._("Line"), self.env._("What to do")]
        # A file of refused rows that comes again has our columns already.
        kept = [place for place, text in enumerate(self.file_headings or ()) if text not in own]
        yield [*(self.file_headings[place] for place in kept), *own]
        for line in lines:
            cells = [*line.cells, *[""] * (len(self.file_headings) - len(line.cells))]
            beyond = cells[len(self.file_headings) :]
            yield [*(cells[place] for place in kept), line.line_number, line.reason, *beyond]

    def action_open_made(self):
        """Open the rounds or the courses that the file brought."""
        self.ensure_one()
        name, field = (
            ("course", "course_id") if self.kind != columns.ROUNDS else ("round", "round_id")
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"golf_membership.golf_{name}_action"
        )
        return {**action, "domain": [("id", "in", self.line_ids[field].ids)], "context": {}}

    # ------------------------------------------------------------- CHECKING

    def _parse_file(self, content):
        return columns.read(content, self.kind)

    def _judge_file(self, table):
        # Whoever may write the import has been asked before; how it was read is the system's.
        self.sudo().file_headings = table.headings
        judged = self._judge_rows([cells for _line, cells in table.rows])
        Line = self.env["golf.play.import.line"]
        folded = [columns.fold(text) for text in table.headings]
        who = folded.index("player" if self.kind == columns.ROUNDS else "course")
        return (
            {
                "line_number": number,
                "cells": cells,
                "subject": cells[who].strip() if who < len(cells) else "",
                **Line._prepare_problem_values([problem] if problem else []),
            }
            for (number, cells), (_values, problem) in zip(table.rows, judged, strict=True)
        )

    def _judge_rows(self, rows):
        """Return (values, problem) of each row, one of them None.

        The number of queries does not depend on the number of rows.

        :param rows: lists of texts, under the headings of the file
        """
        self.ensure_one()
        judged = []
        for cells in rows:
            try:
                judged.append((columns.read_row(self.file_headings, cells, self.kind), None))
            except RowError as refused:
                judged.append((None, refused.problem))
        club = self.with_company(self.company_id)
        facts = getattr(club, f"_get_facts_of_{self.kind}")([row for row, _no in judged if row])
        prepare = getattr(club, f"_prepare_{self.kind}")
        for place, (row, _problem) in enumerate(judged):
            if row:
                try:
                    judged[place] = (prepare(row, facts), None)
                except RowError as refused:
                    judged[place] = (None, refused.problem)
        return judged

    def _get_choices(self, model, name):
        """Return {case-folded key or label: key} of a selection, in English and as one reads it."""
        field = self.env[model]._fields[name]
        labels = [*field.selection, *field._description_selection(self.env)]
        choices = {key.casefold(): key for key, _label in field.selection}
        return choices | {label.casefold(): key for key, label in labels}

    # ------------------------------------------------------------ IMPORTING

    def _check_can_import(self):
        """Check that the user may make what the file brings, in this club.

        :raises AccessError: not
        """
        self.check_access("write")
        for model in MADE[self.kind]:
            self.env[model].check_access("create")

    def _take_slice(self, lines):
        """Take these rows as far as they are still good, all at once or down to the row.

        :raises AccessError: whoever pressed Import may no longer do so; no row is taken
        """
        own = self.sudo(False)
        own._check_can_import()
        values = {}
        judged = own._judge_rows([line.cells for line in lines])
        for line, (found, problem) in zip(lines, judged, strict=True):
            if problem:
                line._refuse(problem.code, **problem.values)
            else:
                values[line.id] = found
        good = lines.filtered(lambda line: line.id in values)
        if good:
            self._take_rows(good, values)

    def _admit(self, lines, values):
        """Make records of these rows, with the rights of whoever pressed Import.

        :param values: {id of a line: what ``_prepare_<kind>`` returned}
        """
        make = getattr(self.sudo(False), f"_make_{self.kind}")
        field = "round_id" if self.kind == columns.ROUNDS else "course_id"
        for line, made in zip(lines, make([values[line.id] for line in lines]), strict=True):
            line[field] = made
        lines.write({"status": "imported"})
