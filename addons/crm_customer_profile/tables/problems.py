# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What can be wrong with a file of rows, and with the cells any kind of row has.

A problem is a code and the values its sentence needs; the sentence itself is written where the
language of the reader is known.
"""

from dataclasses import dataclass, field

# problems of a cell
BAD_EMAIL = "bad e-mail"
BAD_FLAG = "neither yes nor no"
BAD_GENDER = "bad gender"
BAD_YEAR = "bad year"
IMPOSSIBLE_DATE = "impossible date"

# problems of the whole file
EMPTY_FILE = "empty file"
NOT_A_TABLE = "not a table"
OLD_EXCEL = "old excel"
UNREADABLE_TEXT = "unreadable text"
BROKEN_QUOTES = "broken quotes"
BROKEN_WORKBOOK = "broken workbook"
NO_ROWS = "no rows"
TOO_MANY_ROWS = "too many rows"


@dataclass(frozen=True)
class Problem:
    """Something wrong with a row.

    :param code: what it is
    :param values: what the sentence names, all text, so that it can be stored as JSON
    """

    code: str
    values: dict = field(default_factory=dict)


class TableFileError(Exception):
    """The file as a whole cannot be used; nothing of it was taken.

    :param code: one of the file codes above, or of those who use this package
    :param values: what the sentence names
    """

    def __init__(self, code, **values):
        super().__init__(code, values)
        self.code = code
        self.values = values
