# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Resignation: the last day, and what to give back of what was billed."""

from datetime import timedelta

from .periods import Period, days_within, month_end
from .proration import count_units, share

NOTICE = "notice"
MONTH = "month"
PERIOD = "period"


def last_day(notice_on, notice_days, ends_at, period_end=None):
    """Return the last day of a member who gave notice.

    :param notice_on: the day it was given
    :param int notice_days: length of the notice; the membership never ends before it
    :param ends_at: :data:`NOTICE` the day it runs out, :data:`MONTH` the end of that calendar
        month, :data:`PERIOD` the end of the period billed
    :param period_end: last day of the period that holds ``notice_on + notice_days``; needed for
        :data:`PERIOD` only

    >>> from datetime import date
    >>> notice = date(2026, 5, 9)
    >>> last_day(notice, 30, NOTICE), last_day(notice, 30, MONTH)
    (datetime.date(2026, 6, 8), datetime.date(2026, 6, 30))
    >>> last_day(notice, 30, PERIOD, date(2026, 12, 31))
    datetime.date(2026, 12, 31)
    """
    day = notice_on + timedelta(days=notice_days)
    if ends_at == NOTICE:
        return day
    if ends_at == MONTH:
        return month_end(day)
    if ends_at != PERIOD:
        raise ValueError(f"unknown end of a notice {ends_at!r}")
    if period_end is None:
        raise ValueError("the end of the period is needed to end with it")
    return max(day, period_end)


def released_on(sold_from, notice_on, first_day):
    """Return the last day of a resigned member whose membership was sold again.

    The day before the new membership begins, but neither before the notice nor before the
    resigned membership had begun itself.

    :param sold_from: first day of the new membership
    :param first_day: of the resigned one

    >>> from datetime import date
    >>> released_on(date(2026, 7, 1), date(2026, 3, 15), date(2020, 1, 1))
    datetime.date(2026, 6, 30)
    >>> released_on(date(2026, 3, 15), date(2026, 3, 15), date(2020, 1, 1))
    datetime.date(2026, 3, 15)
    """
    return max(sold_from - timedelta(days=1), notice_on, first_day)


def credit_for(amount, period, last_day, unit, prorated=True, leaves=()):
    """Return what to credit of a charge, tax excluded, when the membership ends on ``last_day``.

    Both ends are prorated alike (OCA/contract issue 197): what is kept and what is given back sum
    to the charge. Days on leave cost nothing, so nothing is given back for them.

    :param Decimal amount: billed, of either sign
    :param Period period: the days it was billed for
    :param bool prorated: whether the fee is; if not, a period begun is paid in full
    :param leaves: :class:`Period` values, which may overlap
    :return: between 0 and ``amount``; the whole of it for a period that never begins

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> cent = Decimal("0.01")
    >>> credit_for(Decimal(1200), year, date(2026, 5, 8), cent)
    Decimal('779.18')
    >>> credit_for(Decimal(1200), year, date(2026, 5, 8), cent, prorated=False)
    Decimal('0.00')
    >>> credit_for(Decimal(1200), year, date(2025, 12, 31), cent, prorated=False)
    Decimal('1200.00')
    """
    units = count_units(amount, unit)
    if last_day >= period.end:
        return 0 * unit
    if last_day < period.start:
        return units * unit
    if not prorated:
        return 0 * unit
    billed = _days_billed(period, leaves)
    if not billed:
        return 0 * unit
    kept = _days_billed(Period(period.start, last_day), leaves)
    return (units - share(units, kept, billed)) * unit


def _days_billed(period, leaves):
    return period.days - sum(off.days for off in days_within(period, leaves))
