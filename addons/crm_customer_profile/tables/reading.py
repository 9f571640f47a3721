# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""From the bytes of a file to rows of text."""

import csv
import io
from dataclasses import dataclass

from . import encoding, problems, workbook
from .problems import TableFileError

DELIMITERS = (",", ";", "\t", "|")
#: A cell may hold line breaks; one of more lines is a quotation mark that was never closed.
_LONGEST_CELL = 50


@dataclass(frozen=True)
class RawLine:
    """A row as it stands in the file.

    :param number: its line in the file, the headings being line 1
    :param cells: list of texts
    :param problem: "", or why the row as such cannot be read: "quotes", "encoding"
    :param likely: the encoding in which a row of another one reads, "" when in none
    """

    number: int
    cells: list
    problem: str = ""
    likely: str = ""


@dataclass(frozen=True)
class TableFile:
    """What a file holds: where no row stops the others.

    :param encoding: of a text file; "" of a workbook
    """

    headings: tuple
    rows: tuple
    encoding: str = ""


def read_lines(content, max_rows, known_headings=lambda headings: 0):
    """Yield ``(line number, cells)`` of a CSV file or the first sheet of an XLSX workbook.

    :param bytes content: of the file
    :param known_headings: function of a list of texts; how many of them it knows
    :raises TableFileError: the file is no table, or cannot be read to its end

    >>> list(read_lines("a;b\\n1;王".encode("gb18030"), 10))
    [(1, ['a', 'b']), (2, ['1', '王'])]
    """
    if not content.strip():
        raise TableFileError(problems.EMPTY_FILE)
    if workbook.is_workbook(content):
        yield from workbook.read_lines(content, max_rows + 1)
        return
    text = encoding.decode(content)
    delimiter = find_delimiter(text, known_headings)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise TableFileError(problems.BROKEN_QUOTES, line=str(line)) from None
        yield line, cells
        line = reader.line_num + 1


def read_file(content, max_rows, known_headings=lambda headings: 0, in_encoding=None):
    """Return the :class:`TableFile` that the bytes hold; a row that cannot be read says so.

    :param bytes content: of the file
    :param in_encoding: of a text file, where a person has said so
    :raises TableFileError: the file as a whole is no table

    >>> table = read_file('a,b\\n1,"x\\ny"\\n2,"never\\n3,c\\n'.encode(), 10)
    >>> [(row.number, row.cells, row.problem) for row in table.rows]
    [(2, ['1', 'x\\ny'], ''), (4, ['2', '"never'], 'quotes'), (5, ['3', 'c'], '')]
    >>> table = read_file("a\\n王\\n李\\n".encode() + "欢".encode("gb18030"), 10)
    >>> [(row.number, row.cells, row.problem, row.likely) for row in table.rows][2]
    (4, ['欢'], 'encoding', 'gb18030')
    """
    table = stream_file(content, max_rows, known_headings, in_encoding)
    return TableFile(table.headings, tuple(table.rows), table.encoding)


def stream_file(content, max_rows, known_headings=lambda headings: 0, in_encoding=None):
    """Return the :class:`TableFile` of :func:`read_file` with an iterator of its rows.

    They need not be in memory all at once. The file is found too long as it is read.

    >>> table = stream_file(b"a,b\\n1,2\\n\\n3,4\\n", 10)
    >>> table.headings, [row.cells for row in table.rows]
    (('a', 'b'), [['1', '2'], ['3', '4']])
    """
    if not content.strip():
        raise TableFileError(problems.EMPTY_FILE)
    if workbook.is_workbook(content):
        used = ""
        rows = (
            RawLine(number, cells, "encoding" if encoding.LOST in "".join(cells) else "")
            for number, cells in workbook.read_lines(content, max_rows + 1)
        )
    else:
        used, lines = encoding.decode_lines(content, in_encoding)
        delimiter = find_delimiter(lines[0].text, known_headings)
        rows = _split_lines(lines, delimiter)
    headings = next(rows, None)
    found = (row for row in rows if any(cell.strip() for cell in row.cells))
    first = next(found, None)
    if not headings or not first:
        raise TableFileError(problems.NO_ROWS)
    return TableFile(tuple(headings.cells), _limit(first, found, max_rows), used)


def _limit(first, rows, max_rows):
    yield first
    for count, row in enumerate(rows, start=2):
        if count > max_rows:
            raise TableFileError(problems.TOO_MANY_ROWS, limit=str(max_rows))
        yield row


def _split_lines(lines, delimiter):
    """Yield the rows of decoded lines; after a broken one, go on with the next line."""
    position = 0
    while position < len(lines):
        length = _count_lines_of_row(lines, position)
        part = lines[position : position + length]
        text = "".join(line.text for line in part)
        wrong = next((line for line in part if line.wrong), None)
        try:
            cells = next(
                csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), []
            )
            problem = ""
        except csv.Error:
            # As they would stand without any quotation.
            cells = text.rstrip("\r\n").split(delimiter)
            problem = "quotes"
        if wrong:
            problem = "encoding"
        yield RawLine(position + 1, cells, problem, wrong.likely if wrong else "")
        position += length


def _count_lines_of_row(lines, position):
    """Return over how many lines a row goes: until its quotation marks are even in number."""
    marks = 0
    for length, line in enumerate(lines[position : position + _LONGEST_CELL], start=1):
        marks += line.text.count('"')
        if marks % 2 == 0:
            return length
    return 1


def find_delimiter(text, known_headings=lambda headings: 0):
    """Return the sign that, in the headings, parts the most columns, known ones first.

    >>> find_delimiter("member_no;name;tier\\n1,5;a;b"), find_delimiter("?")
    (';', ',')
    """
    first_line = text.lstrip("\ufeff").split("\n", 1)[0].replace('"', "")

    def parts(delimiter):
        headings = first_line.split(delimiter)
        return known_headings(headings), len(headings)

    return max(DELIMITERS, key=parts)
