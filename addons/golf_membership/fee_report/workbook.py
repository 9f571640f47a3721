# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The report as an Excel workbook whose totals are formulas.

Each formula is written with its value, so that readers that do not recalculate show it too.
"""

import io

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from .table import CLOSINGS, COLUMNS

_WIDTHS = {"text": 24, "number": 14, "date": 12}


class Workbook:
    """Write the sheets Summary, Members, Entries and Differences.

    :param report: what ``golf.fee.report`` prepares: ``tiers``, ``total``, ``ties``,
        ``differences``, ``members``, ``entries``, amounts as numbers, days as ``date``
    :param labels: {key: text} in the reader's language
    :param int digits: decimals of the currency
    """

    def __init__(self, report, labels, digits):
        self.report, self.labels = report, labels
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._stream,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        number = "#,##0" + ("." + "0" * digits if digits else "")
        number = f"{number};[Red]-{number}"
        add = self._book.add_format
        self._formats = {
            "title": add({"bold": True, "font_size": 14}),
            "head": add({"bold": True, "bg_color": "#E7EFE9", "bottom": 1, "text_wrap": True}),
            "text": add(),
            "number": add({"num_format": number}),
            "date": add({"num_format": "yyyy-mm-dd", "align": "left"}),
            "total_text": add({"bold": True, "top": 1}),
            "total": add({"bold": True, "top": 1, "num_format": number}),
        }

    def build(self):
        """Return the bytes of the workbook."""
        summary = self._book.add_worksheet(self.labels["summary"])
        members = self._book.add_worksheet(self.labels["members"])
        entries = self._book.add_worksheet(self.labels["entries"])
        differences = self._book.add_worksheet(self.labels["differences"])
        rows = self._write_members(members)
        self._write_summary(summary, rows)
        self._write_entries(entries)
        self._write_differences(differences)
        self._book.close()
        return self._stream.getvalue()

    # ------------------------------------------------------------- SHEETS

    def _write_members(self, sheet):
        """Write a line for each member; return the number of the last row."""
        heads = [self.labels[key] for key in ("tier", "number", "member")]
        self._write_heads(sheet, 0, heads, [self.labels[column] for column in COLUMNS])
        row = 0
        for row, line in enumerate(self.report["members"], start=1):
            for column, key in enumerate(("tier", "number", "name")):
                sheet.write_string(row, column, line[key], self._formats["text"])
            self._write_figures(sheet, row, 3, line, "number")
        self._write_total(sheet, row + 1, 3, self.report["total"], 1, row)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, max(row, 1), 2 + len(COLUMNS))
        return row

    def _write_summary(self, sheet, member_rows):
        report, labels = self.report, self.labels
        sheet.write_string(0, 0, labels["title"], self._formats["title"])
        for row, key in enumerate(("company", "period", "currency"), start=1):
            sheet.write_string(row, 0, report[key], self._formats["text"])
        start = 5
        self._write_heads(sheet, start, [labels["tier"]], [labels[key] for key in COLUMNS])
        row = start
        for row, line in enumerate(report["tiers"], start=start + 1):
            sheet.write_string(row, 0, line["name"], self._formats["text"])
            for position, column in enumerate(COLUMNS, start=1):
                source = xl_col_to_name(position + 2)
                formula = (
                    f"=SUMIF('{labels['members']}'!$A$2:$A${member_rows + 1},$A{row + 1},"
                    f"'{labels['members']}'!{source}$2:{source}${member_rows + 1})"
                )
                self._write_formula(sheet, row, position, formula, "number", line[column])
        self._write_total(sheet, row + 1, 1, report["total"], start + 1, row)
        self._write_ties(sheet, row + 4, row + 1)
        sheet.freeze_panes(start + 1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _write_ties(self, sheet, row, total_row):
        """Write what ties each side of the report to its accounts."""
        labels = self.labels
        keys = ("fees", "foreign", "unexplained", "sum", "ledger", "untied")
        self._write_heads(sheet, row, [labels["accounts"]], [labels[key] for key in keys])
        closings = dict(zip(("receivable", "deposit", "deferred"), CLOSINGS, strict=True))
        for row, tie in enumerate(self.report["ties"], start=row + 1):  # noqa: B020
            name = f"{labels[tie['side']]}: {tie['accounts']}"
            sheet.write_string(row, 0, name, self._formats["text"])
            closing = tie["closing"]
            fees = xl_rowcol_to_cell(total_row, 1 + COLUMNS.index(closings[tie["side"]]))
            self._write_formula(sheet, row, 1, f"={fees}", "number", closing["fees"])
            sheet.write_number(row, 2, closing["foreign"], self._formats["number"])
            sheet.write_number(row, 3, closing["unexplained"], self._formats["number"])
            explained = closing["ledger"] - closing["untied"]
            formula = f"=SUM(B{row + 1}:D{row + 1})"
            self._write_formula(sheet, row, 4, formula, "number", explained)
            sheet.write_number(row, 5, closing["ledger"], self._formats["number"])
            formula = f"=ROUND(F{row + 1}-E{row + 1},6)"
            self._write_formula(sheet, row, 6, formula, "number", closing["untied"])

    def _write_entries(self, sheet):
        keys = ("date", "entry", "label", "account", "partner", "members_of", "column", "amount")
        self._write_heads(sheet, 0, [self.labels[key] for key in keys])
        row = 0
        for row, entry in enumerate(self.report["entries"], start=1):
            sheet.write_datetime(row, 0, entry["date"], self._formats["date"])
            texts = ("move", "label", "account", "partner", "members", "kind")
            for column, key in enumerate(texts, start=1):
                sheet.write_string(row, column, entry[key] or "", self._formats["text"])
            sheet.write_number(row, 7, entry["amount"], self._formats["number"])
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(row, 1), 7)

    def _write_differences(self, sheet):
        keys = ("date", "entry", "label", "account", "amount")
        self._write_heads(sheet, 0, [self.labels[key] for key in keys])
        lines = self.report["differences"]
        for row, line in enumerate(lines, start=1):
            sheet.write_datetime(row, 0, line["date"], self._formats["date"])
            for column, key in enumerate(("name", "label", "account"), start=1):
                sheet.write_string(row, column, line[key], self._formats["text"])
            sheet.write_number(row, 4, line["amount"], self._formats["number"])
        if not lines:
            sheet.write_string(1, 0, self.labels["no_differences"], self._formats["text"])
        sheet.freeze_panes(1, 0)

    # -------------------------------------------------------------- CELLS

    def _write_heads(self, sheet, row, texts, numbers=()):
        for column, text in enumerate([*texts, *numbers]):
            sheet.write_string(row, column, text, self._formats["head"])
        sheet.set_column(0, max(len(texts) - 1, 0), _WIDTHS["text"])
        if numbers:
            sheet.set_column(len(texts), len(texts) + len(numbers) - 1, _WIDTHS["number"])

    def _write_figures(self, sheet, row, first, line, style):
        """Write the figures of a line; the closing ones are the sums of those before."""
        for position, column in enumerate(COLUMNS):
            if column not in CLOSINGS:
                sheet.write_number(row, first + position, line[column], self._formats[style])
                continue
            cells = [
                xl_rowcol_to_cell(row, first + COLUMNS.index(part)) for part in CLOSINGS[column]
            ]
            formula = f"=ROUND({'+'.join(cells)},6)"
            self._write_formula(sheet, row, first + position, formula, style, line[column])

    def _write_total(self, sheet, row, first, total, top, bottom):
        """Write the sums of the rows from ``top`` to ``bottom`` under them."""
        sheet.write_string(row, 0, self.labels["total"], self._formats["total_text"])
        for column in range(1, first):
            sheet.write_blank(row, column, None, self._formats["total_text"])
        for position, column in enumerate(COLUMNS, start=first):
            name = xl_col_to_name(position)
            # With no row at all there is nothing to sum, and a sum of itself would be a circle.
            formula = f"=SUM({name}{top + 1}:{name}{bottom + 1})" if bottom >= top else "=0"
            self._write_formula(sheet, row, position, formula, "total", total[column])

    def _write_formula(self, sheet, row, column, formula, style, value):
        sheet.write_formula(row, column, formula, self._formats[style], value)
