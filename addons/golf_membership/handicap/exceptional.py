# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A score far better than the handicap it was played with lowers it at once (Rule 5.9)."""

from .limits import check_index
from .numbers import ratio

#: Gaps between handicap and differential in tenths, from which one and two strokes are taken off.
ONE, TWO = 70, 100


def reduction(index, above, below=1):
    """Return the strokes taken off for a differential of ``above/below``; all in tenths."""
    gap = index * below - above
    if gap < ONE * below:
        return 0
    return -2 if gap >= TWO * below else -1


def exceptional_reduction(handicap_index, score_differential):
    """Return 0, -1 or -2: what is added to each of the latest 20 differentials.

    The gap is measured as the differential is given. Rule 5.9 measures it unrounded, which is to be
    given then: 22.2 against 15.2 is 7.0, against the 15.22 it was rounded from 6.98.

    :param handicap_index: with which the round was played; ``None`` before there is one

    >>> from decimal import Decimal
    >>> [exceptional_reduction(30, one) for one in (Decimal("23.1"), 23, Decimal("20.1"), 20)]
    [0, -1, -1, -2]
    >>> exceptional_reduction(Decimal("22.2"), Decimal("15.2223"))
    0
    """
    above, below = ratio(score_differential, "a differential")
    if handicap_index is None:
        return 0
    return reduction(check_index(handicap_index), 10 * above, below)
