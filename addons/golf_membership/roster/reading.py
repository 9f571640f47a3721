# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""From the bytes of a file to rows of text. Whatever cannot be a roster is refused whole."""

from dataclasses import dataclass

from ...crm_customer_profile.tables.reading import read_lines
from . import problems
from .columns import COLUMNS, heading
from .problems import RosterFileError

#: More members than any club has; a file beyond it is not a roster.
MAX_ROWS = 200_000


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
    return _make_table(read_lines(content, max_rows, _count_known), max_rows)


def _count_known(headings):
    return len({heading(text) for text in headings} & set(COLUMNS))


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
