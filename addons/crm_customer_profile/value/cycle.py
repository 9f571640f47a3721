# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The usual time between two trades of a person, and when it is broken."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil
from statistics import median

TENTH = Decimal("0.1")
#: With fewer days of trade nothing is usual yet: four days are three intervals.
FEWEST_TRADES = 4


def find_gaps(days):
    """Return the days between one day of trade and the next.

    >>> from datetime import date
    >>> find_gaps([date(2026, 3, 1), date(2026, 1, 1), date(2026, 3, 1), date(2026, 2, 1)])
    [31, 28]
    """
    ordered = sorted(set(days))
    return [(after - before).days for before, after in zip(ordered, ordered[1:], strict=False)]


def find_cycle(days):
    """Return the usual number of days between trades, or None where nothing is usual.

    The median, so that one long absence does not hide a habit.

    >>> from datetime import date
    >>> weekly = [date(2026, 1, day) for day in (2, 9, 16, 30)]
    >>> find_cycle(weekly)
    Decimal('7.0')
    >>> find_cycle(weekly[:3]) is None
    True
    """
    gaps = find_gaps(days)
    if len(gaps) < FEWEST_TRADES - 1:
        return None
    return Decimal(median(gaps)).quantize(TENTH, ROUND_HALF_UP)


def find_regularity(days):
    """Return how steady the cycle is, from 0 to 100, or None where nothing is usual.

    100 less the mean distance of the intervals from their median, as a percentage of it.

    >>> from datetime import date
    >>> str(find_regularity([date(2026, 1, day) for day in (2, 9, 16, 30)]))
    '66.7'
    """
    gaps = find_gaps(days)
    if len(gaps) < FEWEST_TRADES - 1:
        return None
    middle = Decimal(median(gaps))
    spread = sum(abs(gap - middle) for gap in gaps) / len(gaps)
    return max(Decimal(0), 100 - 100 * spread / middle).quantize(TENTH, ROUND_HALF_UP)


def find_deadline(last, cycle, tolerance):
    """Return the last day on which the cycle still holds.

    :param Decimal tolerance: how many cycles may pass, 1.5 for instance

    >>> from datetime import date
    >>> find_deadline(date(2026, 1, 1), Decimal("7.0"), Decimal("1.5"))
    datetime.date(2026, 1, 12)
    """
    return last + timedelta(days=ceil(cycle * tolerance))


def judge(last, cycle, today, tolerance, patience):
    """Return ``none``, ``regular``, ``broken``, or ``gone`` after ``patience`` cycles of silence.

    >>> from datetime import date
    >>> [
    ...     judge(date(2026, 1, 1), Decimal(7), day, Decimal("1.5"), Decimal(4))
    ...     for day in (date(2026, 1, 12), date(2026, 1, 13), date(2026, 1, 30))
    ... ]
    ['regular', 'broken', 'gone']
    >>> judge(None, None, date(2026, 1, 1), Decimal("1.5"), Decimal(4))
    'none'
    """
    if not cycle or not last:
        return "none"
    if today <= find_deadline(last, cycle, tolerance):
        return "regular"
    return "broken" if today <= find_deadline(last, cycle, patience) else "gone"
