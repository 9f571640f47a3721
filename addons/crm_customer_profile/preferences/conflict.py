# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Which wishes of one person cannot all be kept."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

SAME, OPPOSITE, NUMBERS, TOO_MANY = "same", "opposite", "numbers", "too_many"


@dataclass(frozen=True)
class Conflict:
    """Wishes that stand against each other.

    :param kind: ``same`` (recorded twice), ``opposite`` (for and against), ``numbers`` (no
        number keeps both), ``too_many`` (more choices of a group than the group allows)
    :param keys: the keys of the wishes
    """

    kind: str
    keys: tuple


def find_conflicts(wishes, parents=None, limits=None):
    """Return what contradicts itself among the wishes of one person.

    A like below a dislike ("likes honey, dislikes sweets") is an exception, not a contradiction.

    :param parents: for each topic the group it is a choice of
    :param limits: for each group how many choices a person may have, where limited

    >>> from .number import NumberRule
    >>> from .wish import Wish
    >>> king, twin = Wish("k", "king", "like"), Wish("t", "twin", "need")
    >>> find_conflicts([king, twin], {"king": "bed", "twin": "bed"}, {"bed": 1})
    [Conflict(kind='too_many', keys=('k', 't'))]
    >>> find_conflicts([king, twin], {"king": "bed", "twin": "bed"}, {"bed": 2})
    []
    >>> find_conflicts([king, Wish("n", "king", "dislike")])
    [Conflict(kind='opposite', keys=('k', 'n'))]
    >>> high = Wish("h", "floor", "like", number=NumberRule("at_least", 20))
    >>> low = Wish("l", "floor", "like", number=NumberRule("at_most", 3))
    >>> find_conflicts([high, low])
    [Conflict(kind='numbers', keys=('h', 'l'))]
    >>> find_conflicts([high, Wish("n", "floor", "dislike", number=NumberRule("at_most", 3))])
    []
    """
    conflicts = []
    by_topic, by_group = defaultdict(list), defaultdict(list)
    for wish in wishes:
        by_topic[wish.topic].append(wish)
        group = (parents or {}).get(wish.topic)
        if wish.is_for and group in (limits or {}):
            by_group[group].append(wish)
    for same_topic in by_topic.values():
        for first, second in combinations(same_topic, 2):
            kind = _compare(first, second)
            if kind:
                conflicts.append(Conflict(kind, (first.key, second.key)))
    for group, chosen in by_group.items():
        if len({wish.topic for wish in chosen}) > limits[group]:
            conflicts.append(Conflict(TOO_MANY, tuple(wish.key for wish in chosen)))
    return conflicts


def _compare(first, second):
    """Return the kind of conflict between two wishes on one topic, or None."""
    if first.is_for != second.is_for:
        if first.exceptions or second.exceptions:
            return None
        if first.number and second.number and not first.number.meets(second.number):
            return None
        # "Likes floor 20 or above" and "dislikes low floors" go together.
        return OPPOSITE if bool(first.number) == bool(second.number) else None
    if (first.attitude, first.exceptions, first.number) == (
        second.attitude,
        second.exceptions,
        second.number,
    ):
        return SAME
    if first.is_for and first.number and second.number and not first.number.meets(second.number):
        return NUMBERS
    return None
