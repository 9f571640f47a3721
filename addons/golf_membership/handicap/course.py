# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Strokes that a player gets on a course, and in a format of play (Rule 6)."""

from decimal import Context, Decimal

from .limits import STANDARD_SLOPE, check_holes, check_index, check_rating, check_slope
from .numbers import nearest, ratio, whole

#: Pars by number of holes: par 3 to par 6 on each.
PARS = {18: (54, 108), 9: (27, 54)}
#: An own context: what a caller set for its thread changes nothing here.
_CONTEXT = Context(prec=28)


def course_fraction(index, slope, rating=None, par=None, holes=18):
    """Return the unrounded course handicap as a fraction; ``index`` and ``rating`` in tenths.

    Of nine holes it is that of half the handicap, rounded to a tenth first (USGA, Committee
    Guidance on Rule 6: half of 8.7 is 4.4).
    """
    if holes == 9:
        index = nearest(index, 2)
    above = index * slope
    if par is not None:
        above += (rating - 10 * par) * STANDARD_SLOPE
    return above, 10 * STANDARD_SLOPE


def _checked(handicap_index, slope_rating, course_rating, par, holes):
    holes = check_holes(holes)
    if (course_rating is None) != (par is None):
        raise ValueError("give both a course rating and a par, or neither")
    return course_fraction(
        check_index(handicap_index),
        check_slope(slope_rating),
        None if par is None else check_rating(course_rating, holes),
        None if par is None else whole(par, f"the par of {holes} holes", *PARS[holes]),
        holes,
    )


def unrounded_course_handicap(handicap_index, slope_rating, course_rating=None, par=None, holes=18):
    """Return the Course Handicap before it is rounded (Rule 6.1).

    handicap x slope / 113 + (course rating - par); without rating and par as associations had it
    that chose so in 2020.

    >>> str(unrounded_course_handicap(12, 132, Decimal("73.1"), 72))[:6]
    '15.117'
    """
    above, below = _checked(handicap_index, slope_rating, course_rating, par, holes)
    return _CONTEXT.divide(Decimal(above), Decimal(below))


def course_handicap(handicap_index, slope_rating, course_rating=None, par=None, holes=18):
    """Return the Course Handicap: the strokes a player gets on these holes (Rule 6.1).

    >>> course_handicap(Decimal("8.7"), 121, Decimal("35.3"), 36, holes=9)
    4
    >>> course_handicap(-2, 130, 71, 72), course_handicap(Decimal("-1.5"), 113)
    (-3, -1)
    """
    return nearest(*_checked(handicap_index, slope_rating, course_rating, par, holes))


def playing_handicap(unrounded_course_handicap, allowance):
    """Return the Playing Handicap: the share of a Course Handicap that a format gives (Rule 6.2).

    It comes from the unrounded one: rounding twice gives another number (Rule 6.2a/1). A plus
    player gives fewer strokes back, in the direction of zero.

    :param allowance: a share above 0 and up to 2, such as ``Decimal("0.95")``, see Appendix C

    >>> playing_handicap(unrounded_course_handicap(Decimal("8.6"), 125, 71, 71), Decimal("0.85"))
    8
    >>> playing_handicap(Decimal("-2.5"), Decimal("0.9")), playing_handicap(33, 1)
    (-2, 33)
    """
    above, below = ratio(unrounded_course_handicap, "a course handicap")
    part, parts = ratio(allowance, "an allowance")
    if not 0 < part <= 2 * parts:
        raise ValueError(
            f"an allowance is a share such as 0.95, above 0 and up to 2, not {allowance}"
        )
    return nearest(above * part, below * parts)
