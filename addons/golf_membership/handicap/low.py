# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The lowest handicap of a year, from which a rise is measured (Rule 5.7)."""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from .limits import WINDOW, check_index
from .numbers import from_tenths, whole

#: How far back the lowest is looked for, before the day of the latest score.
YEAR = timedelta(days=365)


def lowest(days, values, day):
    """Return the lowest of the values in force in the year before ``day``, or ``None``.

    :param days: in order, on which each of the values came into force
    """
    start = max(bisect_right(days, day - YEAR) - 1, 0)
    return min(values[start : bisect_left(days, day)], default=None)


def low_handicap_index(history, most_recent_score_date, number_of_scores):
    """Return the Low Handicap Index, or ``None`` with fewer than 20 scores (Rule 5.7).

    The lowest that was in force in the 365 days before the day of the latest score. So the value
    with which the player went into these days counts, and values from before the 20th score do.

    :param history: (day, handicap) in order; the day of the first may be ``None`` for ever before

    >>> history = [(None, 20), (date(2025, 6, 1), 12), (date(2025, 6, 15), 13)]
    >>> low_handicap_index(history, date(2026, 6, 5), 20)
    Decimal('12.0')
    >>> low_handicap_index(history, date(2026, 7, 5), 20)
    Decimal('13.0')
    >>> low_handicap_index(history, date(2026, 6, 5), 19) is None
    True
    """
    if whole(number_of_scores, "the number of scores", 0, 100000) < WINDOW:
        return None
    days = [date.min if day is None else day for day, _index in history]
    if days != sorted(days):
        raise ValueError("the history of a handicap is to be given in the order of its days")
    found = lowest(days, [check_index(index) for _day, index in history], most_recent_score_date)
    return None if found is None else from_tenths(found)
