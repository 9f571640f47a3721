# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Single values of a stay, from what a file or another system writes."""

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from ...crm_customer_profile.tables.values import Unusable, clean, parse_date
from . import problems
from .problems import RowError

#: More people, nights or days ahead than any stay has.
MOST = 10_000
#: No stay costs as much, and the database could not hold more.
MOST_MONEY = Decimal(10) ** 12
_COUNT = re.compile(r"\d{1,6}(?:\.0+)?")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def parse_day(text, column):
    """Return a date written year first, or None for nothing.

    >>> parse_day("2026-05-09", "arrival"), parse_day("", "arrival")
    (datetime.date(2026, 5, 9), None)
    >>> for wrong in ("2026-02-30", "09/05/2026", "0026-01-01"):
    ...     try:
    ...         parse_day(wrong, "arrival")
    ...     except RowError as error:
    ...         print(error.problem.code, error.problem.values)
    impossible date {'value': '2026-02-30', 'column': 'arrival'}
    impossible date {'value': '09/05/2026', 'column': 'arrival'}
    impossible date {'value': '0026-01-01', 'column': 'arrival'}
    """
    try:
        day = parse_date(text)
    except Unusable:
        day = False
    if day is False or (day and not _FIRST_YEAR <= day.year <= _LAST_YEAR):
        raise RowError(problems.IMPOSSIBLE_DATE, value=clean(text)[:40], column=column)
    return day


def parse_moment(text, column):
    """Return a moment in UTC without a time zone, or None for nothing.

    One without a time zone is taken to be in UTC.

    >>> parse_moment("2026-05-09T08:30:00+08:00", "updated_at")
    datetime.datetime(2026, 5, 9, 0, 30)
    >>> parse_moment("2026-05-09 08:30:00", "updated_at"), parse_moment("", "updated_at")
    (datetime.datetime(2026, 5, 9, 8, 30), None)
    >>> try:
    ...     parse_moment("yesterday", "updated_at")
    ... except RowError as error:
    ...     print(error.problem.code)
    bad time
    """
    text = clean(text)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        moment = None
    if not moment or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise RowError(problems.BAD_TIME, value=text[:40], column=column)
    return moment.replace(microsecond=0)


def parse_count(text, column):
    """Return a whole number from 0, or None for nothing.

    >>> parse_count("2", "adults"), parse_count("2.0", "adults"), parse_count("NULL", "babies")
    (2, 2, None)
    >>> for wrong in ("-1", "1.5", "two", "99999999999"):
    ...     try:
    ...         parse_count(wrong, "adults")
    ...     except RowError as error:
    ...         print(error.problem.code)
    not a whole number
    not a whole number
    not a whole number
    not a whole number
    """
    text = clean(text)
    if not text or text in ("NULL", "NA"):
        return None
    if not _COUNT.fullmatch(text) or (count := int(text.split(".")[0])) > MOST:
        raise RowError(problems.BAD_NUMBER, value=text[:40], column=column)
    return count


def parse_amount(text, column):
    """Return an amount of money, also a negative one, or None for nothing.

    >>> parse_amount("120.50", "rate"), parse_amount("-6.38", "rate"), parse_amount(" ", "rate")
    (Decimal('120.50'), Decimal('-6.38'), None)
    >>> for wrong in ("12,50", "1e9", "nan", "9999999999999"):
    ...     try:
    ...         parse_amount(wrong, "rate")
    ...     except RowError as error:
    ...         print(error.problem.code)
    not an amount
    not an amount
    not an amount
    not an amount
    """
    text = clean(text)
    if not text:
        return None
    try:
        amount = Decimal(text) if _AMOUNT.fullmatch(text) else None
    except InvalidOperation:
        amount = None
    if amount is None or abs(amount) > MOST_MONEY:
        raise RowError(problems.BAD_AMOUNT, value=text[:40], column=column)
    return amount


def parse_choice(text, column, choices):
    """Return the key of a choice, or None for nothing.

    :param choices: {case-folded text: key}

    >>> parse_choice("BB", "meal_plan", {"bb": "bb"}), parse_choice("", "meal_plan", {})
    ('bb', None)
    >>> try:
    ...     parse_choice("XX", "meal_plan", {"bb": "bb", "hb": "hb"})
    ... except RowError as error:
    ...     print(error.problem.code, error.problem.values["choices"])
    unknown choice bb, hb
    """
    text = clean(text)
    if not text:
        return None
    if text.casefold() not in choices:
        raise RowError(
            problems.BAD_CHOICE,
            value=text[:40],
            column=column,
            choices=", ".join(sorted(set(choices.values()))),
        )
    return choices[text.casefold()]
