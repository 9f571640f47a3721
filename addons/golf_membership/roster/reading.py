# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""From the bytes of a file to rows of text. Whatever cannot be a roster is refused whole."""

import codecs
import csv
import io
import re
from dataclasses import dataclass

from . import problems, workbook
from .columns import COLUMNS, heading
from .problems import RosterFileError

#: More members than any club has; a file beyond it is not a roster.
MAX_ROWS = 200_000
_DELIMITERS = (",", ";", "\t", "|")
_ENCODINGS_BY_MARK = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_SIGNS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b")
_OLD_EXCEL_SIGN = b"\xd0\xcf\x11\xe0"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: A pair of bytes as Chinese text in GB2312, the common part of GB18030, is full of.
_GB2312_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")


@dataclass(frozen=True)
class RawRow:
    """A row as it stands in the file.

    :param line: its line in the file, the headings being line 1
    :param cells: {column: text}, also of columns that are no business of ours
    :param width: how many cells the row has
    """

    line: int
    cells: dict
    width: int


@dataclass(frozen=True)
class Table:
    """A roster file: its headings as they stand there, and its rows."""

    headings: tuple
    rows: tuple

    @property
    def columns(self):
        """The headings as columns, in the order of the file."""
        return tuple(heading(text) for text in self.headings)


def read(content, max_rows=MAX_ROWS):
    """Return the :class:`Table` that the bytes of a CSV file or an XLSX workbook hold.

    :param bytes content: of the file
    :raises RosterFileError: the file is no table, or not one of members

    >>> row = ",".join(COLUMNS) + "\\n1000,王小明" + "," * 16 + "\\n\\n1001,李欢" + "," * 16
    >>> table = read(row.encode("utf-8-sig"))
    >>> [(row.line, row.cells["member_no"], row.cells["name"]) for row in table.rows]
    [(2, '1000', '王小明'), (4, '1001', '李欢')]
    >>> read(row.replace(",", ";").encode("gb18030")).rows == table.rows
    True
    >>> heading = ",".join(COLUMNS).encode()
    >>> for content in (b"", b"%PDF-1.7", b"\\x89PNG", b"name\\nMuster", heading):
    ...     try:
    ...         read(content)
    ...     except RosterFileError as error:
    ...         print(error.code)
    empty file
    not a table
    not a table
    missing columns
    no rows
    """
    if not content.strip():
        raise RosterFileError(problems.EMPTY_FILE)
    if workbook.is_workbook(content):
        lines = workbook.read_lines(content, max_rows + 1)
    else:
        lines = _read_csv_lines(content)
    return _make_table(lines, max_rows)


def _read_csv_lines(content):
    """Yield ``(line number, cells)`` of the lines of a CSV file."""
    text = decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise RosterFileError(problems.BROKEN_QUOTES, line=str(line)) from None
        yield line, cells
        line = reader.line_num + 1


def decode(content):
    """Return the text of a file in one of the encodings in which clubs export their rosters.

    Without a mark it is UTF-8; else GB18030 (Excel in China) where its bytes come in the pairs of
    Chinese text; else Windows-1252 (Excel in western Europe).

    >>> decode("王小明".encode("gb18030")), decode("Müller".encode("cp1252"))
    ('王小明', 'Müller')
    >>> decode("喆,王小明李欢曹飞".encode("gb18030")), decode("Ünlü".encode("utf-16"))
    ('喆,王小明李欢曹飞', 'Ünlü')
    """
    if content.startswith(_OLD_EXCEL_SIGN):
        raise RosterFileError(problems.OLD_EXCEL)
    if content.startswith(_BINARY_SIGNS):
        raise RosterFileError(problems.NOT_A_TABLE)
    for encoding in _likely_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            raise RosterFileError(problems.NOT_A_TABLE)
        return text
    raise RosterFileError(problems.UNREADABLE_TEXT)


def _likely_encodings(content):
    for mark, encoding in _ENCODINGS_BY_MARK:
        if content.startswith(mark):
            return (encoding,)
    high = sum(byte >= 0x80 for byte in content)
    in_pairs = 2 * len(_GB2312_PAIR.findall(content))
    legacy = ("gb18030", "cp1252") if in_pairs >= 0.8 * high else ("cp1252", "gb18030")
    return ("utf-8", *legacy)


def find_delimiter(text):
    """Return the sign that, in the headings, parts the most columns of a roster.

    >>> find_delimiter("member_no;name;tier\\n1,5;a;b"), find_delimiter("?")
    (';', ',')
    """
    first_line = text.lstrip("\ufeff").split("\n", 1)[0].replace('"', "")

    def known(delimiter):
        return len({heading(cell) for cell in first_line.split(delimiter)} & set(COLUMNS))

    return max(_DELIMITERS, key=known)


def _make_table(lines, max_rows):
    lines = iter(lines)
    _line, headings = next(lines, (1, ()))
    columns = [heading(text) for text in headings]
    _check_columns(columns, headings)
    rows = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == max_rows:
            raise RosterFileError(problems.TOO_MANY_ROWS, limit=str(max_rows))
        rows.append(RawRow(line, dict(zip(columns, cells, strict=False)), len(cells)))
    if not rows:
        raise RosterFileError(problems.NO_ROWS)
    return Table(tuple(headings), tuple(rows))


def _check_columns(columns, headings):
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise RosterFileError(
            problems.MISSING_COLUMNS,
            missing=", ".join(missing),
            found=", ".join(text.strip()[:40] for text in headings[:30]),
        )
    repeated = sorted({column for column in COLUMNS if columns.count(column) > 1})
    if repeated:
        raise RosterFileError(problems.REPEATED_COLUMNS, repeated=", ".join(repeated))
