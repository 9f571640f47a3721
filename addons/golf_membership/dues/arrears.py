# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What being late leads to: reminders, a late fee, suspension, lapse."""

from decimal import Decimal

from .periods import nth_day_after
from .proration import round_to

GOOD = "good"
SUSPENDED = "suspended"
LAPSED = "lapsed"


def levels_due(due_date, today, levels):
    """Return the keys of the reminder levels reached, the earliest first.

    :param levels: (key, days after the due date); a number below zero reminds before it

    >>> from datetime import date
    >>> levels = [("second", 14), ("first", 3), ("ahead", -5)]
    >>> levels_due(date(2026, 5, 1), date(2026, 5, 4), levels)
    ['ahead', 'first']
    >>> levels_due(date(2026, 5, 1), date(2026, 4, 25), levels)
    []
    """
    late = (today - due_date).days
    return [key for key, days in sorted(levels, key=lambda level: level[1]) if days <= late]


def late_fee(overdue, fixed, percent, unit, exempt=False):
    """Return the fee for being late with ``overdue``: a fixed sum and a percentage.

    :param Decimal overdue: nothing is charged where it is not above zero
    :param Decimal percent: 1.5 for 1.5 %
    :param bool exempt: whether the member, tier or fee is free of late fees

    >>> cent = Decimal("0.01")
    >>> late_fee(Decimal("779.18"), Decimal(25), Decimal("1.5"), cent)
    Decimal('36.69')
    >>> late_fee(Decimal("779.18"), Decimal(25), Decimal("1.5"), cent, exempt=True)
    Decimal('0.00')
    """
    if exempt or overdue <= 0:
        return 0 * unit
    return round_to(fixed + overdue * percent / Decimal(100), unit)


def standing(oldest_due, today, grace_days, lapse_days, leaves=()):
    """Return what the oldest unpaid due date means for the member, and since when.

    Suspended on the day after the grace days, lapsed when the days to lapse have passed too.
    Paid, nothing is due any more and the standing is good again: it is never stored.

    :param oldest_due: due date of the oldest charge not paid, ``None`` for none
    :param grace_days: ``None`` never suspends, and so never lapses; 0 suspends on the day after
    :param lapse_days: counted from the suspension, 0 or ``None`` never lapses
    :param leaves: ``Period`` values, as for :func:`boundaries`
    :return: (:data:`GOOD`, ``None``) or (:data:`SUSPENDED` or :data:`LAPSED`, first day of it)

    >>> from datetime import date
    >>> due = date(2026, 5, 1)
    >>> standing(due, date(2026, 5, 31), 30, 60)
    ('good', None)
    >>> standing(due, date(2026, 6, 1), 30, 60)
    ('suspended', datetime.date(2026, 6, 1))
    >>> standing(due, date(2026, 7, 31), 30, 60)
    ('lapsed', datetime.date(2026, 7, 31))
    >>> standing(due, date(2036, 7, 31), 30, 0)[0], standing(due, date(2036, 7, 31), None, 60)[0]
    ('suspended', 'good')
    """
    suspended_on, lapsed_on = boundaries(oldest_due, grace_days, lapse_days, leaves)
    if not suspended_on or today < suspended_on:
        return GOOD, None
    if lapsed_on and today >= lapsed_on:
        return LAPSED, lapsed_on
    return SUSPENDED, suspended_on


def boundaries(oldest_due, grace_days, lapse_days, leaves=()):
    """Return (day of suspension, day of lapse) that follow if what is due stays open.

    The days :func:`standing` changes on. Days on leave do not count, neither as grace nor towards
    the lapse: nobody is suspended or lapses while on leave. Who was suspended before stays so.

    :param oldest_due: due date of the oldest charge not paid, ``None`` for none
    :param grace_days: ``None`` never suspends
    :param lapse_days: counted from the suspension, 0 or ``None`` never lapses
    :param leaves: ``Period`` values, which may overlap

    >>> from datetime import date
    >>> boundaries(date(2026, 5, 1), 30, 60)
    (datetime.date(2026, 6, 1), datetime.date(2026, 7, 31))
    >>> boundaries(date(2026, 5, 1), 30, 0), boundaries(None, 30, 60)
    ((datetime.date(2026, 6, 1), None), (None, None))
    >>> from .periods import Period
    >>> away = [Period(date(2026, 5, 11), date(2026, 6, 30))]
    >>> [str(day) for day in boundaries(date(2026, 5, 1), 30, 60, away)]
    ['2026-07-22', '2026-09-20']
    """
    if not oldest_due or grace_days is None:
        return None, None
    suspended_on = nth_day_after(oldest_due, grace_days + 1, leaves)
    if not suspended_on or not lapse_days:
        return suspended_on, None
    return suspended_on, nth_day_after(suspended_on, lapse_days, leaves)
