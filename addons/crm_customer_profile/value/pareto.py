# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who contributes most: cumulative shares, the classes A, B and C, the golden part."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Contribution:
    """One person's contribution in a population.

    >>> Contribution("ann", Decimal(500), Decimal(80)).key
    'ann'
    """

    key: object
    amount: Decimal
    score: Decimal


def classify(people, share_a, share_b):
    """Return {key: (class, cumulative percentage)} by amount, the largest first.

    The person who carries the sum over a limit still belongs to the better class, so that
    class A alone brings at least ``share_a`` percent. Who brought nothing is C.

    :param people: ``Contribution`` values; equals are taken in the order of their keys

    >>> money = {"ann": 50, "bo": 30, "cy": 15, "di": 5, "ed": 0}
    >>> people = [Contribution(key, Decimal(m), Decimal(0)) for key, m in money.items()]
    >>> [(k, c, str(p)) for k, (c, p) in classify(people, 80, 95).items()]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('ann', 'a', '50.00'), ('bo', 'a', '80.00'), ('cy', 'b', '95.00'), ('di', 'c', '100.00'),
     ('ed', 'c', '100.00')]
    """
    ranked = sorted(people, key=lambda one: (-one.amount, one.key))
    total = sum((one.amount for one in people if one.amount > 0), Decimal(0))
    result, before = {}, Decimal(0)
    for one in ranked:
        gained = max(one.amount, Decimal(0))
        after = before + gained
        if not gained:
            letter = "c"
        elif before * 100 < share_a * total:
            letter = "a"
        else:
            letter = "b" if before * 100 < share_b * total else "c"
        percent = (after * 100 / total) if total else Decimal(100)
        result[one.key] = (letter, percent.quantize(CENT, ROUND_HALF_UP))
        before = after
    return result


def pick_golden(people, share):
    """Return the keys of the best ``share`` percent by score, at least one where any scores.

    >>> people = [Contribution(n, Decimal(0), Decimal(n)) for n in range(10)]
    >>> sorted(pick_golden(people, 20))
    [8, 9]
    >>> pick_golden([Contribution("nobody", Decimal(0), Decimal(0))], 20)
    set()
    """
    ranked = sorted(people, key=lambda one: (-one.score, -one.amount, one.key))
    places = -(-len(ranked) * share // 100)
    return {one.key for one in ranked[: int(places)] if one.score > 0}
