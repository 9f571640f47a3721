# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Rules on a number: "floor 20 or above", "tee off between 7 and 9"."""

from dataclasses import dataclass
from decimal import Decimal

AT_LEAST, AT_MOST, EXACTLY, BETWEEN = "at_least", "at_most", "exactly", "between"
KINDS = (AT_LEAST, AT_MOST, EXACTLY, BETWEEN)


@dataclass(frozen=True)
class NumberRule:
    """A rule that a number keeps or breaks; both ends of a span belong to it.

    :param kind: one of :data:`KINDS`
    :param value: the number of the rule, or the lower end of a span
    :param upper: the upper end of a span, unused otherwise
    :raises ValueError: the kind is unknown, or a span ends before it begins

    >>> NumberRule("at_least", 20).is_kept_by(21), NumberRule("at_least", 20).is_kept_by(19)
    (True, False)
    >>> NumberRule("between", 7, 9).is_kept_by(9)
    True
    >>> NumberRule("between", 9, 7)
    Traceback (most recent call last):
        ...
    ValueError: the span ends at 7, before it begins at 9
    """

    kind: str
    value: Decimal
    upper: Decimal | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"unknown rule {self.kind}")
        if self.kind == BETWEEN and (self.upper is None or self.upper < self.value):
            raise ValueError(f"the span ends at {self.upper}, before it begins at {self.value}")

    @property
    def bounds(self):
        """The lowest and the highest number that keep the rule; None where there is no end."""
        return {
            AT_LEAST: (self.value, None),
            AT_MOST: (None, self.value),
            EXACTLY: (self.value, self.value),
            BETWEEN: (self.value, self.upper),
        }[self.kind]

    def is_kept_by(self, number):
        """Tell whether a number keeps the rule."""
        low, high = self.bounds
        return (low is None or number >= low) and (high is None or number <= high)

    def meets(self, other):
        """Tell whether some number keeps both rules.

        >>> NumberRule("at_least", 20).meets(NumberRule("at_most", 5))
        False
        >>> NumberRule("at_least", 20).meets(NumberRule("exactly", 20))
        True
        """
        (low, high), (other_low, other_high) = self.bounds, other.bounds
        starts_in_time = other_high is None or low is None or low <= other_high
        ends_in_time = high is None or other_low is None or other_low <= high
        return starts_in_time and ends_in_time
