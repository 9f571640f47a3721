# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Habits in stays and orders."""

from collections import Counter
from dataclasses import dataclass

#: As often a thing must have come up before it is proposed.
OFTEN = 3
#: And in at least this share of the occasions, in percent.
SHARE = 60


@dataclass(frozen=True)
class Habit:
    """Something had again and again.

    :param what: what it was, as the caller names it
    :param times: on so many occasions
    :param occasions: of so many
    """

    what: object
    times: int
    occasions: int


@dataclass(frozen=True)
class Floor:
    """A guest who lives high up: never below ``lowest`` on so many occasions."""

    lowest: int
    times: int
    occasions: int


def find_habits(occasions, often=OFTEN, share=SHARE):
    """Return what came up on enough occasions, the most frequent first.

    :param occasions: an iterable of what there was on each; the same thing twice counts once

    >>> find_habits([["river", "king"], ["river"], ["river", "twin"], ["garden"]])
    [Habit(what='river', times=3, occasions=4)]
    >>> find_habits([["river"]] * 2)
    []
    >>> find_habits([["tea"]] * 3 + [["coffee"]] * 3)
    []
    """
    occasions = [set(each) for each in occasions]
    counts = Counter(what for each in occasions for what in each)
    found = [
        Habit(what, times, len(occasions))
        for what, times in counts.items()
        if times >= often and 100 * times >= share * len(occasions)
    ]
    return sorted(found, key=lambda habit: (-habit.times, str(habit.what)))


def find_floor(floors, high, often=OFTEN, share=SHARE):
    """Return the guest's habit of living high up, or None.

    :param floors: the floor of each stay whose room is known
    :param high: from this floor on a room counts as high

    >>> find_floor([21, 25, 22, 3], high=15)
    Floor(lowest=21, times=3, occasions=4)
    >>> find_floor([21, 25], high=15)
    """
    above = [floor for floor in floors if floor >= high]
    if len(above) < often or 100 * len(above) < share * len(floors):
        return None
    return Floor(min(above), len(above), len(floors))
