# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How many get from each step of the way to the next, how long it takes, where it is weak."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from .states import LOST, PATH

#: Of fewer people no step is called weak: one who has not come back yet proves nothing.
LEAST = 5


class Figures(NamedTuple):
    """What became of those who came to a step.

    ``conversion`` is a percentage with one decimal, None where nobody came; the days are those
    of the people who went on, None where nobody did.
    """

    step: str
    entered: int
    advanced: int
    lost: int
    staying: int
    conversion: Decimal | None
    mean_days: Decimal | None
    median_days: Decimal | None


def _round(number):
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def goes_on(step, following):
    """Tell whether ``following`` is further along the way than ``step``; back from LOST is too.

    >>> goes_on("potential", "first_trade"), goes_on("mature", "first_trade")
    (True, False)
    >>> goes_on("potential", "lost"), goes_on("lost", "opportunity"), goes_on("potential", None)
    (False, True, False)
    """
    if following in (None, False, LOST):
        return False
    return step == LOST or PATH.index(following) > PATH.index(step)


def get_percentage(part, whole):
    """Return ``part`` of ``whole`` in percent, None of nothing.

    >>> get_percentage(1, 10), get_percentage(2, 3), get_percentage(0, 0)
    (Decimal('10.0'), Decimal('66.7'), None)
    """
    return _round(Decimal(100 * part) / whole) if whole else None


def get_mean(days):
    """Return the mean of a histogram ``{days: people}``.

    >>> get_mean({10: 1, 20: 3}), get_mean({})
    (Decimal('17.5'), None)
    """
    people = sum(days.values())
    return _round(Decimal(sum(d * n for d, n in days.items())) / people) if people else None


def get_median(days):
    """Return the median of a histogram ``{days: people}``: half took no longer.

    >>> get_median({3: 1, 10: 1, 183: 1}), get_median({3: 1, 4: 1}), get_median({})
    (Decimal('10.0'), Decimal('3.5'), None)
    """
    people = sum(days.values())
    if not people:
        return None
    middle, seen, found = {(people - 1) // 2, people // 2}, 0, []
    for day in sorted(days):
        found += [day for place in middle if seen <= place < seen + days[day]]
        seen += days[day]
    return _round(Decimal(sum(found)) / len(found))


def measure(step, stays):
    """Return the :class:`Figures` of a step.

    :param stays: ``{(following state or None, days): people}`` of those who came to the step

    The example of the profession: of ten first contacts one trades, after more than half a year.

    >>> figures = measure("potential", {("first_trade", 183): 1, (None, 200): 6, ("lost", 90): 3})
    >>> figures.conversion, figures.mean_days, figures.lost, figures.staying
    (Decimal('10.0'), Decimal('183.0'), 3, 6)
    """
    days, entered, lost, staying = {}, 0, 0, 0
    for (following, length), people in stays.items():
        entered += people
        if goes_on(step, following):
            days[length] = days.get(length, 0) + people
        elif following == LOST:
            lost += people
        elif not following:
            staying += people
    advanced = sum(days.values())
    return Figures(
        step,
        entered,
        advanced,
        lost,
        staying,
        get_percentage(advanced, entered),
        get_mean(days),
        get_median(days),
    )


def find_weak(figures, targets=None):
    """Return the names of the weak steps.

    A step with a target is weak below it. Of the steps without one, the worst is weak where it is
    below their average. Nobody is expected to go on from the last step, nor from LOST, and steps
    with fewer than ``LEAST`` people are not judged.

    >>> rows = [measure("potential", {("opportunity", 9): 1, (None, 9): 9}),
    ...         measure("opportunity", {("first_trade", 9): 6, ("lost", 9): 1}),
    ...         measure("first_trade", {(None, 9): 1}),
    ...         measure("mature", {(None, 5): 8})]
    >>> find_weak(rows)
    {'potential'}
    >>> sorted(find_weak(rows, {"opportunity": 90, "potential": 5}))
    ['opportunity']
    >>> find_weak([])
    set()
    """
    targets = targets or {}
    judged = [row for row in figures if row.entered >= LEAST and row.step in PATH[:-1]]
    weak = {row.step for row in judged if row.conversion < targets.get(row.step, 0)}
    free = [row for row in judged if not targets.get(row.step)]
    if free:
        average = sum(row.conversion for row in free) / len(free)
        worst = min(free, key=lambda row: row.conversion)
        if worst.conversion < average:
            weak.add(worst.step)
    return weak
