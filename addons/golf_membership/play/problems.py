# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What can be wrong with a file of courses, holes or rounds, or with one row of it."""

from ...crm_customer_profile.tables import problems as shared
from ...crm_customer_profile.tables.problems import Problem

# problems of a row
BAD_CHOICE = "unknown choice"
BAD_NUMBER = "not a whole number"
BAD_RATING = "rating not a number"
BAD_TIME = "bad time"
COLUMN_COUNT = "wrong number of columns"
HOLE_ON_FILE = "hole on file"
IMPOSSIBLE_DATE = shared.IMPOSSIBLE_DATE
MISSING_VALUE = "missing value"
REFUSED = "refused"
ROUND_ON_FILE = "round on file"
SEVERAL_PEOPLE = "several people"
UNKNOWN_COURSE = "unknown course"
UNKNOWN_PERSON = "unknown person"
UNKNOWN_TEES = "unknown tees"

ROW_CODES = (
    COLUMN_COUNT,
    MISSING_VALUE,
    UNKNOWN_COURSE,
    UNKNOWN_TEES,
    UNKNOWN_PERSON,
    SEVERAL_PEOPLE,
    BAD_CHOICE,
    IMPOSSIBLE_DATE,
    BAD_TIME,
    BAD_NUMBER,
    BAD_RATING,
    HOLE_ON_FILE,
    ROUND_ON_FILE,
    REFUSED,
)

# problems of the whole file
EMPTY_FILE = shared.EMPTY_FILE
NOT_A_TABLE = shared.NOT_A_TABLE
OLD_EXCEL = shared.OLD_EXCEL
UNREADABLE_TEXT = shared.UNREADABLE_TEXT
BROKEN_QUOTES = shared.BROKEN_QUOTES
BROKEN_WORKBOOK = shared.BROKEN_WORKBOOK
MISSING_COLUMNS = "missing columns"
REPEATED_COLUMNS = "repeated columns"
NO_ROWS = shared.NO_ROWS
TOO_MANY_ROWS = shared.TOO_MANY_ROWS


class RowError(Exception):
    """A row cannot be taken; ``problem`` is why."""

    def __init__(self, code, **values):
        super().__init__(code, values)
        self.problem = Problem(code, values)
