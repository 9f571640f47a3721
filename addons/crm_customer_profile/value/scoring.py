# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""From what is known about a person (a measure) to points from 0 to 100, and to a score.

A measure is a ``Decimal``, or ``None`` where nothing is known. Points have one decimal.
"""

from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")
FULL = Decimal(100)
#: A rank gives points in steps of this many: the best twentieth of all people has 100.
RANK_STEP = 5


def round_points(points):
    """Return points with one decimal, a half rounded up.

    >>> round_points(Decimal("66.65"))
    Decimal('66.7')
    """
    return points.quantize(TENTH, ROUND_HALF_UP)


def score_by_bands(measure, bands):
    """Return the points of the highest band that begins at or below ``measure``.

    :param bands: pairs (from, points), rising by ``from``; below the first there are no points

    >>> bands = [(Decimal(1), Decimal(20)), (Decimal(6), Decimal(60)), (Decimal(12), Decimal(100))]
    >>> [int(score_by_bands(Decimal(n), bands)) for n in (0, 1, 5, 6, 30)]
    [0, 20, 20, 60, 100]
    >>> score_by_bands(None, bands) is None
    True
    """
    if measure is None:
        return None
    points = Decimal(0)
    for start, worth in bands:
        if measure < start:
            break
        points = worth
    return round_points(points)


def score_linearly(measure, low, high):
    """Return 0 points at ``low``, 100 at ``high``, and in between in proportion.

    ``high`` may be the smaller one, where less is better.

    >>> [str(score_linearly(Decimal(days), Decimal(365), Decimal(0))) for days in (0, 100, 400)]
    ['100.0', '72.6', '0.0']
    >>> score_linearly(Decimal(1), Decimal(2), Decimal(2))
    Traceback (most recent call last):
    ValueError: 0 and 100 points need two different measures
    """
    if low == high:
        raise ValueError("0 and 100 points need two different measures")
    if measure is None:
        return None
    points = FULL * (measure - low) / (high - low)
    return round_points(min(FULL, max(Decimal(0), points)))


def make_rank_bands(limits):
    """Make bands from the limits that cut a population into twentieths.

    Whoever is above the lowest 95 % has 100 points, above the lowest 90 % 95, and so on; who is
    in the lowest twentieth has 5. Where many share a measure, they all get what the first of
    them gets: nobody is ranked above an equal.

    :param limits: the 20 measures at or below which 0 %, 5 %, 10 %, ... 95 % of the people are,
        rising; of the people only who have any of it, so that none is worth 0 points

    >>> bands = make_rank_bands([Decimal(n) for n in range(1, 201, 10)])
    >>> [int(score_by_bands(Decimal(n), bands)) for n in (0, 1, 10, 11, 190, 191, 999)]
    [0, 5, 5, 10, 95, 100, 100]
    >>> bands = make_rank_bands([Decimal(1)] * 13 + [Decimal(2)] * 7)
    >>> [int(score_by_bands(Decimal(n), bands)) for n in (0, 1, 2, 3)]
    [0, 5, 70, 70]
    >>> make_rank_bands([])
    []
    """
    bands = []
    for place, limit in enumerate(limits, 1):
        if not bands or limit > bands[-1][0]:
            bands.append((limit, Decimal(RANK_STEP * place)))
    return bands


def weigh(points):
    """Return the weighted mean of points; what is not known leaves its weight to the others.

    :param points: pairs (points or None, weight)

    >>> weigh([(Decimal(80), 3), (None, 5), (Decimal(20), 1)])
    Decimal('65.0')
    >>> weigh([(None, 1), (Decimal(50), 0)])
    Decimal('0.0')
    """
    known = [(worth, weight) for worth, weight in points if worth is not None and weight]
    total = sum(weight for _worth, weight in known)
    if not total:
        return Decimal("0.0")
    return round_points(sum(worth * weight for worth, weight in known) / total)
