# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The headings of files of courses, holes and rounds, and the rows under them."""

from dataclasses import dataclass

from ...crm_customer_profile.tables.problems import TableFileError
from ...crm_customer_profile.tables.reading import read_lines
from . import problems
from .problems import RowError

RATINGS, HOLES, ROUNDS = "ratings", "holes", "rounds"
#: More than a club plays in a year.
MAX_ROWS = 20_000
#: Headings of each kind of file; those with a star have to be there, and so have their cells.
COLUMNS = {
    RATINGS: ("course*", "city", "tees*", "for", "holes", "rating*", "slope*", "par*"),
    HOLES: ("course*", "hole*", "par*", "index*", "par_women", "index_women"),
    ROUNDS: (
        *("player*", "date*", "time", "course*", "tees*", "holes", "format", "total", "pcc"),
        *("marker", *(f"h{number}" for number in range(1, 19))),
    ),
}


@dataclass(frozen=True)
class Table:
    """A file as it was read.

    :param headings: list of texts, as in the file
    :param rows: list of (line number, list of texts)
    """

    headings: list
    rows: list


def get_names(kind):
    """Return the headings of a kind of file without their stars.

    >>> get_names("holes")
    ['course', 'hole', 'par', 'index', 'par_women', 'index_women']
    """
    return [name.rstrip("*") for name in COLUMNS[kind]]


def get_required(kind):
    """Return the headings that have to be there.

    >>> get_required("rounds")
    ['player', 'date', 'course', 'tees']
    """
    return [name[:-1] for name in COLUMNS[kind] if name.endswith("*")]


def read(content, kind, max_rows=MAX_ROWS):
    """Return the :class:`Table` that the bytes of a CSV file or an XLSX workbook hold.

    :raises TableFileError: the file is no table, or not one of this kind

    >>> table = read(b"Course;Hole;Par;Index;By\\nHills;1;4;7;me\\n\\nHills;2;5;1;me", "holes")
    >>> table.headings, table.rows[1]
    (['Course', 'Hole', 'Par', 'Index', 'By'], (4, ['Hills', '2', '5', '1', 'me']))
    >>> for wrong in (b"", b"%PDF-1.7", b"course,hole,par\\na,1,4", b"course,hole,par,index",
    ...               b"course,hole,par,index,Par\\na,1,4,1,4"):
    ...     try:
    ...         read(wrong, "holes")
    ...     except TableFileError as error:
    ...         print(error.code, error.values)
    empty file {}
    not a table {}
    missing columns {'missing': 'index', 'found': 'course, hole, par'}
    no rows {}
    repeated columns {'repeated': 'par'}
    """
    known = set(get_names(kind))
    lines = iter(
        read_lines(content, max_rows, lambda texts: len({fold(text) for text in texts} & known))
    )
    _line, headings = next(lines, (1, []))
    _check_headings([fold(text) for text in headings], headings, kind)
    rows = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == max_rows:
            raise TableFileError(problems.TOO_MANY_ROWS, limit=str(max_rows))
        rows.append((number, cells))
    if not rows:
        raise TableFileError(problems.NO_ROWS)
    return Table([text.strip() for text in headings], rows)


def fold(heading):
    """Return a heading as it is compared.

    >>> fold(" Par_Women "), fold("\\ufeffCourse")
    ('par_women', 'course')
    """
    return heading.strip("\ufeff \t\r\n").lower()


def _check_headings(folded, headings, kind):
    missing = [name for name in get_required(kind) if name not in folded]
    if missing:
        raise TableFileError(
            problems.MISSING_COLUMNS,
            missing=", ".join(missing),
            found=", ".join(text.strip()[:40] for text in headings[:30]),
        )
    repeated = [name for name in get_names(kind) if folded.count(name) > 1]
    if repeated:
        raise TableFileError(problems.REPEATED_COLUMNS, repeated=", ".join(repeated))


def read_row(headings, cells, kind):
    """Return {heading: text} of a row, with a text for each heading of its kind.

    A row may stop early: the rest is empty.

    :raises RowError: it has more cells than there are headings, or one that it needs is empty

    >>> row = read_row(["Course", "Hole", "Par", "Index"], ["Hills", " 1", "4", "7"], "holes")
    >>> row["hole"], row["index_women"]
    ('1', '')
    >>> for wrong in (["Hills", "1", "4"], ["Hills", "1", "4", "7", "8"]):
    ...     try:
    ...         read_row(["Course", "Hole", "Par", "Index"], wrong, "holes")
    ...     except RowError as error:
    ...         print(error.problem.code, error.problem.values)
    missing value {'column': 'index'}
    wrong number of columns {'count': '5', 'expected': '4'}
    """
    if any(cell.strip() for cell in cells[len(headings) :]):
        raise RowError(problems.COLUMN_COUNT, count=str(len(cells)), expected=str(len(headings)))
    row = dict.fromkeys(get_names(kind), "")
    row |= {fold(name): cell.strip() for name, cell in zip(headings, cells, strict=False)}
    for name in get_required(kind):
        if not row[name]:
            raise RowError(problems.MISSING_VALUE, column=name)
    return row
