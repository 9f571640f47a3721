# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a change of a membership costs, and what it gives back; before taxes."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from ..dues.leaving import credit_for
from ..dues.periods import Period, days_within
from ..dues.proration import count_units, prorate

ONE_DAY = timedelta(days=1)


def unused(amount, period, change_on, unit, leaves=()):
    """Return what of dues is for days from ``change_on`` on: what an upgrade credits.

    By inclusive days, whether or not the fee is prorated for those who leave: who changes the
    tier pays each day once, and gets no longer period besides (restrict-content-pro issue 1056).

    :param Decimal amount: what stands of the dues
    :param Period period: the days they are for
    :param change_on: first day of the new tier
    :param leaves: :class:`Period` values that cost nothing

    >>> from datetime import date
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> unused(Decimal(1200), year, date(2026, 5, 9), Decimal("0.01"))
    Decimal('779.18')
    >>> unused(Decimal(1200), year, date(2027, 1, 1), Decimal("0.01"))
    Decimal('0.00')
    """
    return credit_for(amount, period, change_on - ONE_DAY, unit, True, leaves)


def price_of_rest(price, rest, whole, first_day, unit, prorated, leaves=()):
    """Return what the rest of a period costs in the new tier.

    Where the fee is not prorated, somebody who joined within the period has paid for it in whole:
    the price is shared among the days from then on, so that a change between two tiers of one
    price costs nothing.

    :param Decimal price: what the whole period costs in the new tier
    :param Period rest: the days to pay for
    :param Period whole: the whole period of the new tier that holds them
    :param first_day: of the membership
    :param prorated: whether joining in the middle of a period costs less

    >>> from datetime import date
    >>> cent = Decimal("0.01")
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> rest = Period(date(2026, 7, 1), date(2026, 12, 31))
    >>> price_of_rest(Decimal(1200), rest, year, date(2020, 1, 1), cent, True)
    Decimal('604.93')
    >>> joined = date(2026, 5, 9)
    >>> price_of_rest(Decimal(1200), rest, year, joined, cent, False)
    Decimal('931.65')
    >>> unused(Decimal(1200), Period(joined, year.end), date(2026, 7, 1), cent)
    Decimal('931.65')
    """
    if not prorated and first_day > whole.start:
        whole = Period(first_day, whole.end)
    off = sum(prorate(price, days, whole, unit) for days in days_within(rest, leaves))
    return prorate(price, rest, whole, unit) - off


def leave_credit(amount, period, leave, unit, known=()):
    """Return what of an amount is for days of a new leave.

    :param Decimal amount: what stands of the dues
    :param Period period: the days they are for
    :param Period leave: the days that cost nothing any more
    :param known: :class:`Period` values on leave already, for which nothing was billed

    >>> from datetime import date
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> summer = Period(date(2026, 7, 1), date(2026, 8, 31))
    >>> leave_credit(Decimal(1200), year, summer, Decimal("0.01"))
    Decimal('203.84')
    >>> july = Period(date(2026, 7, 1), date(2026, 7, 31))
    >>> leave_credit(Decimal(1200), year, july, Decimal("0.01"), (july,))
    Decimal('0.00')
    """
    units = count_units(amount, unit)
    billed = period.days - sum(off.days for off in days_within(period, known))
    both = period.days - sum(off.days for off in days_within(period, (*known, leave)))
    if not billed:
        return 0 * unit
    kept = (2 * units * both + billed) // (2 * billed)
    return (units - kept) * unit


@dataclass(frozen=True)
class TransferRule:
    """What a transfer costs by the by-laws.

    :param fixed: fee of the tier; zero for none
    :param percent: the most a transfer may cost, as a share of the joining fee; zero for no limit
    """

    fixed: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)


def transfer_cap(rule, joining_fee, unit):
    """Return the most that a transfer may cost, or ``None`` for no limit.

    Half a unit is rounded down: a fee "at most 30 % of" is never above it.

    >>> transfer_cap(TransferRule(percent=Decimal(30)), Decimal(238000), Decimal("0.01"))
    Decimal('71400.00')
    >>> transfer_cap(TransferRule(percent=Decimal(30)), Decimal("0.05"), Decimal("0.01"))
    Decimal('0.01')
    >>> transfer_cap(TransferRule(), Decimal(238000), Decimal(1)) is None
    True
    """
    if not rule.percent:
        return None
    return (joining_fee * rule.percent / 100 // unit) * unit


def transfer_fee(rule, joining_fee, unit):
    """Return what a transfer costs: the fixed fee, the share of the joining fee, or the less.

    >>> d = Decimal
    >>> transfer_fee(TransferRule(d(50000), d(30)), d(238000), d(1))
    Decimal('50000')
    >>> transfer_fee(TransferRule(d(50000), d(15)), d(238000), d(1))
    Decimal('35700')
    >>> transfer_fee(TransferRule(percent=d(30)), d(238000), d(1))
    Decimal('71400')
    >>> transfer_fee(TransferRule(d(50000)), d(238000), d(1))
    Decimal('50000')
    """
    cap = transfer_cap(rule, joining_fee, unit)
    fixed = count_units(rule.fixed, unit) * unit
    if cap is None:
        return fixed
    return min(fixed, cap) if fixed else cap


def joining_difference(old_fee, new_fee, unit):
    """Return what somebody who moves up still pays to join; moving down gives nothing back.

    >>> joining_difference(Decimal(20000), Decimal(238000), Decimal(1))
    Decimal('218000')
    >>> joining_difference(Decimal(238000), Decimal(20000), Decimal(1))
    Decimal('0')
    """
    return count_units(max(new_fee - old_fee, Decimal(0)), unit) * unit
