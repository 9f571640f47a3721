# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Billing periods, counted in whole months from an anchor that never moves."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ONCE = "once"
MONTHLY = "monthly"
QUARTERLY = "quarterly"
HALF_YEARLY = "half_yearly"
YEARLY = "yearly"

#: Length of a period in months; :data:`ONCE` has none.
MONTHS = {MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12}

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``start`` to ``end``, both included.

    :raises ValueError: if it ends before it starts

    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> year.days, date(2026, 12, 31) in year, date(2027, 1, 1) in year
    (365, True, False)
    >>> year.overlap(Period(date(2026, 12, 31), date(2027, 3, 31))).days
    1
    >>> year.overlap(Period(date(2027, 1, 1), date(2027, 3, 31))) is None
    True
    """

    start: date
    end: date

    def __post_init__(self):
        if self.end < self.start:
            raise ValueError(f"the period from {self.start} ends before it starts, on {self.end}")

    @property
    def days(self):
        return (self.end - self.start).days + 1

    def overlap(self, other):
        """Return the days of both as a :class:`Period`, or ``None``."""
        start = max(self.start, other.start)
        end = min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def __contains__(self, day):
        return self.start <= day <= self.end


def month_end(day):
    """Return the last day of the calendar month of ``day``.

    >>> month_end(date(2028, 2, 3))
    datetime.date(2028, 2, 29)
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def calendar_months(period):
    """Iterate over the days of ``period`` by calendar month: the outer ones may be parts.

    >>> [month.days for month in calendar_months(Period(date(2026, 5, 9), date(2026, 7, 2)))]
    [23, 30, 2]
    """
    start = period.start
    while start <= period.end:
        end = min(month_end(start), period.end)
        yield Period(start, end)
        start = end + ONE_DAY


def days_within(period, others):
    """Return the days of ``period`` that lie in any of ``others``.

    :param others: :class:`Period` values, which may overlap each other
    :return: periods in order that neither overlap nor touch

    >>> july = Period(date(2026, 7, 1), date(2026, 7, 31))
    >>> away = [Period(date(2026, 7, 21), date(2026, 9, 1)), Period(date(2026, 6, 1), date.max)]
    >>> days_within(july, away) == [july], days_within(july, [])
    (True, [])
    """
    if not others:
        return []
    merged = []
    for part in sorted(filter(None, (other.overlap(period) for other in others))):
        if merged and part.start - ONE_DAY <= merged[-1].end:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, part.end))
        else:
            merged.append(part)
    return merged


def nth_day_after(day, number, pauses=()):
    """Return the day that comes ``number`` days after ``day``, days in ``pauses`` not counted.

    :param int number: 1 or more; the day returned lies in no pause
    :param pauses: :class:`Period` values, which may overlap each other
    :return: ``None`` where the calendar ends before that day

    >>> june = Period(date(2026, 6, 1), date(2026, 6, 30))
    >>> [str(nth_day_after(date(2026, 5, 29), n, [june])) for n in (1, 2, 3)]
    ['2026-05-30', '2026-05-31', '2026-07-01']
    >>> nth_day_after(date(2026, 5, 31), 1, [june, Period(date(2026, 6, 9), date.max)]) is None
    True
    """
    try:
        for pause in days_within(Period(day + ONE_DAY, date.max), pauses):
            if pause.start > day + timedelta(days=number):
                break
            number += pause.days
        return day + timedelta(days=number)
    except OverflowError:
        return None


def add_months(day, months):
    """Return ``day`` so many months on, or the last day of that month where it has no such day.

    >>> add_months(date(2027, 1, 31), 1), add_months(date(2028, 2, 29), -12)
    (datetime.date(2027, 2, 28), datetime.date(2027, 2, 28))
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    # Up to the 28th needs no look at the length of the month, and nearly every anchor is a 1st.
    number = day.day if day.day <= 28 else min(day.day, monthrange(year, month)[1])
    return date(year, month, number)


def nth_period(anchor, months, n):
    """Return the period of ``months`` months that is number ``n`` from ``anchor``.

    :param anchor: first day of period 0; every bound is computed from it, never from the
        period before, so a 31st comes back after February
    :param int months: length, 1 or more
    :param int n: 0 starts on the anchor; negative numbers lie before it

    >>> [str(nth_period(date(2027, 1, 31), 1, n).start) for n in range(4)]
    ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']

    29 February renews on its own day whenever there is one (carpentries/amy issue 2614):

    >>> leap = date(2028, 2, 29)
    >>> nth_period(leap, 12, 0).end, nth_period(leap, 12, 4).start
    (datetime.date(2029, 2, 27), datetime.date(2032, 2, 29))
    """
    return Period(add_months(anchor, n * months), add_months(anchor, (n + 1) * months) - ONE_DAY)


def period_number(day, anchor, months):
    """Return the number of the period that holds ``day``, as :func:`nth_period` counts.

    >>> period_number(date(2026, 5, 9), date(2026, 1, 1), 3)
    1
    >>> period_number(date(2025, 12, 31), date(2026, 1, 1), 12)
    -1
    """
    if months < 1:
        raise ValueError(f"a period has at least one month, not {months}")
    passed = (day.year - anchor.year) * 12 + day.month - anchor.month
    if day < add_months(anchor, passed):
        passed -= 1
    return passed // months


def period_of(day, anchor, months):
    """Return the period that holds ``day``.

    >>> period_of(date(2027, 3, 30), date(2027, 1, 31), 1)
    Period(start=datetime.date(2027, 2, 28), end=datetime.date(2027, 3, 30))
    """
    return nth_period(anchor, months, period_number(day, anchor, months))


def club_year_anchor(day, first_month=1):
    """Return the first day of the club year that holds ``day``.

    :param int first_month: month (1-12) on whose first day the club year starts

    >>> club_year_anchor(date(2026, 5, 9)), club_year_anchor(date(2026, 5, 9), 7)
    (datetime.date(2026, 1, 1), datetime.date(2025, 7, 1))
    """
    if not 1 <= first_month <= 12:
        raise ValueError(f"first_month must be 1..12, not {first_month}")
    return date(day.year if day.month >= first_month else day.year - 1, first_month, 1)


def periods_between(anchor, months, first, last):
    """Iterate over the whole periods that overlap the days ``first`` to ``last``, in order.

    >>> [p.days for p in periods_between(
    ...     date(2026, 1, 1), 3, date(2026, 5, 9), date(2026, 12, 31))]
    [91, 92, 92]
    >>> list(periods_between(date(2026, 1, 1), 3, date(2026, 5, 9), date(2026, 5, 8)))
    []
    """
    if first > last:
        return
    n = period_number(first, anchor, months)
    start = add_months(anchor, n * months)
    while start <= last:
        n += 1
        following = add_months(anchor, n * months)
        yield Period(start, following - ONE_DAY)
        start = following
