# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The choice of an agent among those who are there.

Whoever has had nothing for longest comes first among equals: a lowest id that always wins is the
defect of the desks we looked at. ``turn`` is that memory: the number of the queue's last giving.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

#: How a queue chooses.
METHODS = ("round_robin", "least_load", "skill")


@dataclass
class Agent:
    """Somebody who is there: what he has to do, how much he takes, when it was his turn.

    ``load`` counts all he has to do, ``held`` what he has of this queue, which ``capacity`` limits
    (0: any number).
    """

    key: int
    load: int = 0
    held: int = 0
    capacity: int = 0
    skills: frozenset = frozenset()
    turn: int = 0

    def has_room(self) -> bool:
        return not self.capacity or self.held < self.capacity

    def take(self, turn: int) -> None:
        self.load += 1
        self.held += 1
        self.turn = turn


@dataclass(frozen=True)
class Task:
    """A request that waits: what one must be able to do, and who shall not get it again."""

    key: int
    skills: frozenset = field(default_factory=frozenset)
    refused: frozenset = field(default_factory=frozenset)


def _rank(method, agent):
    if method == "round_robin":
        return (agent.turn, agent.load, agent.key)
    return (agent.load, agent.turn, agent.key)


def distribute(
    method: str, agents: Iterable[Agent], tasks: Iterable[Task], turn: int = 0
) -> tuple[dict[int, int | None], int]:
    """Return who gets each task, and the number of the last turn.

    The agents are changed as they take. Tasks are given in their order; one for whom nobody is
    there gets None and holds up no other.

    >>> ann, bob = Agent(1, load=2), Agent(2)
    >>> distribute("least_load", [ann, bob], map(Task, "abc"))
    ({'a': 2, 'b': 2, 'c': 1}, 3)
    >>> distribute("round_robin", [Agent(1, turn=8), Agent(2, turn=7)], map(Task, "abc"), 8)
    ({'a': 2, 'b': 1, 'c': 2}, 11)
    >>> distribute("skill", [Agent(1, skills=frozenset({5}))], [Task("a", frozenset({5, 6}))])
    ({'a': None}, 0)
    >>> distribute("least_load", [Agent(1, capacity=1)], map(Task, "ab"))
    ({'a': 1, 'b': None}, 1)
    >>> distribute("least_load", [Agent(1)], [Task("a", refused=frozenset({1}))])
    ({'a': None}, 0)

    :raises ValueError: there is no such method
    """
    if method not in METHODS:
        raise ValueError(f"no way of assigning: {method}")
    agents = list(agents)
    given = {}
    for task in tasks:
        able = [
            agent
            for agent in agents
            if agent.has_room()
            and agent.key not in task.refused
            and (method != "skill" or task.skills <= agent.skills)
        ]
        if not able:
            given[task.key] = None
            continue
        chosen = min(able, key=lambda agent: _rank(method, agent))
        turn += 1
        chosen.take(turn)
        given[task.key] = chosen.key
    return given, turn
