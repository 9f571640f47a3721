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
TOO_MUCH = "too_much"

#: A leave beyond this many years is no leave but a typing error, whatever the by-laws say.
LONGEST_YEARS = 10


@dataclass(frozen=True)
class LeaveRule:
    """What the by-laws of a tier say about leaves of one kind.

    :param int most: how many a membership may have; zero for any number
    :param int months: how long one may last; zero for any length
    :param int total: months of all of them over the life of a membership; zero for any number
    :param bool is_beyond_paid: whether days beyond ``total`` are charged, not refused
    """

    most: int = 1
    months: int = 12
    total: int = 0
    is_beyond_paid: bool = False


def latest_end(start, months):
    """Return the last day of a leave of so many months.

    >>> from datetime import date
    >>> latest_end(date(2026, 5, 9), 12), latest_end(date(2028, 2, 29), 12)
    (datetime.date(2027, 5, 8), datetime.date(2029, 2, 27))
    """
    return start + relativedelta(months=months) - timedelta(days=1)


def allowance_of(leaves, months):
    """Return what leaves use of the months a membership may be away, and where they exceed it.

    A leave counts by its whole months and the days left over, from its own first day; leaves are
    taken in the order of their days.

    :param leaves: (first day, last day) of each; they do not overlap
    :param int months: allowed in all
    :return: ((months, days) used, {first day of a leave: first day of it beyond the months})

    Macquarie Links, code 17: twelve months of absence in a lifetime.

    >>> from datetime import date
    >>> first, second = (date(2026, 1, 1), date(2026, 8, 15)), (date(2028, 3, 1), date(2028, 9, 30))
    >>> used, beyond = allowance_of([second, first], 12)
    >>> used, [(str(start), str(day)) for start, day in beyond.items()]
    ((12, 0), [('2028-03-01', '2028-07-17')])
    >>> allowance_of([first], 12)
    ((7, 15), {})
    >>> allowance_of([first], 7)[1][first[0]], allowance_of([first, second], 7)[1][second[0]]
    (datetime.date(2026, 8, 1), datetime.date(2028, 3, 1))
    """
    used_months = used_days = 0
    beyond = {}
    for start, end in sorted(leaves):
        exceeded = start + relativedelta(months=months - used_months) - timedelta(days=used_days)
        if end >= exceeded:
            beyond[start] = max(start, exceeded)
            used_months, used_days = months, 0
            continue
        length = relativedelta(end + timedelta(days=1), start)
        used_months += length.years * 12 + length.months
        used_days += length.days
    return (used_months, used_days), beyond


def problem_of(rule, start, end, others, known=()):
    """Return why a leave cannot be, or ``None``.

    :param int others: leaves of the kind that the membership has had, or will have, besides
    :param known: (first day, last day) of each of these
    :return: :data:`ENDLESS`, :data:`TOO_LONG`, :data:`TOO_OFTEN` or :data:`TOO_MUCH`

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
    >>> problem_of(LeaveRule(0, 0, 12), date(2026, 5, 9), date(2027, 5, 9), 0)
    'too_much'
    >>> problem_of(LeaveRule(0, 0, 12, True), date(2026, 5, 9), date(2027, 5, 9), 0)
    """
    if end > start + relativedelta(years=LONGEST_YEARS):
        return ENDLESS
    if rule.months and end > latest_end(start, rule.months):
        return TOO_LONG
    if rule.most and others >= rule.most:
        return TOO_OFTEN
    if rule.total and not rule.is_beyond_paid:
        _used, beyond = allowance_of([*known, (start, end)], rule.total)
        return TOO_MUCH if beyond else None
    return None


def apply_until(end, notice_days):
    """Return the last day to apply to come back; later, the membership is forfeited.

    >>> from datetime import date
    >>> apply_until(date(2027, 5, 8), 30)
    datetime.date(2027, 4, 8)
    """
    return end - timedelta(days=notice_days)
