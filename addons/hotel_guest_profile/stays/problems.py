# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What can be wrong with a stay that is told, or with a file of stays."""

from ...crm_customer_profile.tables import problems as shared
from ...crm_customer_profile.tables.problems import Problem

# problems of a row
BAD_AMOUNT = "not an amount"
BAD_CHOICE = "unknown choice"
BAD_NUMBER = "not a whole number"
BAD_TIME = "bad time"
BROKEN_QUOTES = shared.BROKEN_QUOTES
CHECKED_IN_HERE = "checked in here"
COLUMN_COUNT = "wrong number of columns"
DEPARTURE_FIRST = "departure before arrival"
DUPLICATE_REFERENCE = "same reference twice"
IMPOSSIBLE_DATE = shared.IMPOSSIBLE_DATE
MISSING_VALUE = "missing value"
NEGATIVE_AMOUNT = "negative amount"
NOBODY_STAYS = "nobody stays"
REFUSED = "refused"
UNKNOWN_CODE = "unknown code"
UNKNOWN_COMPANY = "unknown company"
UNKNOWN_GROUP = "unknown group"
UNKNOWN_NAME = "unknown name"
UNKNOWN_PROPERTY = "unknown property"
UNKNOWN_ROOM = "unknown room"
UNKNOWN_ROOM_TYPE = "unknown room type"
WRONG_ENCODING = "wrong encoding"

ROW_CODES = (
    WRONG_ENCODING,
    BROKEN_QUOTES,
    COLUMN_COUNT,
    UNKNOWN_NAME,
    MISSING_VALUE,
    DUPLICATE_REFERENCE,
    IMPOSSIBLE_DATE,
    BAD_TIME,
    BAD_NUMBER,
    BAD_AMOUNT,
    BAD_CHOICE,
    DEPARTURE_FIRST,
    NOBODY_STAYS,
    NEGATIVE_AMOUNT,
    UNKNOWN_PROPERTY,
    UNKNOWN_ROOM_TYPE,
    UNKNOWN_ROOM,
    UNKNOWN_CODE,
    UNKNOWN_COMPANY,
    UNKNOWN_GROUP,
    CHECKED_IN_HERE,
    REFUSED,
)

# problems of the whole file
EMPTY_FILE = shared.EMPTY_FILE
NOT_A_TABLE = shared.NOT_A_TABLE
OLD_EXCEL = shared.OLD_EXCEL
BROKEN_WORKBOOK = shared.BROKEN_WORKBOOK
NO_ROWS = shared.NO_ROWS
TOO_MANY_ROWS = shared.TOO_MANY_ROWS
MISSING_COLUMNS = "missing columns"
REPEATED_COLUMNS = "repeated columns"


class RowError(Exception):
    """A stay cannot be taken; ``problem`` is why."""

    def __init__(self, code, **values):
        super().__init__(code, values)
        self.problem = Problem(code, values)
