# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Whether a thing (a room, a dish, a tee time) suits what a person wants."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from .number import NumberRule

LIKE, DISLIKE, NEED, ALLERGY = "like", "dislike", "need", "allergy"


class Verdict(Enum):
    """What a thing means to one wish."""

    MET = "met"
    MISSED = "missed"  # a pity
    BROKEN = "broken"  # must not happen: a need left open, an allergy touched
    SILENT = "silent"  # the wish says nothing about this thing
    UNKNOWN = "unknown"  # the thing does not say the number that the wish asks for


@dataclass(frozen=True)
class Wish:
    """One preference of a person.

    :param key: what the caller finds the wish again by
    :param topic: what it is about; a topic stands for everything below it
    :param attitude: like, dislike, need or allergy
    :param exceptions: topics that the wish does not extend to ("no sweets, except honey")
    :param number: the rule on the number of the topic, if it has one
    """

    key: Hashable
    topic: Hashable
    attitude: str
    exceptions: frozenset = frozenset()
    number: NumberRule | None = None

    @property
    def is_for(self):
        """Whether the person is for the topic rather than against it."""
        return self.attitude in (LIKE, NEED)

    @property
    def is_hard(self):
        """Whether it must be kept, not only if possible."""
        return self.attitude in (NEED, ALLERGY)


@dataclass(frozen=True)
class Fact:
    """What a thing is: its topics *with all that stand above them*, and its numbers by topic."""

    topics: frozenset
    numbers: Mapping[Hashable, Decimal] = field(default_factory=dict)


def judge(wish, fact):
    """Return what a thing means to one wish.

    >>> sweets = Wish(1, "sweets", "dislike", frozenset({"honey"}))
    >>> judge(sweets, Fact(frozenset({"food", "sweets", "cake"}))).value
    'missed'
    >>> judge(sweets, Fact(frozenset({"food", "sweets", "honey"}))).value
    'silent'
    >>> high = Wish(2, "floor", "need", number=NumberRule("at_least", 20))
    >>> [judge(high, Fact(frozenset({"floor"}), {"floor": n})).value for n in (21, 3)]
    ['met', 'broken']
    >>> judge(high, Fact(frozenset({"floor"}))).value
    'unknown'
    >>> judge(Wish(3, "nuts", "allergy"), Fact(frozenset({"food", "nuts"}))).value
    'broken'
    """
    concerned = wish.topic in fact.topics and not wish.exceptions & fact.topics
    if concerned and wish.number:
        number = fact.numbers.get(wish.topic)
        if number is None:
            return Verdict.UNKNOWN
        concerned = wish.number.is_kept_by(number)
    if wish.is_for == concerned:
        return Verdict.MET if wish.is_for else Verdict.SILENT
    return Verdict.BROKEN if wish.is_hard else Verdict.MISSED


@dataclass(frozen=True)
class Fit:
    """How a thing fits all wishes of a person, with the wishes to explain it by."""

    met: tuple = ()
    missed: tuple = ()
    broken: tuple = ()
    unknown: tuple = ()

    @property
    def is_possible(self):
        """Whether nothing that must be kept is broken."""
        return not self.broken

    @property
    def score(self):
        """Wishes met less wishes missed; what is unknown counts for nothing."""
        return len(self.met) - len(self.missed)


def weigh(wishes, fact):
    """Return how a thing fits all wishes.

    >>> wishes = [Wish(1, "river", "like"), Wish(2, "quiet", "need"), Wish(3, "smoke", "dislike")]
    >>> fit = weigh(wishes, Fact(frozenset({"view", "river", "quiet"})))
    >>> fit.is_possible, fit.score
    (True, 2)
    >>> weigh(wishes, Fact(frozenset({"smoke"}))).is_possible
    False
    """
    found = {verdict: [] for verdict in Verdict}
    for wish in wishes:
        found[judge(wish, fact)].append(wish)
    return Fit(
        met=tuple(found[Verdict.MET]),
        missed=tuple(found[Verdict.MISSED]),
        broken=tuple(found[Verdict.BROKEN]),
        unknown=tuple(found[Verdict.UNKNOWN]),
    )
