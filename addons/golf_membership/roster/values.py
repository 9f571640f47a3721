# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Single values of a roster, from the text a club typed. Each raises :class:`Unusable`."""

import re
from decimal import Decimal

from ...crm_customer_profile.tables import values as shared
from ...crm_customer_profile.tables.values import Unusable, clean, tidy
from . import problems

HANDICAP_MIN, HANDICAP_MAX = Decimal("-10.0"), Decimal("54.0")
#: More than any member can owe; a longer number is a phone number in the wrong column.
AMOUNT_MAX = Decimal(10) ** 12

_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}")


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
    try:
        return shared.parse_year(text, first, last)
    except Unusable:
        raise Unusable(problems.BAD_YEAR) from None


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
