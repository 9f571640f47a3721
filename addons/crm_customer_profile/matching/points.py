# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Points for fields that agree, as hotels match profiles, and what no number of points allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

#: What may agree, and usual points. Two of them at least make a candidate.
FIELDS = {
    "document": 50,
    "name": 30,
    "phone": 30,
    "email": 30,
    "birthday": 20,
    "number": 20,
}
NONE, POSSIBLE, CERTAIN = "none", "possible", "certain"


@dataclass(frozen=True)
class Person:
    """What is on file about one person.

    :param names: each name as the frozenset of its words, so that their order does not matter
    :param keys: {field: frozenset of what may agree} for phone, email, number and document
    """

    names: frozenset = frozenset()
    keys: Mapping[str, frozenset] = field(default_factory=dict)
    birthday: date | None = None
    gender: str | None = None


@dataclass(frozen=True)
class Likeness:
    """In which fields two records agree, and in which they contradict each other."""

    agree: tuple = ()
    differ: tuple = ()


def compare(one, other):
    """Return how alike two persons are.

    >>> ding = Person(frozenset({frozenset({"ding", "wei"})}), {"phone": frozenset({"138"})},
    ...               date(1970, 1, 2), "male")
    >>> same = Person(frozenset({frozenset({"wei", "ding"})}), {"phone": frozenset({"138"})})
    >>> compare(ding, same)
    Likeness(agree=('name', 'phone'), differ=())
    >>> compare(ding, Person(birthday=date(1980, 1, 2), gender="female"))
    Likeness(agree=(), differ=('birthday', 'gender'))
    """
    agree, differ = set(), set()
    if one.names & other.names:
        agree.add("name")
    for name in ("document", "phone", "email", "number"):
        if one.keys.get(name, frozenset()) & other.keys.get(name, frozenset()):
            agree.add(name)
    if one.birthday and other.birthday:
        (agree if one.birthday == other.birthday else differ).add("birthday")
    if one.gender and other.gender and one.gender != other.gender:
        differ.add("gender")
    order = [*FIELDS, "gender"]
    return Likeness(tuple(sorted(agree, key=order.index)), tuple(sorted(differ, key=order.index)))


def judge(likeness, points, lower, upper):
    """Return the points of a likeness, and what to do with the pair.

    One field alone decides nothing; different names are always for a person to look at, also on
    one document; so is what contradicts itself.

    :param points: {field: points}
    :param lower: from here on somebody looks at the pair
    :param upper: from here on it is as good as certain
    :return: (points, NONE, POSSIBLE or CERTAIN)

    >>> judge(Likeness(("document", "name")), FIELDS, 50, 80)
    (80, 'certain')
    >>> judge(Likeness(("document", "phone", "email")), FIELDS, 50, 80)
    (110, 'possible')
    >>> judge(Likeness(("document",)), FIELDS, 50, 80), judge(Likeness(("name",)), FIELDS, 10, 20)
    ((50, 'none'), (30, 'none'))
    >>> judge(Likeness(("document", "name"), ("birthday",)), FIELDS, 50, 80)
    (80, 'possible')
    """
    total = sum(points.get(name, 0) for name in likeness.agree)
    counted = [name for name in likeness.agree if points.get(name, 0)]
    if total < lower or len(counted) < 2:
        return total, NONE
    if total >= upper and "name" in counted and not likeness.differ:
        return total, CERTAIN
    return total, POSSIBLE
