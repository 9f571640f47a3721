# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How an amount is shared among several: what is paid of an invoice among its charges, say.

The one core for it. Rounding each share misses the sum, and rounding the running sum takes from
one what less money had given it (1 of 1+1+1 would go to the second, 2 to the first and third).
Here units are given out one after the other, each to the one that is furthest behind its
proportion (the method of Sainte-Laguë), the first where two are. So the shares sum up, more money
lowers no share, and what amounts to all weights together is shared into the weights themselves.
"""

import heapq
from fractions import Fraction
from math import lcm

from .proration import count_units


def apportion(units, weights):
    """Share a whole number in proportion to ``weights``.

    :param int units: of either sign
    :param weights: integers, none below zero
    :return: as many integers as weights, their sum exactly ``units``
    :raises ValueError: on a weight below zero, or where no weight can take the units

    >>> [apportion(units, [1, 1, 1]) for units in range(5)]
    [[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1], [2, 1, 1]]
    >>> apportion(-10000, [6000, 1200]), apportion(7200, [6000, 0, 1200])
    ([-8333, -1667], [6000, 0, 1200])
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a share cannot have a weight below zero")
    total = sum(weights)
    if not units:
        return [0] * len(weights)
    if not total:
        raise ValueError(f"nothing to share {units} among")
    sign, to_give = (-1, -units) if units < 0 else (1, units)
    # A rounded division leaves few units, if any, to be given out or taken back one by one.
    shares = [(2 * weight * to_give + total) // (2 * total) for weight in weights]
    missing = to_give - sum(shares)
    step = 1 if missing > 0 else -1
    if missing:
        queue = [
            _place_in_queue(place, weight, shares[place], step)
            for place, weight in enumerate(weights)
            if weight and (step > 0 or shares[place])
        ]
        heapq.heapify(queue)
    for _unit in range(abs(missing)):
        _claim, at = heapq.heappop(queue)
        place = step * at
        shares[place] += step
        if shares[place] or step > 0:
            heapq.heappush(queue, _place_in_queue(place, weights[place], shares[place], step))
    return [sign * share for share in shares]


def _place_in_queue(place, weight, share, step):
    """Order for the next unit: the largest claim, then the first; to take one back, the reverse."""
    return (-step * Fraction(weight, 2 * share + step), step * place)


def parts(amount, weights, unit):
    """Share ``amount`` in proportion to ``weights``, in multiples of ``unit``.

    :param Decimal amount: of either sign, taken as rounded to ``unit``
    :param weights: integers, ``Decimal`` or ``Fraction``, none below zero
    :return: as many amounts as weights, their sum exactly ``amount``
    :raises ValueError: on a weight below zero, or where no weight can take the amount

    >>> from decimal import Decimal
    >>> cent = Decimal("0.01")
    >>> [str(part) for part in parts(Decimal(100), [1, 1, 1], cent)]
    ['33.34', '33.33', '33.33']
    >>> [str(part) for part in parts(Decimal(-100), [1, 1, 1], cent)]
    ['-33.34', '-33.33', '-33.33']
    >>> [str(part) for part in parts(Decimal("0.25"), [1, 0, 1], Decimal("0.05"))]
    ['0.15', '0.00', '0.10']
    >>> parts(Decimal(0), [], cent)
    []
    """
    ratios = [weight.as_integer_ratio() for weight in weights]
    scale = lcm(*(below for _above, below in ratios))
    whole = [above * (scale // below) for above, below in ratios]
    return [share * unit for share in apportion(count_units(amount, unit), whole)]
