# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Single cells, from the text people typed. Each raises :class:`.problems.RowError`."""

import re

from ...crm_customer_profile.tables.values import Unusable, clean, parse_date
from . import problems
from .problems import RowError

_COUNT = re.compile(r"[+-]?\d{1,4}")
_RATING = re.compile(r"(\d{1,3})(?:[.,](\d)0*)?")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?")
_TIME_OF_A_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")


def parse_count(text, column):
    """Return a whole number of strokes or holes; 0 for nothing.

    >>> parse_count("95", "total"), parse_count("-1", "pcc"), parse_count("", "total")
    (95, -1, 0)
    >>> for wrong in ("85.5", "1_0", "15501815908", "many"):
    ...     try:
    ...         parse_count(wrong, "total")
    ...     except RowError as error:
    ...         print(error.problem.code, error.problem.values["value"])
    not a whole number 85.5
    not a whole number 1_0
    not a whole number 15501815908
    not a whole number many
    """
    cleaned = clean(text)
    if not cleaned:
        return 0
    if not _COUNT.fullmatch(cleaned):
        raise RowError(problems.BAD_NUMBER, value=text, column=column)
    return int(cleaned)


def parse_rating(text, column):
    """Return a course rating: strokes, with one decimal.

    >>> parse_rating("71.2", "rating"), parse_rating("71,20", "rating"), parse_rating("71", "")
    (71.2, 71.2, 71.0)
    >>> for wrong in ("nan", "1e2", "71.25"):
    ...     try:
    ...         parse_rating(wrong, "rating")
    ...     except RowError as error:
    ...         print(error.problem.values)
    {'value': 'nan', 'column': 'rating'}
    {'value': '1e2', 'column': 'rating'}
    {'value': '71.25', 'column': 'rating'}
    """
    match = _RATING.fullmatch(clean(text))
    if not match:
        raise RowError(problems.BAD_RATING, value=text, column=column)
    return float(f"{match[1]}.{match[2] or 0}")


def parse_time(text):
    """Return a time of the day in hours; 0 for nothing.

    >>> parse_time("8:15"), parse_time("08:30:00"), parse_time("8：15"), parse_time("13")
    (8.25, 8.5, 8.25, 13.0)
    >>> parse_time("")
    0.0
    >>> for wrong in ("8:75", "24:00", "8am", "8:5"):
    ...     try:
    ...         parse_time(wrong)
    ...     except RowError as error:
    ...         print(error.problem.code)
    bad time
    bad time
    bad time
    bad time
    """
    cleaned = clean(text)
    if not cleaned:
        return 0.0
    match = _TIME.fullmatch(cleaned)
    hours, minutes = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if hours > 23 or minutes > 59:
        raise RowError(problems.BAD_TIME, value=text)
    return hours + minutes / 60


def parse_day(text, column):
    """Return a date; a time behind it is left aside.

    >>> parse_day("2026/5/31", "date") == parse_day("2026-05-31 08:20", "date")
    True
    >>> try:
    ...     parse_day("May", "date")
    ... except RowError as error:
    ...     print(error.problem.code)
    impossible date
    """
    try:
        return parse_date(_TIME_OF_A_DAY.sub("", text.strip()))
    except Unusable as error:
        raise RowError(error.code, value=text, column=column) from None


def parse_choice(text, choices, default):
    """Return the key of a choice, given as key or label.

    :param choices: {case-folded key or label: key}

    >>> choices = {"men": "men", "women": "women", "女": "women"}
    >>> parse_choice("Men", choices, "men"), parse_choice("女", choices, "men")
    ('men', 'women')
    >>> parse_choice("", choices, "men")
    'men'
    >>> try:
    ...     parse_choice("all", choices, "men")
    ... except RowError as error:
    ...     print(error.problem.values)
    {'value': 'all', 'choices': 'men, women'}
    """
    cleaned = clean(text).casefold()
    if not cleaned:
        return default
    if cleaned not in choices:
        keys = dict.fromkeys(choices.values())
        raise RowError(problems.BAD_CHOICE, value=text, choices=", ".join(keys))
    return choices[cleaned]
