# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a referrer is rewarded with, and what of it goes back."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

#: Levels that are rewarded: one, unless a manager has confirmed two. Never more: golf.md,
#: "Referral rewards", tells of what the law makes of a third.
DEFAULT_LEVELS, MOST_LEVELS = 1, 2


def rounded(amount, unit):
    """Return an amount in whole units of a currency, halves away from zero.

    >>> rounded(Decimal("10.005"), Decimal("0.01"))
    Decimal('10.01')
    """
    return (amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def reward(fixed, percent, base, unit):
    """Return the reward for a fee of which ``base`` is paid: fixed, else a share of it.

    A fee on which nothing was paid is rewarded with nothing.

    >>> cent = Decimal("0.01")
    >>> reward(Decimal(500), None, Decimal(238000), cent)
    Decimal('500.00')
    >>> reward(None, Decimal("2.5"), Decimal("6000.10"), cent)
    Decimal('150.00')
    >>> reward(Decimal(500), None, Decimal(0), cent)
    Decimal('0')
    """
    if base <= 0:
        return Decimal(0)
    if fixed is not None:
        return rounded(fixed, unit)
    return rounded(base * percent / 100, unit)


def within_cap(amount, given, cap):
    """Return what of a reward a yearly cap leaves; a cap of 0 is none.

    :param given: what the year has given this referrer so far

    >>> within_cap(Decimal(500), Decimal(800), Decimal(1000))
    Decimal('200')
    >>> within_cap(Decimal(500), Decimal(1200), Decimal(1000))
    Decimal('0')
    >>> within_cap(Decimal(500), Decimal(800), Decimal(0))
    Decimal('500')
    """
    return amount if not cap else max(min(amount, cap - given), Decimal(0))


def entitled(granted, base, remaining, unit):
    """Return what is left of a reward when ``remaining`` of the fee it was granted for is left.

    It never becomes more than was granted.

    >>> cent = Decimal("0.01")
    >>> entitled(Decimal(500), Decimal(6000), Decimal(4000), cent)
    Decimal('333.33')
    >>> entitled(Decimal(500), Decimal(6000), Decimal(7000), cent)
    Decimal('500.00')
    >>> entitled(Decimal(500), Decimal(6000), Decimal(-1), cent)
    Decimal('0.00')
    """
    share = min(max(remaining / base, Decimal(0)), Decimal(1)) if base else Decimal(1)
    return rounded(granted * share, unit)


def whole_points(amount, rate):
    """Return the points for an amount, parts of a point left out.

    >>> whole_points(Decimal("99.90"), Decimal("1.5"))
    149
    """
    return int((amount * rate).quantize(Decimal(1), ROUND_DOWN))
