# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Amounts in whole cents of the club's currency, and shares of them that add up."""

from ..dues.allocation import apportion


def to_cents(amount, digits):
    """Return an amount as a whole number of the smallest unit its currency shows.

    :param amount: number with at most ``digits`` decimals, as the ledger stores it
    :param int digits: decimals of the currency

    >>> to_cents(0.29, 2), to_cents(-1234.5, 2), to_cents(7, 0), to_cents(None, 2)
    (29, -123450, 7, 0)
    """
    return round((amount or 0) * 10**digits)


def share(cents, weights):
    """Share ``cents`` in proportion to ``weights``, as money is shared among charges.

    :param int cents: of either sign
    :param weights: whole numbers, none below zero; where all are zero the first takes all
    :return: as many whole numbers as weights, their sum exactly ``cents``

    >>> share(10000, [1, 1, 1]), share(-10000, [1, 1, 1]), share(5, [0, 0])
    ([3334, 3333, 3333], [-3334, -3333, -3333], [5, 0])
    """
    if weights and not any(weights):
        return [cents, *[0] * (len(weights) - 1)]
    return apportion(cents, weights)
