# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Nine holes count at once, with what is expected of the player on nine others (2024, Rule 5.1b).

The formula of the expected score is not in the Rules: what stands here is an ESTIMATE whose
coefficients a club may set, see :class:`~.rules.Rules`.
"""

from .differential import unrounded
from .limits import check_index, check_pcc, check_rating, check_score, check_slope
from .numbers import from_tenths, nearest, ratio
from .rules import RULES


def expected(index, rules=RULES):
    """Return the expected differential of nine holes, all in tenths."""
    above, below = ratio(rules.expected_factor, "the factor of the expected score")
    more, parts = ratio(rules.expected_constant, "the constant of the expected score")
    return nearest(index * above * parts + 10 * more * below, 2 * below * parts)


def expected_nine_hole_differential(handicap_index, rules=RULES):
    """Return the differential expected of a player on nine holes: an estimate.

    (handicap x 1.04 + 2.4) / 2 by default, to the nearest tenth.

    >>> from decimal import Decimal
    >>> [expected_nine_hole_differential(Decimal(one)) for one in ("14.0", "47.8", "0")]
    [Decimal('8.5'), Decimal('26.1'), Decimal('1.2')]
    """
    return from_tenths(expected(check_index(handicap_index), rules))


def nine_hole_differential(
    adjusted_gross_score, course_rating, slope_rating, handicap_index, pcc=0, rules=RULES
):
    """Return the differential of 18 holes that a score of nine counts as.

    Both parts are rounded to a tenth, then added.

    :param adjusted_gross_score: of nine holes, as are rating and slope
    :param handicap_index: with which the round was played: before there is one, a score of nine
        holes waits (Rule 5.1b, USGA FAQ "new player")

    >>> from decimal import Decimal
    >>> nine_hole_differential(45, Decimal("35.8"), 129, 14)
    Decimal('16.6')
    """
    if handicap_index is None:
        raise ValueError("a score of nine holes counts only once the player has a handicap")
    part = unrounded(
        check_score(adjusted_gross_score, 9),
        check_rating(course_rating, 9),
        check_slope(slope_rating),
        check_pcc(pcc),
        9,
    )
    return from_tenths(nearest(*part) + expected(check_index(handicap_index), rules))
