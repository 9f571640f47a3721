# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Whose turn it is: people are spread over officers by load or in turn."""

from dataclasses import dataclass


@dataclass
class Officer:
    """An officer who takes people.

    :param load: people looked after now
    :param capacity: people looked after at most; 0 means no limit
    """

    key: int
    load: int = 0
    capacity: int = 0

    @property
    def is_full(self) -> bool:
        return bool(self.capacity) and self.load >= self.capacity


class Balance:
    """Loads of all officers during a run, and whose turn it is for each rule.

    >>> balance = Balance([Officer(1, load=3), Officer(2)])
    >>> [balance.choose("any", (1, 2), "load") for _person in range(5)]
    [2, 2, 2, 1, 2]
    >>> balance = Balance([Officer(1), Officer(2), Officer(3, 1, 1)])
    >>> [balance.choose("any", (1, 2, 3), "turn") for _person in range(4)]
    [1, 2, 1, 2]
    >>> Balance([Officer(1, 5, 5)]).choose("any", (1,), "load")
    """

    def __init__(self, officers):
        self.officers = {officer.key: officer for officer in officers}
        self._taken = {}

    def choose(self, rule, keys, method):
        """Return the officer who gets the next person of ``rule``, and count the person.

        :param keys: the officers of the rule
        :param method: ``"load"``: the least filled, by share of the capacity where all have one,
            else by number; ``"turn"``: one after the other
        :return: the key, or ``None`` when all are full
        """
        free = [self.officers[key] for key in keys if not self.officers[key].is_full]
        if not free:
            return None
        taken = self._taken.setdefault(rule, {})
        if method == "turn":
            chosen = min(free, key=lambda officer: (taken.get(officer.key, 0), officer.key))
        elif all(officer.capacity for officer in free):
            chosen = min(free, key=lambda each: (each.load / each.capacity, each.load, each.key))
        else:
            chosen = min(free, key=lambda officer: (officer.load, officer.key))
        chosen.load += 1
        taken[chosen.key] = taken.get(chosen.key, 0) + 1
        return chosen.key
