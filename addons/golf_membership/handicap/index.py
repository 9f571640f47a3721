# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""From the latest differentials to a handicap (Rule 5.2)."""

from .caps import cap
from .limits import WINDOW, check_index
from .numbers import all_tenths, from_tenths, whole

#: Rule 5.2a by number of scores: how many of the lowest count, and what is added, in tenths.
#: One and two scores are in no rule; an association may issue from them at its discretion.
TABLE = {
    **{1: (1, -20), 2: (1, -20)},
    **{3: (1, -20), 4: (1, -10), 5: (1, 0), 6: (2, -10), 7: (2, 0), 8: (2, 0)},
    **{9: (3, 0), 10: (3, 0), 11: (3, 0), 12: (4, 0), 13: (4, 0), 14: (4, 0)},
    **{15: (5, 0), 16: (5, 0), 17: (6, 0), 18: (6, 0), 19: (7, 0), 20: (8, 0)},
}


def calculate(window):
    """Return the mean of those that count of at most 20 differentials, before caps, in tenths.

    >>> calculate([153, 152, 166]), calculate([153, 152, 166, 160, 157, 155, 161])
    (132, 153)
    """
    count, added = TABLE[len(window)]
    # As nearest(sum, count): this is where most of the time goes.
    return (2 * sum(sorted(window)[:count]) + count) // (2 * count) + added


def handicap_index(differentials, low_handicap_index=None, minimum=3):
    """Return the index of a record of differentials, or ``None`` where there are too few.

    The mean of the lowest 8 of the latest 20 is rounded to a tenth and then compared with the Low
    Handicap Index (Rule 5.2b). With fewer than 20 scores the table of Rule 5.2a holds, and there is
    no Low Handicap Index to compare with (Rule 5.7).

    :param differentials: oldest first, reductions applied; the latest 20 count
    :param minimum: from how many scores on there is an index (Rule 4.5)

    >>> from decimal import Decimal
    >>> handicap_index([Decimal("15.3"), Decimal("15.2"), Decimal("16.6")])
    Decimal('13.2')
    >>> handicap_index([Decimal("15.3"), Decimal("15.2")]) is None
    True
    >>> handicap_index([Decimal(14)] * 20, Decimal(10))
    Decimal('13.5')
    """
    window = all_tenths(differentials, "a differential")[-WINDOW:]
    low = check_low(low_handicap_index)
    if len(window) < whole(minimum, "the least number of scores", 1, WINDOW):
        return None
    return from_tenths(cap(calculate(window), low if len(window) == WINDOW else None))


def check_low(low_handicap_index):
    """Return a Low Handicap Index in tenths, or ``None``."""
    if low_handicap_index is None:
        return None
    return check_index(low_handicap_index, "a low handicap")
