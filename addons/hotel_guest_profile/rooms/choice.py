# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The best rooms for a guest, with what speaks for and against each."""

from collections.abc import Hashable
from dataclasses import dataclass
from heapq import nsmallest

from ...crm_customer_profile.preferences import Fit, weigh
from .scale import Scale


@dataclass(frozen=True)
class Choice:
    """A room, and how it fits the wishes."""

    key: Hashable
    fit: Fit


def choose(facts, wishes, limit=5, rank=None):
    """Return the rooms that suit best, the best first.

    Rooms that break what must be kept are left out; where every room does, the ones that break
    least are returned, so that somebody can be asked.

    :param facts: dict of room: ``preferences.Fact``
    :param wishes: of all who sleep in the room
    :param rank: gives for a room (before the score, after the score): two tuples that order rooms
        of which one is asked for first, and rooms that fit equally well

    >>> from ...crm_customer_profile.preferences import Fact, NumberRule, Wish
    >>> facts = {
    ...     "2102": Fact(frozenset({"floor", "view", "river", "bed", "king"}), {"floor": 21}),
    ...     "2103": Fact(frozenset({"floor", "view", "garden", "bed", "king"}), {"floor": 21}),
    ...     "301": Fact(frozenset({"floor", "view", "river", "bed", "twin"}), {"floor": 3}),
    ... }
    >>> wishes = [Wish(1, "floor", "need", number=NumberRule("at_least", 20)),
    ...           Wish(2, "river", "like"), Wish(3, "king", "like")]
    >>> for fit in choose(facts, wishes):
    ...     print(fit.key, [w.topic for w in fit.fit.met], [w.topic for w in fit.fit.missed])
    2102 ['floor', 'river', 'king'] []
    2103 ['floor', 'king'] ['river']
    >>> [choice.key for choice in choose(facts, [Wish(1, "sauna", "need")], limit=1)]
    ['2102']
    """
    scale = Scale(wishes)
    order = {}
    for key, fact in facts.items():
        broken, score = scale.weigh(fact)
        first, last = rank(key) if rank else ((), ())
        order[key] = (broken, first, -score, last)
    best = nsmallest(limit, order, key=order.get)
    if best and not order[best[0]][0]:
        best = [key for key in best if not order[key][0]]
    return [Choice(key, weigh(wishes, facts[key])) for key in best]
