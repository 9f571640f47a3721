# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Read ``fees.csv``: who has a locker or a place for a bag, and who pays how."""

import csv
from dataclasses import dataclass

#: How somebody pays the bills of fees; everybody else pays each in full.
PAY_STORIES = ("stopped", "last_open", "part", "over")
#: Who stopped paying did so this many days ago: two or more quarters ago at most, one at least.
STOPPED_DAYS = 150


@dataclass(frozen=True)
class Habit:
    """A line of the plan.

    :param fee: locker or storage; empty for a member without
    :param reference: number of the locker or place
    :param story: one of :data:`PAY_STORIES`, or empty
    """

    club: str
    name: str
    fee: str
    reference: str
    story: str


def read_habits(lines):
    """Return the lines of the plan.

    :param lines: lines of the CSV file, the header first

    >>> habit, = read_habits(["club,name,fee,reference,story", "links,Aoife,locker,5,over"])
    >>> habit.name, habit.reference, habit.story
    ('Aoife', '5', 'over')
    """
    return [Habit(**row) for row in csv.DictReader(lines)]


def paid_part(story, age, is_newest):
    """Return which part of a bill is paid: 0 for nothing, 1 for all; more is too much.

    :param int age: days since the bill
    :param is_newest: whether no newer bill of the payer is there

    >>> paid_part("stopped", 90, False), paid_part("stopped", 200, False), paid_part("", 9, True)
    (0, 1, 1)
    >>> paid_part("part", 9, True), paid_part("over", 9, True), paid_part("over", 40, False)
    (0.5, 1.5, 1)
    >>> paid_part("last_open", 9, True)
    0
    """
    if story == "stopped":
        return int(age > STOPPED_DAYS)
    if not is_newest:
        return 1
    return {"last_open": 0, "part": 0.5, "over": 1.5}.get(story, 1)
