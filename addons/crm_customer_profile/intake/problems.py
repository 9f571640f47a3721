# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What can be wrong with a row about a person; the sentences are written elsewhere."""

from ..tables import problems as shared

BAD_AGE = "bad age"
BAD_BIRTH_YEAR = "bad year of birth"
BAD_DOCUMENT = "bad document"
BAD_EMAIL = shared.BAD_EMAIL
BAD_FLAG = shared.BAD_FLAG
BAD_GENDER = shared.BAD_GENDER
CONTRADICTION = "contradicting preferences"
BROKEN_QUOTES = shared.BROKEN_QUOTES
COLUMN_COUNT = "wrong number of columns"
DUPLICATE_PERSON = "same person twice"
DUPLICATE_REFERENCE = "same reference twice"
FUTURE_BIRTHDAY = "birthday in the future"
IMPOSSIBLE_DATE = shared.IMPOSSIBLE_DATE
LOST_CHARACTERS = "lost characters"
MASKED_DOCUMENT = "masked document"
MISSING_NAME = "missing name"
OUT_OF_REACH = "out of reach"
PHONE_SHORT = "phone too short"
PHONE_UNKNOWN = "phone of no country"
PHONE_WRONG = "no phone number"
REFUSED = "refused"
SHORT_NAME = "name of one letter"
TOO_OLD = "birthday too long ago"
UNKNOWN_COUNTRY = "unknown country"
UNKNOWN_DOCUMENT = "unknown kind of document"
UNKNOWN_LANGUAGE = "unknown language"
UNKNOWN_OWNER = "unknown owner"
WRONG_ENCODING = "wrong encoding"

#: In the order in which they are told.
ROW_CODES = (
    WRONG_ENCODING, LOST_CHARACTERS, BROKEN_QUOTES, COLUMN_COUNT, DUPLICATE_REFERENCE,
    MISSING_NAME, SHORT_NAME, DUPLICATE_PERSON, OUT_OF_REACH, IMPOSSIBLE_DATE, FUTURE_BIRTHDAY,
    TOO_OLD, BAD_BIRTH_YEAR, BAD_AGE, BAD_GENDER, PHONE_SHORT, PHONE_UNKNOWN, PHONE_WRONG,
    BAD_EMAIL, UNKNOWN_COUNTRY, UNKNOWN_LANGUAGE, UNKNOWN_OWNER, UNKNOWN_DOCUMENT,
    MASKED_DOCUMENT, BAD_DOCUMENT, BAD_FLAG, CONTRADICTION, REFUSED,
)  # fmt: skip
