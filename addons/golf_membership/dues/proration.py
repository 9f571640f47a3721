# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Shares of an amount that add up to it, to the last unit of its currency.

Rounding is half up, away from zero, so a credit note mirrors its invoice. The sums are made in
whole numbers of the unit: no float, and no digit lost in a division.
"""

from decimal import ROUND_HALF_UP


def count_units(amount, unit):
    """Return how many times ``unit`` goes into ``amount``, rounded half away from zero.

    :param Decimal unit: the rounding of the currency, for example 0.01, 1, 0.001 or 0.05
    :raises ValueError: if the unit is not above zero

    >>> from decimal import Decimal
    >>> count_units(Decimal("1.025"), Decimal("0.05")), count_units(Decimal("-0.5"), Decimal(1))
    (21, -1)
    """
    if unit <= 0:
        raise ValueError(f"a currency rounds to an amount above zero, not {unit}")
    return int((amount / unit).to_integral_value(ROUND_HALF_UP))


def round_to(amount, unit):
    """Return ``amount`` rounded to a multiple of ``unit``, half away from zero.

    >>> from decimal import Decimal
    >>> round_to(Decimal("779.175"), Decimal("0.01")), round_to(Decimal("-2.5"), Decimal(1))
    (Decimal('779.18'), Decimal('-3'))
    """
    return count_units(amount, unit) * unit


def share(units, part, whole):
    """Return ``units * part / whole`` rounded half away from zero, in whole numbers.

    >>> share(5, 1, 2), share(-5, 1, 2), share(4, 1, 3)
    (3, -3, 1)
    """
    rounded = (2 * abs(units) * part + whole) // (2 * whole)
    return rounded if units >= 0 else -rounded


def prorate(amount, part, whole, unit):
    """Return the price of the days of ``part``, where ``whole`` costs ``amount``.

    In price and by inclusive days, never by a rounded quantity: OCA/vertical-association pull 168
    lost a day and stored 0.65 of a year, 780.00 for the 237 days from 9 May.

    It is the difference of two points on the line of amounts rounded cumulatively, so the parts
    of any partition of ``whole`` sum to ``amount`` exactly. One part may for that reason be a
    unit beside its own rounding.

    :param Decimal amount: a price of either sign, taken as rounded to ``unit``
    :param Period part: its days outside ``whole`` cost nothing
    :param Decimal unit: the rounding of the currency

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from .periods import Period
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> joined = Period(date(2026, 5, 9), date(2026, 12, 31))
    >>> before = Period(date(2026, 1, 1), date(2026, 5, 8))
    >>> cent = Decimal("0.01")
    >>> joined.days, prorate(Decimal(1200), joined, year, cent)
    (237, Decimal('779.18'))
    >>> prorate(Decimal(1200), before, year, cent)
    Decimal('420.82')
    >>> prorate(Decimal(-1200), joined, year, cent)
    Decimal('-779.18')
    >>> prorate(Decimal(1200), joined, year, Decimal(1))
    Decimal('779')
    >>> prorate(Decimal(1200), year, joined, cent)
    Decimal('1200.00')
    """
    held = part.overlap(whole)
    if held is None:
        return 0 * unit
    units = count_units(amount, unit)
    days = whole.days
    before = (held.start - whole.start).days
    return (share(units, before + held.days, days) - share(units, before, days)) * unit
