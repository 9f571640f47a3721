# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Which policy of service levels holds for a request."""

from typing import NamedTuple


class Target(NamedTuple):
    """What a policy promises: a metric and its seconds of work."""

    id: int
    metric: str
    seconds: int
    warn_percent: int


class Facts(NamedTuple):
    """What of a request decides on its policy; ``categories`` are its own and those above it."""

    company: int
    queue: int = 0
    kind: str = ""
    categories: frozenset = frozenset()
    priority: int = 0
    tier: int = 0


class Policy(NamedTuple):
    """For whom a policy is; empty conditions hold for everybody.

    >>> house = Policy(1)
    >>> gold = Policy(2, tier=7)
    >>> urgent = Policy(3, tier=7, priority=3)
    >>> [choose([house, gold, urgent], Facts(1, tier=7, priority=p)).id for p in (0, 3)]
    [2, 3]
    >>> choose([gold], Facts(1)) is None
    True
    """

    id: int
    sequence: int = 10
    company: int = 0
    queues: frozenset = frozenset()
    kind: str = ""
    category: int = 0
    priority: int = 0
    tier: int = 0
    calendar: int = 0
    targets: tuple = ()

    def fits(self, facts):
        """Say whether all of its conditions hold."""
        return (
            self.company in (0, facts.company)
            and (not self.queues or facts.queue in self.queues)
            and self.kind in ("", facts.kind)
            and (not self.category or self.category in facts.categories)
            and facts.priority >= self.priority
            and self.tier in (0, facts.tier)
        )

    def rank(self):
        """Return what to sort by: the more conditions the earlier, then sequence, then number."""
        conditions = (self.queues, self.kind, self.category, self.priority, self.tier)
        return -sum(map(bool, conditions)), self.sequence, self.id


def choose(policies, facts):
    """Return the policy with the most conditions of those that fit, or None."""
    return min((each for each in policies if each.fits(facts)), key=Policy.rank, default=None)
