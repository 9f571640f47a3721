# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Single values of a roster, from the text a club typed. Each raises :class:`Unusable`."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from . import problems

HANDICAP_MIN, HANDICAP_MAX = Decimal("-10.0"), Decimal("54.0")
#: More than any member can owe; a longer number is a phone number in the wrong column.
AMOUNT_MAX = Decimal(10) ** 12

_ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}")
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\\\"]+@(?:[^\s@.,;<>()\[\]\\\"]+\.)+[^\s@.,;<>()\[\]\\\"]{2,}")
_GENDERS = {
    "f": "female", "female": "female", "w": "female", "woman": "female", "女": "female",
    "m": "male", "male": "male", "man": "male", "男": "male",
    "o": "other", "x": "other", "d": "other", "other": "other", "其他": "other",
}  # fmt: skip


class Unusable(ValueError):
    """A value that means nothing; ``code`` says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def tidy(text):
    """Return ``text`` trimmed, with runs of blanks as one: a name as people write it.

    >>> tidy("  王 小明\\u3000"), tidy(None)
    ('王 小明', '')
    """
    return " ".join((text or "").split())


def clean(text):
    """Return ``text`` trimmed, with runs of blanks as one and full-width signs as plain ones.

    >>> clean("  王 小明\\u3000"), clean("１０００"), clean(None)
    ('王 小明', '1000', '')
    """
    if not text:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def parse_date(text):
    """Return the date ``text`` writes year first, or ``None`` for nothing.

    Day-first and month-first dates are not guessed at: 05/09/2026 is two different days.

    >>> parse_date("2026-05-09") == parse_date("2026/5/9") == parse_date("20260509")
    True
    >>> parse_date("2026年5月9日"), parse_date("2026-05-09 00:00:00"), parse_date(" ")
    (datetime.date(2026, 5, 9), datetime.date(2026, 5, 9), None)
    >>> for wrong in ("1987-02-30", "09/05/2026", "soon", "2026-05"):
    ...     try:
    ...         parse_date(wrong)
    ...     except Unusable as error:
    ...         print(error.code)
    impossible date
    impossible date
    impossible date
    impossible date
    """
    text = clean(text)
    if not text:
        return None
    if match := _ISO_DATE.fullmatch(text):
        year, _separator, month, day = match.groups()
    elif match := _COMPACT_DATE.fullmatch(text) or _CHINESE_DATE.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise Unusable(problems.IMPOSSIBLE_DATE)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unusable(problems.IMPOSSIBLE_DATE) from None


def parse_amount(text, decimal_places=2):
    """Return the amount ``text`` writes, not negative and exact to the smallest coin.

    :param int decimal_places: of the club's currency

    >>> parse_amount("350.5"), parse_amount("238,000"), parse_amount("12,50"), parse_amount("")
    (Decimal('350.5'), Decimal('238000'), Decimal('12.50'), Decimal('0'))
    >>> parse_amount("1.234,50"), parse_amount("1,234.50"), parse_amount("6000.000")
    (Decimal('1234.50'), Decimal('1234.50'), Decimal('6000.00'))
    >>> for wrong in ("12,0x", "1,2,3", "NaN", "1e3", "-5", "1.234", "15501815908000"):
    ...     try:
    ...         parse_amount(wrong)
    ...     except Unusable as error:
    ...         print(error.code)
    amount not a number
    amount not a number
    amount not a number
    amount not a number
    negative amount
    amount too precise
    amount too large
    """
    text = clean(text).replace(" ", "")
    if not text:
        return Decimal(0)
    if _PLAIN_NUMBER.fullmatch(text):
        pass
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    else:
        raise Unusable(problems.AMOUNT_NOT_NUMBER)
    amount = Decimal(text)
    if amount < 0:
        raise Unusable(problems.NEGATIVE_AMOUNT)
    if amount > AMOUNT_MAX:
        raise Unusable(problems.AMOUNT_TOO_LARGE)
    exact = round(amount, decimal_places)
    if exact != amount:
        raise Unusable(problems.AMOUNT_TOO_PRECISE)
    return exact if -amount.as_tuple().exponent > decimal_places else amount


def parse_handicap(text):
    """Return a handicap, or ``None`` where it is not known.

    Better than scratch is negative in the files clubs keep, and a plus where golfers write it by
    hand: both are -1.7 here (Rules of Handicapping 2024, rule 5: a handicap index has one decimal
    and ends at 54.0).

    >>> parse_handicap("22.5"), parse_handicap("-1.7"), parse_handicap("+1.7"), parse_handicap("")
    (Decimal('22.5'), Decimal('-1.7'), Decimal('-1.7'), None)
    >>> str(parse_handicap("-0.0")), str(parse_handicap("18"))
    ('0.0', '18.0')
    >>> for wrong in ("97.0", "-10.1", "scratch", "12.34"):
    ...     try:
    ...         parse_handicap(wrong)
    ...     except Unusable as error:
    ...         print(error.code)
    handicap out of range
    handicap out of range
    handicap not a number
    handicap not a number
    """
    text = clean(text).replace(" ", "")
    if not text:
        return None
    if re.fullmatch(r"[+-]?\d{1,2},\d", text):
        text = text.replace(",", ".")
    if not _PLAIN_NUMBER.fullmatch(text):
        raise Unusable(problems.BAD_HANDICAP)
    handicap = -Decimal(text[1:]) if text.startswith("+") else Decimal(text)
    if not HANDICAP_MIN <= handicap <= HANDICAP_MAX:
        raise Unusable(problems.HANDICAP_OUT_OF_RANGE)
    exact = round(handicap, 1)
    if exact != handicap:
        raise Unusable(problems.BAD_HANDICAP)
    return abs(exact) if exact == 0 else exact


def parse_year(text, first, last):
    """Return the year ``text`` names, between ``first`` and ``last``, or ``None`` for nothing.

    >>> parse_year("2013", 1900, 2026), parse_year("", 1900, 2026)
    (2013, None)
    >>> for wrong in ("13", "1899", "2027", "long"):
    ...     try:
    ...         parse_year(wrong, 1900, 2026)
    ...     except Unusable as error:
    ...         print(error.code)
    bad year of play
    bad year of play
    bad year of play
    bad year of play
    """
    text = clean(text)
    if not text:
        return None
    if not re.fullmatch(r"\d{4}", text) or not first <= int(text) <= last:
        raise Unusable(problems.BAD_YEAR)
    return int(text)


def parse_email(text):
    """Return an e-mail address as typed, or ``None`` for nothing.

    >>> parse_email(" member@example.com "), parse_email("王@例子.中国"), parse_email("")
    ('member@example.com', '王@例子.中国', None)
    >>> for wrong in ("not-an-address", "a@b", "a b@example.com", "a@example.com, b@example.com"):
    ...     try:
    ...         parse_email(wrong)
    ...     except Unusable as error:
    ...         print(error.code)
    bad e-mail
    bad e-mail
    bad e-mail
    bad e-mail
    """
    text = (text or "").strip()
    if not text:
        return None
    if not _EMAIL.fullmatch(text):
        raise Unusable(problems.BAD_EMAIL)
    return text


def parse_gender(text):
    """Return ``female``, ``male``, ``other``, or ``None`` where nothing is told.

    >>> parse_gender("M"), parse_gender("女"), parse_gender("x"), parse_gender("")
    ('male', 'female', 'other', None)
    >>> try:
    ...     parse_gender("1")
    ... except Unusable as error:
    ...     print(error.code)
    bad gender
    """
    text = clean(text).casefold()
    if not text:
        return None
    if text not in _GENDERS:
        raise Unusable(problems.BAD_GENDER)
    return _GENDERS[text]


def parse_brands(text):
    """Return the club brands a cell lists, each once, as first written.

    >>> parse_brands("Mizuno; PING ;mizuno;;")
    ('Mizuno', 'PING')
    """
    brands = {}
    for brand in map(tidy, re.split(r"[;；、|\n]", text or "")):
        if brand:
            brands.setdefault(brand.casefold(), brand)
    return tuple(brands.values())


def phone_key(text):
    """Return what two spellings of one phone number have in common, or ``""``.

    Ten digits from the end leave out the country code and the zero that stands in for it.

    >>> phone_key("+86 155 0181 5908") == phone_key("15501815908")
    True
    >>> phone_key("ext. 12")
    ''
    """
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text or ""))
    return digits[-10:].lstrip("0") if len(digits) >= 6 else ""
