# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The rows of a file held against each other."""

from dataclasses import dataclass

from ..tables.problems import Problem
from . import problems
from .person import PersonRow
from .rows import parse_row, sort_problems

GOOD, BAD = "good", "bad"
_UNREADABLE = {"quotes": problems.BROKEN_QUOTES, "encoding": problems.WRONG_ENCODING}


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row."""

    row: PersonRow
    problems: tuple = ()

    @property
    def status(self):
        """Whether the row can be taken: "good" or "bad"."""
        return BAD if self.problems else GOOD


class Checker:
    """Judges the rows of a file one after the other; of those gone by, it keeps only the keys.

    >>> from datetime import date
    >>> from ..tables.reading import RawLine
    >>> from .person import Knowledge, Layout
    >>> layout = Layout({"reference": 0, "name": 1}, {}, 2)
    >>> checker = Checker(layout, Knowledge(date(2026, 7, 1), source="PMS"), "utf-8")
    >>> lines = [RawLine(2, ["1", "Ann"]), RawLine(3, ["1", "Bob"]), RawLine(4, ["", "Eve"]),
    ...          RawLine(5, ["", "Eve"]), RawLine(6, ["7", "王"], "encoding", "gb18030")]
    >>> [[problem.code for problem in checker.judge(line).problems] for line in lines]
    [[], ['same reference twice'], [], ['same person twice'], ['wrong encoding']]
    """

    def __init__(self, layout, known, encoding=""):
        self._layout, self._known, self._encoding = layout, known, encoding
        self._first_lines = {}

    def judge(self, line):
        """Return the :class:`Verdict` on a :class:`.tables.reading.RawLine`."""
        row, found = parse_row(line.number, line.cells, self._layout, self._known)
        if line.problem:
            # What else is wrong with a row that cannot be read means nothing.
            code = _UNREADABLE[line.problem]
            values = {"encoding": self._encoding, "likely": line.likely}
            if code == problems.WRONG_ENCODING and not line.likely:
                code = problems.LOST_CHARACTERS
                values = {"value": row.name}
            return Verdict(row, (Problem(code, values),))
        key = (row.source.casefold(), row.stored_reference)
        first = self._first_lines.setdefault(key, row.line) if row.name else row.line
        if first != row.line:
            code = problems.DUPLICATE_REFERENCE if row.reference else problems.DUPLICATE_PERSON
            found = [
                *found,
                Problem(code, {"value": row.reference or row.name, "line": str(first)}),
            ]
        return Verdict(row, tuple(sort_problems(found)))
