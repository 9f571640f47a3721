# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How long a guest usually stays."""

from collections import Counter
from statistics import median_low


def usual_nights(nights):
    """Return the usual number of nights, None where nothing is known.

    What makes up half of the stays or more is usual; otherwise the middle one, which one stay of
    a month does not move. A visit without a night (a day room) tells nothing.

    :param nights: the nights of each past stay, the latest first; of two lengths equally frequent
        the one seen last is taken

    >>> usual_nights([7]), usual_nights([7, 7, 2, 7]), usual_nights([1, 30, 2, 3, 2, 4])
    (7, 7, 2)
    >>> usual_nights([3, 7, 7, 3]), usual_nights([2, 9]), usual_nights([0, 0]), usual_nights([])
    (3, 2, None, None)
    """
    lengths = [count for count in nights if count > 0]
    if not lengths:
        return None
    length, times = Counter(lengths).most_common(1)[0]
    return length if 2 * times >= len(lengths) else median_low(lengths)
