# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Leave of absence: how often, how long, and what follows it."""

from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta

ABSENCE = "absence"
MEDICAL = "medical"

AUTO = "auto"
APPLY = "apply"

ENDLESS = "endless"
TOO_LONG = "too_long"
TOO_OFTEN = "too_often"

#: A leave beyond this many years is no leave but a typing error, whatever the by-laws say.
LONGEST_YEARS = 10


@dataclass(frozen=True)
class LeaveRule:
    """What the by-laws of a tier say about leaves of one kind.

    :param int most: how many a membership may have; zero for any number
    :param int months: how long one may last; zero for any length
    """

    most: int = 1
    months: int = 12


def latest_end(start, months):
    """Return the last day of a leave of so many months.

    >>> from datetime import date
    >>> latest_end(date(2026, 5, 9), 12), latest_end(date(2028, 2, 29), 12)
    (datetime.date(2027, 5, 8), datetime.date(2029, 2, 27))
    """
    return start + relativedelta(months=months) - timedelta(days=1)


def problem_of(rule, start, end, others):
    """Return why a leave cannot be, or ``None``.

    :param int others: leaves of the kind that the membership has had, or will have, besides
    :return: :data:`ENDLESS`, :data:`TOO_LONG` or :data:`TOO_OFTEN`

    >>> from datetime import date
    >>> rule = LeaveRule()
    >>> problem_of(rule, date(2026, 5, 9), date(2027, 5, 8), 0)
    >>> problem_of(rule, date(2026, 5, 9), date(2027, 5, 9), 0)
    'too_long'
    >>> problem_of(rule, date(2026, 5, 9), date(9999, 12, 31), 0)
    'endless'
    >>> problem_of(rule, date(2026, 5, 9), date(2026, 6, 9), 1)
    'too_often'
    >>> problem_of(LeaveRule(0, 0), date(2026, 5, 9), date(2030, 5, 9), 9)
    """
    if end > start + relativedelta(years=LONGEST_YEARS):
        return ENDLESS
    if rule.months and end > latest_end(start, rule.months):
        return TOO_LONG
    if rule.most and others >= rule.most:
        return TOO_OFTEN
    return None


def apply_until(end, notice_days):
    """Return the last day to apply to come back; later, the membership is forfeited.

    >>> from datetime import date
    >>> apply_until(date(2027, 5, 8), 30)
    datetime.date(2027, 4, 8)
    """
    return end - timedelta(days=notice_days)
