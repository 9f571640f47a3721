# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What can be wrong with a roster: with the file, or with one row of it.

A problem is a code and the values its sentence needs; the sentence itself is written where the
language of the reader is known.
"""

from ...crm_customer_profile.tables import problems as shared

#: As of every table; the file as a whole cannot be used, or a row has something wrong with it.
RosterFileError, Problem = shared.TableFileError, shared.Problem

# problems of a row
AMOUNT_NOT_NUMBER = "amount not a number"
AMOUNT_TOO_LARGE = "amount too large"
AMOUNT_TOO_PRECISE = "amount too precise"
ARCHIVED_TIER = "archived tier"
BAD_EMAIL = shared.BAD_EMAIL
BAD_GENDER = shared.BAD_GENDER
BAD_HANDICAP = "handicap not a number"
BAD_YEAR = "bad year of play"
BIRTHDAY_IN_FUTURE = "birthday in the future"
BORN_AFTER_JOINING = "joined before birth"
COLUMN_COUNT = "wrong number of columns"
DATE_TOO_EARLY = "date before 1900"
DUPLICATE_NUMBER = "duplicate member_no"
HANDICAP_OUT_OF_RANGE = "handicap out of range"
IMPOSSIBLE_DATE = shared.IMPOSSIBLE_DATE
JOINED_IN_FUTURE = "joined in the future"
MISSING_JOINED = "missing joined_on"
MISSING_NAME = "missing name"
MISSING_NUMBER = "missing member_no"
MISSING_TIER = "missing tier"
NEGATIVE_AMOUNT = "negative amount"
NUMBER_TAKEN = "member_no taken"
OVERLAP = "overlapping membership"
PAID_BEFORE_JOINED = "paid before joined"
REFERRER_BAD_ROW = "referrer is a bad row"
REFERRER_IS_SELF = "referrer is self"
REFERRER_UNKNOWN = "referrer unknown"
REFUSED = "refused"
TOO_OLD = "birthday too long ago"
UNKNOWN_TIER = "unknown tier"

ROW_CODES = (
    COLUMN_COUNT,
    MISSING_NUMBER,
    DUPLICATE_NUMBER,
    NUMBER_TAKEN,
    MISSING_NAME,
    BAD_GENDER,
    IMPOSSIBLE_DATE,
    DATE_TOO_EARLY,
    BIRTHDAY_IN_FUTURE,
    TOO_OLD,
    BAD_EMAIL,
    MISSING_TIER,
    UNKNOWN_TIER,
    ARCHIVED_TIER,
    MISSING_JOINED,
    JOINED_IN_FUTURE,
    BORN_AFTER_JOINING,
    PAID_BEFORE_JOINED,
    AMOUNT_NOT_NUMBER,
    NEGATIVE_AMOUNT,
    AMOUNT_TOO_PRECISE,
    AMOUNT_TOO_LARGE,
    REFERRER_IS_SELF,
    REFERRER_UNKNOWN,
    REFERRER_BAD_ROW,
    BAD_HANDICAP,
    HANDICAP_OUT_OF_RANGE,
    BAD_YEAR,
    OVERLAP,
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
