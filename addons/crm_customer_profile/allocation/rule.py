# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What an allocation rule says, and which person it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from .number import NumberRange

#: The conditions that compare one value of the person with the values of the rule.
SINGLE = ("source", "medium", "country", "region", "state")


@dataclass(frozen=True)
class Person:
    """What is known of a person when an owner is looked for. Keys are opaque to this package."""

    key: int
    company: int | None = None
    source: int | None = None
    medium: int | None = None
    country: int | None = None
    region: int | None = None
    city: str = ""
    state: str = ""
    numbers: tuple[str, ...] = ()
    categories: frozenset[int] = frozenset()
    segments: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Rule:
    """One line of the allocation table: all that is set must hold, what is empty holds always.

    >>> rule = Rule(1, 10, source=frozenset({7}), numbers=NumberRange.parse("1000", "1999"))
    >>> rule.holds(Person(5, source=7, numbers=("1500",)))
    True
    >>> rule.holds(Person(5, source=7, numbers=("2500",))), rule.holds(Person(5, numbers=("1500",)))
    (False, False)
    """

    key: int
    sequence: int
    company: int | None = None
    source: frozenset = frozenset()
    medium: frozenset = frozenset()
    country: frozenset = frozenset()
    region: frozenset = frozenset()
    state: frozenset = frozenset()
    cities: frozenset = frozenset()
    categories: frozenset = frozenset()
    segments: frozenset = frozenset()
    numbers: NumberRange | None = None
    target: frozenset = frozenset()

    def holds(self, person: Person) -> bool:
        if self.company and person.company and self.company != person.company:
            return False
        for name in SINGLE:
            wanted = getattr(self, name)
            if wanted and getattr(person, name) not in wanted:
                return False
        if self.cities and person.city.strip().casefold() not in self.cities:
            return False
        if self.categories and not self.categories & person.categories:
            return False
        if self.segments and not self.segments & person.segments:
            return False
        return not self.numbers or any(map(self.numbers.holds, person.numbers))

    def _scope(self):
        return tuple(getattr(self, name) for name in (*SINGLE, "cities", "categories", "segments"))


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules as they are asked: by sequence and then by age."""
    return sorted(rules, key=lambda rule: (rule.sequence, rule.key))


def first_match(rules: Iterable[Rule], person: Person, passed=frozenset()) -> Rule | None:
    """Return the first of the rules :func:`in_order` that is about ``person``.

    :param passed: keys of rules nobody can be given by any more

    >>> rules = in_order([Rule(1, 20), Rule(2, 10, state=frozenset({"lost"}))])
    >>> first_match(rules, Person(1, state="lost")).key, first_match(rules, Person(1)).key
    (2, 1)
    >>> first_match(rules, Person(1, state="lost"), passed={2}).key
    1
    """
    return next((rule for rule in rules if rule.key not in passed and rule.holds(person)), None)


def conflict(one: Rule, other: Rule) -> str | None:
    """Tell how two rules contradict each other: ``"range"``, ``"scope"`` or not at all.

    Rules for the same people and other officers contradict each other when their number ranges
    overlap, or when neither comes first. A narrower rule before a wider one is no contradiction.

    >>> one = Rule(1, 10, numbers=NumberRange.parse("1", "9"), target=frozenset({"ann"}))
    >>> conflict(one, Rule(2, 20, numbers=NumberRange.parse("5", "12"), target=frozenset({"bob"})))
    'range'
    >>> conflict(one, Rule(2, 20, numbers=NumberRange.parse("5", "12"), target=frozenset({"ann"})))
    >>> conflict(Rule(1, 10, target=frozenset({1})), Rule(2, 10, target=frozenset({2})))
    'scope'
    >>> conflict(Rule(1, 10, target=frozenset({1})), Rule(2, 20, target=frozenset({2})))
    """
    apart = one.company and other.company and one.company != other.company
    if apart or one.target == other.target or one._scope() != other._scope():
        return None
    if one.numbers and other.numbers:
        return "range" if one.numbers.meets(other.numbers) else None
    same = one.numbers == other.numbers and one.sequence == other.sequence
    return "scope" if same else None
