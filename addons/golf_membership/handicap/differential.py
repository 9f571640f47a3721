# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a score is worth on a course of standard difficulty (Rule 5.1)."""

from .limits import STANDARD_SLOPE, check_pcc, check_rating, check_score, check_slope
from .numbers import from_tenths, nearest


def unrounded(adjusted, rating, slope, pcc, holes=18):
    """Return the differential in tenths as a fraction: (113 / slope) x (score - rating - PCC).

    Of nine holes half the PCC counts (Rule 5.1b).

    :param adjusted: adjusted gross score
    :param rating: course rating, in tenths
    """
    if holes == 9:
        return STANDARD_SLOPE * (20 * adjusted - 2 * rating - 10 * pcc), 2 * slope
    return STANDARD_SLOPE * (10 * (adjusted - pcc) - rating), slope


def score_differential(adjusted_gross_score, course_rating, slope_rating, pcc=0):
    """Return the Score Differential of 18 holes, to the nearest tenth (Rule 5.1a, 5.1c).

    :raises ValueError: a score of 0, 300 or half a stroke, a slope outside 55 to 155, a PCC
        outside -1 to +3, a rating with two decimals

    >>> from decimal import Decimal
    >>> score_differential(85, Decimal("75.1"), 132), score_differential(68, Decimal(72), 130)
    (Decimal('8.5'), Decimal('-3.5'))
    >>> score_differential(94, Decimal("71.8"), 135, pcc=-1)
    Decimal('19.4')
    """
    return from_tenths(
        nearest(
            *unrounded(
                check_score(adjusted_gross_score),
                check_rating(course_rating),
                check_slope(slope_rating),
                check_pcc(pcc),
            )
        )
    )
