# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the Rules leave to a club or an association, and what nobody has published."""

from dataclasses import dataclass
from decimal import Decimal

from .numbers import ratio, whole


@dataclass(frozen=True)
class Rules:
    """The choices of a club.

    :param int minimum_scores: from how many 18-hole scores on there is a handicap; below 3 only
        where the association says so (Rule 4.5; Denmark does)
    :param bool use_par: whether a course handicap contains course rating minus par (Rule 6.1);
        without it as England, Wales and Ireland chose in 2020
    :param bool exceptional_rounded: whether the gap of an exceptional score is measured from the
        rounded differential, as some associations' programs do; Rule 5.9 says unrounded
    :param Decimal expected_factor: of the handicap, in the ESTIMATE of an 18-hole differential
        that is expected of a player. The associations do not publish theirs
        (englandgolf.freshdesk.com 80001136829); these are those of a public German test suite
    :param Decimal expected_constant: what is added to it
    """

    minimum_scores: int = 3
    use_par: bool = True
    exceptional_rounded: bool = False
    expected_factor: Decimal = Decimal("1.04")
    expected_constant: Decimal = Decimal("2.4")

    def __post_init__(self):
        whole(self.minimum_scores, "the least number of scores", 1, 20)
        ratio(self.expected_factor, "the factor of the expected score")
        ratio(self.expected_constant, "the constant of the expected score")


#: As the Rules have it.
RULES = Rules()
