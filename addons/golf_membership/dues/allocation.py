# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How a payment of a document is shared among the charges on it."""

from fractions import Fraction

from .proration import count_units


def allocate(paid, amounts, unit):
    """Share ``paid`` among ``amounts`` in proportion, to the last unit.

    Each share is at most its amount and they sum to what can be taken of the payment. A second
    payment never takes from a charge what the first gave it: rounding each share, or their
    running sum, would (1 of 1+1+1 goes to the second, 2 of 1+1+1 to the first and third). The
    units are given out one after the other instead, each to the charge that is furthest behind
    its proportion (the method of Sainte-Laguë), the first where two are; a rounded division
    leaves only the last few to be given out that way.

    :param Decimal paid: not below zero; what exceeds the amounts stays unshared
    :param amounts: ``Decimal`` values, none below zero
    :raises ValueError: on an amount below zero

    >>> from decimal import Decimal
    >>> cent = Decimal("0.01")
    >>> [str(share) for share in allocate(Decimal(100), [Decimal(6000), Decimal(1200)], cent)]
    ['83.33', '16.67']
    >>> three = [Decimal(1)] * 3
    >>> [[int(share) for share in allocate(Decimal(n), three, Decimal(1))] for n in range(5)]
    [[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1]]
    >>> allocate(Decimal(5), [], cent)
    []
    """
    wanted = [count_units(amount, unit) for amount in amounts]
    if paid < 0 or any(amount < 0 for amount in wanted):
        raise ValueError("a payment is shared among amounts that are not below zero")
    total = sum(wanted)
    to_give = min(count_units(paid, unit), total)
    if not to_give:
        return [0 * unit for _amount in wanted]
    shares = [(2 * amount * to_give + total) // (2 * total) for amount in wanted]
    while (missing := to_give - sum(shares)) > 0:
        shares[_furthest_behind(wanted, shares)] += 1
    while missing < 0:
        shares[_last_served(wanted, shares)] -= 1
        missing += 1
    return [share * unit for share in shares]


def _furthest_behind(wanted, shares):
    """The place the next unit goes to."""
    places = [place for place, amount in enumerate(wanted) if shares[place] < amount]
    return min(places, key=lambda place: (-_claim(wanted, shares, place), place))


def _last_served(wanted, shares):
    """The place the last unit went to."""
    places = [place for place, share in enumerate(shares) if share]
    return min(places, key=lambda place: (_claim(wanted, shares, place, -1), -place))


def _claim(wanted, shares, place, sign=1):
    return Fraction(wanted[place], 2 * shares[place] + sign)
