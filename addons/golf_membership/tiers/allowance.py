# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a member may use or bring in a period, and what is left of it."""

from dataclasses import dataclass

#: At the guest rate, within the allowance.
GUEST = "guest"
#: At the price above it.
ABOVE = "above"

DAY = "day"
PERIOD = "period"
WEEKDAY = "weekday"


@dataclass(frozen=True)
class Limits:
    """How many guests a member may bring.

    :param in_period: at the guest rate in a period; 0 for no limit
    :param on_day: at the guest rate on one day; 0 for no limit
    :param weekdays: numbers of the days of the week with the guest rate, Monday 0
    :param above: whether more guests come at a higher price; else they are refused
    """

    in_period: int = 0
    on_day: int = 0
    weekdays: frozenset = frozenset(range(7))
    above: bool = False


@dataclass(frozen=True)
class Verdict:
    """What becomes of one more guest.

    :param rate: :data:`GUEST`, :data:`ABOVE` or ``None`` where the guest is refused
    :param limit: what is used up: :data:`DAY`, :data:`PERIOD` or :data:`WEEKDAY`; else ``None``
    """

    rate: str | None
    limit: str | None = None


def judge(limits, day, used_on_day, used_in_period):
    """Return the :class:`Verdict` on one more guest on ``day``.

    At most seven guests at the guest rate (westgolf.com.cn, by-laws 3485):

    >>> from datetime import date
    >>> monday, limits = date(2026, 11, 23), Limits(in_period=36, on_day=7)
    >>> judge(limits, monday, 6, 20), judge(limits, monday, 7, 20).limit
    (Verdict(rate='guest', limit=None), 'day')
    >>> judge(Limits(in_period=36, above=True), monday, 0, 36)
    Verdict(rate='above', limit='period')
    >>> judge(Limits(weekdays=frozenset({5, 6})), monday, 0, 0)
    Verdict(rate=None, limit='weekday')
    """
    limit = None
    if day.weekday() not in limits.weekdays:
        limit = WEEKDAY
    elif limits.on_day and used_on_day >= limits.on_day:
        limit = DAY
    elif limits.in_period and used_in_period >= limits.in_period:
        limit = PERIOD
    if limit is None:
        return Verdict(GUEST)
    return Verdict(ABOVE if limits.above else None, limit)


def free_slots(taken, allowed, wanted):
    """Return the numbers of the units to use next, fewer than ``wanted`` where none are left.

    :param taken: numbers of the units in use; one that was given back is used again
    :param allowed: how many units there are, numbered from 1

    >>> free_slots({1, 2, 4}, 5, 2), free_slots({1, 2, 3}, 3, 1)
    ([3, 5], [])
    """
    taken = set(taken)
    free = (number for number in range(1, allowed + 1) if number not in taken)
    return [number for number, _wanted in zip(free, range(wanted), strict=False)]
