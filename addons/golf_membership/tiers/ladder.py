# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who stands where on a ladder of tiers: up at once, down only at a review."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

PURCHASE = "purchase"
SPEND = "spend"
AGE = "age"
YEARS = "years"

UP = "up"
DOWN = "down"


@dataclass(frozen=True)
class Rule:
    """One way to a step.

    :param key: tells the rule from the others
    :param kind: :data:`PURCHASE`, :data:`SPEND`, :data:`AGE` or :data:`YEARS`
    :param minimum: what is to be reached: a number bought, an amount, years
    :param lasting: whether a step that it won is kept for good; else each review asks again
    """

    key: int
    kind: str
    minimum: Decimal
    lasting: bool = False

    def is_met(self, values):
        """Tell whether ``values`` ({rule key: measured}) reach the minimum; unknown is not met."""
        value = values.get(self.key)
        return value is not None and value >= self.minimum


@dataclass(frozen=True)
class Step:
    """A tier on its ladder.

    :param rank: higher is better
    :param rules: ways to it; a step without rules is where everybody may stand
    :param needs_all: whether all rules are to be met; else one is enough
    """

    rank: int
    rules: tuple = ()
    needs_all: bool = False

    def winning_rule(self, values):
        """Return the rule by which the step is earned, ``None`` where it is not.

        With :attr:`needs_all` it is the one that lasts least: a review asks again if any does.

        >>> spend, years = Rule(1, SPEND, Decimal(100000)), Rule(2, YEARS, Decimal(10), True)
        >>> Step(2, (spend, years)).winning_rule({1: Decimal(500), 2: Decimal(12)}).kind
        'years'
        >>> Step(2, (spend, years), True).winning_rule({1: Decimal(500), 2: Decimal(12)})
        >>> Step(2, (spend, years), True).winning_rule({1: Decimal(10**6), 2: Decimal(12)}).kind
        'spend'
        """
        met = [rule for rule in self.rules if rule.is_met(values)]
        if self.needs_all and len(met) < len(self.rules):
            return None
        if self.needs_all:
            return min(met, key=lambda rule: rule.lasting, default=None)
        return max(met, key=lambda rule: rule.lasting, default=None)

    def is_earned(self, values):
        """Tell whether these values earn the step."""
        return not self.rules or self.winning_rule(values) is not None


@dataclass(frozen=True)
class Standing:
    """Where a member stands.

    :param rank: of the present tier
    :param floor: rank below which no review takes the member: the tier that was joined or
        bought, or one won by a rule that lasts
    :param held: whether a manager has put the member where he is, and it is not over yet
    """

    rank: int
    floor: int
    held: bool = False


@dataclass(frozen=True)
class Move:
    """A move that is due.

    :param rank: of the new tier
    :param direction: :data:`UP` or :data:`DOWN`
    :param rule: the rule that earned the new tier; ``None`` for a step without rules
    """

    rank: int
    direction: str
    rule: Rule | None = None


def decide(steps, standing, values, review=False):
    """Return the move that a member is due, or ``None``.

    :param steps: the :class:`Step` values of the ladder
    :param values: {rule key: measured}; a rule without an entry is not met
    :param review: whether members may move down too

    >>> spend = Rule(1, SPEND, Decimal(100000))
    >>> steps = [Step(1), Step(2, (spend,)), Step(3, (Rule(2, SPEND, Decimal(500000)),))]
    >>> decide(steps, Standing(1, 1), {1: Decimal(100500), 2: Decimal(100500)}).rank
    2
    >>> decide(steps, Standing(2, 1), {1: Decimal(99000), 2: Decimal(99000)})
    >>> decide(steps, Standing(2, 1), {1: Decimal(99000), 2: Decimal(99000)}, review=True)
    Move(rank=1, direction='down', rule=None)

    Nobody loses what was joined, bought or won for good, and a manager's word holds both ways:

    >>> decide(steps, Standing(2, 2), {}, review=True)
    >>> decide(steps, Standing(1, 1, held=True), {1: Decimal(10**6), 2: Decimal(10**6)})
    """
    if standing.held or all(step.rank != standing.rank for step in steps):
        return None
    earned = [step for step in steps if step.is_earned(values)]
    best = max(earned, key=lambda step: step.rank, default=None)
    if best is not None and best.rank > standing.rank:
        return Move(best.rank, UP, best.winning_rule(values))
    if not review:
        return None
    ranks = [step.rank for step in earned if step.rank <= standing.rank]
    rank = max([min(standing.floor, standing.rank), *ranks])
    if rank >= standing.rank:
        return None
    step = next((step for step in earned if step.rank == rank), None)
    return Move(rank, DOWN, step.winning_rule(values) if step else None)


def next_step(steps, rank):
    """Return the step above ``rank``, or ``None`` at the top.

    >>> next_step([Step(1), Step(5), Step(3)], 1).rank
    3
    """
    return min((s for s in steps if s.rank > rank), key=lambda step: step.rank, default=None)


def window_start(day, months):
    """Return the first day of a window of ``months`` that ends with ``day``; 0 is all time.

    >>> window_start(date(2026, 11, 22), 12)
    datetime.date(2025, 11, 23)
    >>> window_start(date(2026, 11, 22), 0)
    datetime.date(1900, 1, 1)
    """
    if not months:
        return date(1900, 1, 1)
    return day - relativedelta(months=months) + relativedelta(days=1)


def next_review(last, months, today):
    """Return the first day after ``today`` in steps of ``months`` from ``last``.

    >>> next_review(date(2026, 1, 31), 1, date(2026, 2, 28)), next_review(
    ...     date(2026, 1, 1), 12, date(2028, 1, 1))
    (datetime.date(2026, 3, 31), datetime.date(2029, 1, 1))
    """
    step = 1
    while last + relativedelta(months=months * step) <= today:
        step += 1
    return last + relativedelta(months=months * step)
