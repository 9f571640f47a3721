# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What one more score does to a record (Rules 5.1 to 5.9, in their order)."""

from decimal import Decimal
from typing import NamedTuple

from .caps import cap
from .differential import unrounded
from .exceptional import reduction
from .index import calculate
from .limits import (
    WINDOW,
    check_index,
    check_pcc,
    check_rating,
    check_score,
    check_slope,
)
from .numbers import all_tenths, from_tenths, nearest
from .rules import RULES


class Posting(NamedTuple):
    """The record after a score.

    :param index: the new handicap, ``None`` with too few scores
    :param reduction: 0, -1 or -2, for an exceptional score
    :param differentials: the latest 20, oldest first, the reduction applied to each
    """

    index: Decimal | None
    reduction: int
    differentials: tuple[Decimal, ...]


def post_score(
    differentials,
    adjusted_gross_score,
    course_rating,
    slope_rating,
    handicap_index,
    low_handicap_index=None,
    pcc=0,
    rules=RULES,
):
    """Post a score of 18 holes to a record: PCC, differential, reduction, mean, caps, maximum.

    :param differentials: oldest first, reductions applied; the latest 20 count
    :param handicap_index: with which the round was played; ``None`` before there is one
    :param low_handicap_index: counts with 20 scores, see :func:`~.low.low_handicap_index`

    >>> posted = post_score([30] * 5, 90, 70, 113, 30)
    >>> posted.index, posted.reduction, [str(one) for one in posted.differentials[-2:]]
    (Decimal('22.0'), -2, ['28.0', '18.0'])
    """
    above, below = unrounded(
        check_score(adjusted_gross_score),
        check_rating(course_rating),
        check_slope(slope_rating),
        check_pcc(pcc),
    )
    given = differentials[1 - WINDOW :]
    window = all_tenths(given, "a differential")
    low = low_handicap_index
    low = None if low is None else check_index(low, "a low handicap")
    rounded = nearest(above, below)
    window.append(rounded)
    strokes = 0
    if handicap_index is not None:
        gap_from = (rounded, 1) if rules.exceptional_rounded else (above, below)
        strokes = reduction(check_index(handicap_index), *gap_from)
    if strokes:
        window = [one + 10 * strokes for one in window]
        latest = tuple(map(from_tenths, window))
    else:
        latest = (*given, from_tenths(rounded))
    size = len(window)
    if size < rules.minimum_scores:
        return Posting(None, strokes, latest)
    index = cap(calculate(window), low if size == WINDOW else None)
    return Posting(from_tenths(index), strokes, latest)
