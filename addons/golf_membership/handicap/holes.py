# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Strokes on a hole, and the score that counts for a handicap (Rule 3.1, Appendix E)."""

from typing import NamedTuple

from .limits import check_holes
from .numbers import whole

#: Before a handicap, and where four strokes or more are received, a hole counts par + 5.
MOST_OVER_PAR = 5


class Hole(NamedTuple):
    """A hole as played. ``strokes`` is ``None`` where it was started and not finished."""

    par: int
    stroke_index: int
    strokes: int | None


def received(course_handicap, stroke_index, holes=18):
    """As :func:`strokes_received`, of numbers known to be right."""
    if course_handicap >= 0:
        each, rest = divmod(course_handicap, holes)
        return each + (stroke_index <= rest)
    each, rest = divmod(-course_handicap, holes)
    return -each - (holes + 1 - stroke_index <= rest)


def strokes_received(course_handicap, stroke_index, holes=18):
    """Return the strokes a player gets on a hole; below zero where a plus player gives some back.

    They are given back from the easiest hole on (Appendix C).

    :param stroke_index: from 1, the hardest, to the number of holes

    >>> [strokes_received(-2, one) for one in (18, 17, 16)], strokes_received(53, 5)
    ([-1, -1, 0], 3)
    >>> strokes_received(10, 1, holes=9), strokes_received(10, 2, holes=9)
    (2, 1)
    """
    return received(*_checked(course_handicap, stroke_index, holes))


def _checked(course_handicap, stroke_index, holes):
    holes = check_holes(holes)
    return (
        whole(course_handicap, "a course handicap", -40, 120),
        whole(stroke_index, "a stroke index", 1, holes),
        holes,
    )


def most(par, course_handicap, stroke_index, holes=18):
    """As :func:`maximum_hole_score`, of numbers known to be right."""
    if course_handicap is None:
        return par + MOST_OVER_PAR
    return par + min(2 + received(course_handicap, stroke_index, holes), MOST_OVER_PAR)


def maximum_hole_score(par, course_handicap, stroke_index, holes=18):
    """Return the most that a hole counts: a net double bogey (Rule 3.1b).

    Par + 2 + the strokes received (less those a plus player gives back); par + 5 before there is a
    handicap (Rule 3.1a), and where a course handicap above 54 gives four strokes or more.

    :param course_handicap: the full, rounded one; ``None`` before there is a handicap

    >>> maximum_hole_score(4, 15, 10), maximum_hole_score(4, None, 10), maximum_hole_score(3, 57, 1)
    (7, 9, 8)
    """
    par = whole(par, "the par of a hole", 3, 6)
    if course_handicap is None:
        whole(stroke_index, "a stroke index", 1, check_holes(holes))
        return most(par, None, stroke_index, holes)
    return most(par, *_checked(course_handicap, stroke_index, holes))


def adjusted_gross_score(played, course_handicap):
    """Return the sum of the holes, each at most its net double bogey (Rule 3.1).

    A hole started and not finished counts its maximum: the most likely score, at most a net double
    bogey, was not noted (Rule 3.3). Stroke indexes of nine holes out of eighteen are ranked.

    :param played: 9 or 18 :class:`Hole`, each hole once
    :raises ValueError: another number of holes, a stroke index twice, a hole of 0 or 26 strokes

    >>> card = [Hole(4, index, 5) for index in range(1, 18)] + [Hole(4, 18, 12)]
    >>> adjusted_gross_score(card, 10), adjusted_gross_score(card, None)
    (91, 94)
    >>> adjusted_gross_score([Hole(4, index, None) for index in range(1, 18, 2)], 5)
    59
    """
    holes = check_holes(len(played))
    for hole in played:
        whole(hole.par, "the par of a hole", 3, 6)
        whole(hole.stroke_index, "a stroke index", 1, 18)
        if hole.strokes is not None:
            whole(hole.strokes, "the score of a hole", 1, 25)
    if len({hole.stroke_index for hole in played}) < holes:
        raise ValueError("each hole has a stroke index of its own")
    if course_handicap is not None:
        whole(course_handicap, "a course handicap", -40, 120)
    return adjust(played, course_handicap)


def adjust(played, course_handicap):
    """As :func:`adjusted_gross_score`, of a card known to be right."""
    holes = len(played)
    ranks = sorted(hole.stroke_index for hole in played)
    total = 0
    for par, stroke_index, strokes in played:
        highest = most(par, course_handicap, ranks.index(stroke_index) + 1, holes)
        total += highest if strokes is None else min(strokes, highest)
    return total
