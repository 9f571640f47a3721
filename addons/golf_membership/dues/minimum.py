# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Minimum spend: what is missing at the end of a period."""

from .periods import calendar_months, days_within
from .proration import count_units, prorate


def minimum_for(minimum, period, whole, leaves, unit):
    """Return the minimum of the part of a period that a member held.

    By inclusive days, as dues are. A calendar month of which every day held is on leave does not
    count; a few days away do not lower the minimum.

    :param Decimal minimum: for ``whole``
    :param Period period: the days held of ``whole``
    :param leaves: :class:`Period` values, which may overlap

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from .periods import Period
    >>> quarter = Period(date(2026, 7, 1), date(2026, 9, 30))
    >>> july_and_a_bit = Period(date(2026, 7, 1), date(2026, 8, 9))
    >>> minimum_for(Decimal(920), quarter, quarter, [july_and_a_bit], Decimal(1))
    Decimal('610')
    """
    held = period.overlap(whole)
    if held is None:
        return 0 * unit
    free = [month for month in calendar_months(held) if days_within(month, leaves) == [month]]
    away = sum(prorate(minimum, month, whole, unit) for month in free)
    return prorate(minimum, held, whole, unit) - away


def shortfall(minimum, spent, period, whole, leaves, unit):
    """Return what a member still owes of the minimum, never below zero.

    :param Decimal spent: in ``period``, with or without tax as the club decided
    :param leaves: as for :func:`minimum_for`, which see for the rest

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from .periods import Period
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> held = Period(date(2026, 5, 9), date(2026, 12, 31))
    >>> cent = Decimal("0.01")
    >>> shortfall(Decimal(1200), Decimal(500), held, year, [], cent)
    Decimal('279.18')
    >>> shortfall(Decimal(1200), Decimal(2000), held, year, [], cent)
    Decimal('0.00')
    """
    owed = minimum_for(minimum, period, whole, leaves, unit)
    return max(count_units(owed - spent, unit), 0) * unit
