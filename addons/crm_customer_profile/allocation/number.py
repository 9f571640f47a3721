# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Ranges of member or customer numbers, as clubs hand them out: "1000 to 1999 to Ann"."""

import re
from dataclasses import dataclass

_TAIL = re.compile(r"^(.*?)(\d+)$")


def split_number(text: str) -> tuple[str, int] | None:
    """Return the prefix and the number of ``text``, or ``None`` where it ends in no digit.

    >>> split_number("1500"), split_number(" gm-0042 "), split_number("VIP")
    (('', 1500), ('GM-', 42), None)
    """
    found = _TAIL.match(text.strip().upper())
    return (found[1], int(found[2])) if found else None


@dataclass(frozen=True)
class NumberRange:
    """Numbers from ``first`` to ``last``, both included, behind one prefix.

    >>> NumberRange.parse("1000", "1999").holds("1500")
    True
    >>> NumberRange.parse("M1000", "M1999").holds("1500")
    False
    """

    prefix: str
    first: int
    last: int

    @classmethod
    def parse(cls, first: str, last: str) -> "NumberRange":
        """Make a range of what a person typed.

        :raises ValueError: an end is no number, the prefixes differ or the ends are swapped
        """
        low, high = split_number(first), split_number(last)
        if not low or not high or low[0] != high[0] or low[1] > high[1]:
            raise ValueError(f"no range of numbers: {first} to {last}")
        return cls(low[0], low[1], high[1])

    def holds(self, text: str) -> bool:
        number = split_number(text)
        return bool(number) and number[0] == self.prefix and self.first <= number[1] <= self.last

    def meets(self, other: "NumberRange") -> bool:
        """Tell whether a number can be in both.

        >>> a, b = NumberRange.parse("1", "9"), NumberRange.parse("9", "12")
        >>> a.meets(b), a.meets(NumberRange.parse("10", "12"))
        (True, False)
        """
        return self.prefix == other.prefix and self.first <= other.last and other.first <= self.last
