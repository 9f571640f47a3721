# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Between which values ratings, scores and handicaps lie; each bound is part of a sentence."""

from .numbers import tenths, whole

#: Slope rating of a course of standard difficulty, and the range (Appendix G).
STANDARD_SLOPE, LOWEST_SLOPE, HIGHEST_SLOPE = 113, 55, 155
#: The highest handicap, in tenths (Rule 5.3).
HIGHEST = 540
#: As good as anybody ever was, in tenths: +10.
LOWEST = -100
#: A score adjusted hole by hole is at most par 6 + 5 on each of them (Rule 3.1a).
MOST_ON_A_HOLE = 11
#: Course ratings in tenths, by the number of holes: par-3 courses are rated too.
RATINGS = {18: (400, 1000), 9: (200, 500)}
_RATING_NAMES = {holes: f"the course rating of {holes} holes" for holes in RATINGS}
_SCORE_NAMES = {holes: f"an adjusted score of {holes} holes" for holes in RATINGS}
#: Latest scores that count (Rule 5.2).
WINDOW = 20


def check_holes(holes):
    """Return a number of holes that a score can have.

    >>> check_holes(14)
    Traceback (most recent call last):
    ValueError: a score is of 9 or 18 holes, not of 14
    """
    if holes not in (9, 18):
        raise ValueError(f"a score is of 9 or 18 holes, not of {holes}")
    return int(holes)


def check_slope(slope_rating):
    """Return a slope rating as ``int``.

    >>> check_slope(160)
    Traceback (most recent call last):
    ValueError: a slope rating is a whole number from 55 to 155, not 160
    """
    return whole(slope_rating, "a slope rating", LOWEST_SLOPE, HIGHEST_SLOPE)


def check_rating(course_rating, holes=18):
    """Return a course rating in tenths.

    >>> from decimal import Decimal
    >>> check_rating(Decimal("71.5")), check_rating(Decimal("35.3"), 9)
    (715, 353)
    """
    return tenths(course_rating, _RATING_NAMES[holes], *RATINGS[holes])


def check_score(adjusted_gross_score, holes=18):
    """Return an adjusted gross score as ``int``.

    >>> check_score(300)
    Traceback (most recent call last):
    ValueError: an adjusted score of 18 holes is a whole number from 18 to 198, not 300
    """
    return whole(adjusted_gross_score, _SCORE_NAMES[holes], holes, holes * MOST_ON_A_HOLE)


def check_pcc(pcc):
    """Return a playing conditions calculation as ``int`` (Rule 5.6: -1 to +3).

    >>> check_pcc(4)
    Traceback (most recent call last):
    ValueError: the adjustment for playing conditions is a whole number from -1 to 3, not 4
    """
    return whole(pcc, "the adjustment for playing conditions", -1, 3)


def check_index(handicap_index, name="a handicap"):
    """Return a handicap in tenths.

    >>> check_index(55)
    Traceback (most recent call last):
    ValueError: a handicap lies between -10.0 and 54.0; 55 does not
    """
    return tenths(handicap_index, name, LOWEST, HIGHEST)
