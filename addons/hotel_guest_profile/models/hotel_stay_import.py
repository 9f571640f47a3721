# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from odoo.addons.crm_customer_profile.intake.checking import BAD
from odoo.addons.crm_customer_profile.models.customer_import_sentences import sentence
from odoo.addons.crm_customer_profile.tables import reading
from odoo.addons.crm_customer_profile.tables.problems import Problem, TableFileError

from ..stays import layouts, problems
from ..stays.problems import RowError
from ..stays.row import parse_row
from .hotel_stay_facts import CheckingFacts, StayFacts
from .hotel_stay_sentences import FILE_SENTENCES

#: Rows are judged this many at a time.
_JUDGED_AT_ONCE = 2000
_UNREADABLE = {"quotes": problems.BROKEN_QUOTES, "encoding": problems.WRONG_ENCODING}


class HotelStayImport(models.Model):
    """A file of stays on its way in: of a former system, or the open data set of bookings."""

    _name = "hotel.stay.import"
    _inherit = ["customer.import.mixin"]
    _description = "Import of Stays"
    _order = "id desc"
    _check_company_auto = True

    _import_judged_by = frozenset({"file", "company_id", "property_id", "makes_codes"})
    _import_settings = _import_judged_by | {"name", "file_name", "source_id"}
    _import_counts = {
        "imported": "imported_count",
        "updated": "updated_count",
        "unchanged": "unchanged_count",
        "ignored": "ignored_count",
    }
    _import_sums = {
        "stays": "stays:sum",
        "nights": "nights:sum",
        "room_revenue": "room_revenue:sum",
    }
    _import_cron = "hotel_guest_profile.ir_cron_hotel_stay_import"
    _import_file_sentences = FILE_SENTENCES
    _import_into = "hotel.stay"
    _import_slice_size = 1000
    _import_rows_action = "hotel_guest_profile.hotel_stay_import_line_action"

    property_id = fields.Many2one(
        "hotel.property",
        check_company=True,
        ondelete="cascade",
        default=lambda self: self.env["hotel.property"]._get_default(),
        help="Where rows that name no property belong.",
    )
    source_id = fields.Many2one(
        "hotel.source",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.ref(
            "hotel_guest_profile.source_file", raise_if_not_found=False
        ),
        help="The system the file comes from: the numbers of stays are unique in it.",
    )
    makes_codes = fields.Boolean(
        "Make what is missing",
        default=True,
        help="Make room types, segments, channels and companies that the file names and that are"
        " not here. Otherwise such rows are refused. Rooms and groups are never made.",
    )
    layout = fields.Selection(
        [(layouts.GENERIC, "Stays"), (layouts.BOOKINGS, "Open data set of hotel bookings")],
        "The file holds",
        readonly=True,
        copy=False,
    )
    file_headings = fields.Json("Headings of the file", readonly=True, copy=False)
    currency_id = fields.Many2one(related="company_id.currency_id")
    updated_count = fields.Integer("Updated rows", readonly=True, copy=False)
    ignored_count = fields.Integer("Outdated rows", readonly=True, copy=False)
    stays = fields.Integer("Stays that took place", readonly=True, copy=False)
    nights = fields.Integer(readonly=True, copy=False)
    room_revenue = fields.Monetary(readonly=True, copy=False)
    adr = fields.Monetary("Average rate", compute="_compute_adr", aggregator=None)
    refused_stays = fields.Integer("Refused stays", readonly=True, copy=False)
    refused_nights = fields.Integer("Refused nights", readonly=True, copy=False)
    refused_revenue = fields.Monetary("Refused room revenue", readonly=True, copy=False)
    line_ids = fields.One2many("hotel.stay.import.line", "import_id", string="Rows", readonly=True)

    _running_index = models.Index("(state) WHERE state = 'running'")

    @api.depends("room_revenue", "nights")
    def _compute_adr(self):
        for each in self:
            each.adr = each.room_revenue / each.nights if each.nights else 0

    @api.model
    def _get_default_name(self):
        today = fields.Date.to_string(fields.Date.context_today(self))
        return self.env._("Stays of %(date)s", date=today)

    def _get_bad_rows_name(self, stem):
        return self.env._("%(file)s - refused rows.csv", file=stem)

    def _get_bad_rows(self):
        lines = self.env["hotel.stay.import.line"].search(
            [("import_id", "=", self.id), ("status", "=", BAD)], order="line_number"
        )
        own = [self.env._("Line"), self.env._("What to do")]
        headings = self.file_headings or []
        # A file of refused rows that comes again has our columns already.
        kept = [place for place, text in enumerate(headings) if text not in own]
        yield [*(headings[place] for place in kept), *own]
        for line in lines:
            cells = [*line.cells, *[""] * (len(headings) - len(line.cells))]
            beyond = cells[len(headings) :]
            yield [*(cells[place] for place in kept), line.line_number, line.reason, *beyond]

    def _refresh_counters(self):
        result = super()._refresh_counters()
        sums = {
            import_: found
            for import_, *found in self._get_lines_model()._read_group(
                [("import_id", "in", self.ids), ("status", "=", BAD)],
                ["import_id"],
                ["stays:sum", "nights:sum", "room_revenue:sum"],
            )
        }
        for each in self:
            stays, nights, revenue = sums.get(each, (0, 0, 0))
            each.write(
                {"refused_stays": stays, "refused_nights": nights, "refused_revenue": revenue}
            )
        return result

    def action_open_stays(self):
        """Open the stays that the file brought or changed."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hotel_guest_profile.hotel_stay_action"
        )
        return {**action, "domain": [("import_line_ids.import_id", "=", self.id)], "context": {}}

    # ------------------------------------------------------------- CHECKING

    def _parse_file(self, content):
        table = reading.stream_file(content, layouts.MAX_ROWS, layouts.count_known)
        layouts.find_layout(table.headings)
        return table

    def _judge_file(self, table):
        """Yield the values of the lines; of the rows gone by only references are kept.

        :raises UserError: the file is longer than what can be taken
        """
        reader = layouts.Reader(table.headings)
        # Whoever may write the import has been asked before; how it was read is the system's.
        self.sudo().write(
            {
                "layout": reader.layout,
                "file_headings": [text.strip() for text in table.headings],
            }
        )
        facts = self._make_facts(CheckingFacts)
        first_lines = {}
        try:
            for raws in split_every(_JUDGED_AT_ONCE, table.rows):
                told = [self._read_line(raw, reader) for raw in raws]
                facts.load_names([row for row, _found in told if row])
                for raw, (row, found) in zip(raws, told, strict=True):
                    yield self._prepare_line(raw, row, found, facts, first_lines)
        except TableFileError as error:
            text = sentence(self.env, FILE_SENTENCES[error.code], error.values)
            raise UserError(text) from error

    def _read_line(self, raw, reader):
        if raw.problem:
            return None, [Problem(_UNREADABLE[raw.problem], {})]
        try:
            return parse_row(reader.tell(raw.cells))
        except RowError as refused:
            return None, [refused.problem]

    def _prepare_line(self, raw, row, found, facts, first_lines):
        """Return the values of the line of a row."""
        Line = self.env["hotel.stay.import.line"]
        if row and row.reference:
            first = first_lines.setdefault(row.reference, raw.number)
            if first != raw.number:
                values = {"value": row.reference, "line": str(first)}
                found = [Problem(problems.DUPLICATE_REFERENCE, values), *found]
        if row and not found:
            try:
                self.env["hotel.stay.intake"]._prepare_codes(row, facts)
            except RowError as refused:
                found = [refused.problem]
        counts = row and row.took_place
        return {
            "line_number": raw.number,
            "cells": raw.cells,
            "reference": row.reference if row else False,
            "stays": int(bool(counts)),
            "nights": row.nights if counts else 0,
            "room_revenue": float(row.revenue or 0) if counts else 0,
            **Line._prepare_problem_values(found),
        }

    def _make_facts(self, kind):
        """Return the facts about properties of the company that the importer may see."""
        hotels = self.env["hotel.property"].search([("company_id", "=", self.company_id.id)])
        return kind(hotels, self.property_id, self.source_id, makes_codes=self.makes_codes)

    # ------------------------------------------------------------ IMPORTING

    def _check_can_import(self):
        """Check that the user may enter and change stays.

        :raises AccessError: not
        """
        stays = self.env["hotel.stay"]
        stays.check_access("create")
        stays.check_access("write")

    def _admit(self, lines):
        """Make stays of these rows, or bring theirs up to date."""
        # Made anew for each slice: what a slice makes goes when it fails.
        facts = self._make_facts(StayFacts)
        reader = layouts.Reader(self.file_headings)
        rows = {}
        for line in lines:
            row, found = parse_row({**reader.tell(line.cells), "reference": line.reference})
            if found:
                line.write(line._prepare_problem_values(found))
            else:
                rows[line] = row
        facts.load_names(rows.values())
        outcomes = self.env["hotel.stay.intake"]._take_stays(list(rows.values()), facts)
        for line, (outcome, stay, problem) in zip(rows, outcomes, strict=True):
            if problem:
                line._refuse(problem.code, **problem.values)
            else:
                status = "imported" if outcome == "created" else outcome
                # In the database at once, when the slice is flushed.
                line.update({"stay_id": stay.id, "status": status})

    def _finish(self):
        """Close the import; the places among all guests are told anew.

        The file is not kept beyond its use: it names guests, who may be forgotten one day.
        """
        self.env["hotel.guest.stat"]._rank(self.company_id)
        result = super()._finish()
        # Who imports may not take the file out of an import that has begun; its end does.
        self.sudo().write({"file": False})
        return result
