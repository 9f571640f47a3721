# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The first sheet of an XLSX workbook as lines of text."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl

from . import problems
from .problems import TableFileError

_ZIP_SIGN = b"PK\x03\x04"
#: A workbook that unpacks to more than this is not opened (bytes).
_MAX_UNPACKED = 400 * 1024 * 1024


def is_workbook(content):
    """Tell whether the bytes are those of an XLSX workbook (a zip that holds one)."""
    if not content.startswith(_ZIP_SIGN):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        raise TableFileError(problems.BROKEN_WORKBOOK) from None


def read_lines(content, max_rows):
    """Return ``[(line number, cells as text)]`` of the first sheet.

    :raises TableFileError: the workbook is damaged
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED:
            raise TableFileError(problems.TOO_MANY_ROWS, limit=str(max_rows))
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        lines = [
            (line, [cell_text(value) for value in cells])
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
            if line <= max_rows + 1
        ]
        book.close()
    # openpyxl lets whatever its parsers meet in a damaged file through.
    except Exception as error:
        raise TableFileError(problems.BROKEN_WORKBOOK) from error
    return _square(lines)


def _square(lines):
    """Cut the empty cells right of the headings, and fill rows that stop early."""
    if not lines:
        return lines
    headings = lines[0][1]
    while headings and not headings[-1].strip():
        headings.pop()
    width = len(headings)
    squared = []
    for line, cells in lines:
        padded = cells + [""] * (width - len(cells))
        while len(padded) > width and not padded[-1].strip():
            padded.pop()
        squared.append((line, padded))
    return squared


def cell_text(value):
    """Return a cell as the text it would be in a CSV file.

    >>> cell_text(1000), cell_text(1000.0), cell_text(350.5), cell_text(-0.7), cell_text(None)
    ('1000', '1000', '350.5', '-0.7', '')
    >>> cell_text(15501815908.0), cell_text(datetime(2026, 5, 9)), cell_text("  a")
    ('15501815908', '2026-05-09', '  a')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)
