# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The months in which what was billed and credited of one fee is revenue.

The plan follows from the documents alone: made again from the same ones it is the same, whatever
was posted in between. What differs from the entries already made is what remains to be done.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .deferral import month_parts, not_before, over_months, reversal_parts
from .periods import ONE_DAY


@dataclass(frozen=True)
class Billed:
    """A document line that puts revenue off.

    ``parts`` lists (day, amount) as :func:`earned_parts` gives them; they sum to the line.
    """

    source: int
    day: date
    parts: tuple


@dataclass(frozen=True)
class Credited:
    """A document line that takes ``amount``, above zero, back on ``day``.

    ``of`` is the source of the line it reverses, or ``None``.
    """

    source: int
    day: date
    amount: Decimal
    of: int | None = None


def earned_parts(amount, billed_on, unit, period, months=None):
    """Return [(day, amount)]: what becomes revenue at which month end.

    Nothing is revenue before it is billed: what the months before have earned is revenue at the
    end of the month of the invoice, so that the liability never falls below zero.

    :param Decimal amount: of the line
    :param date billed_on: accounting date of the invoice
    :param Period period: days the fee is for
    :param months: spread over so many months from the first day instead, when given

    >>> from .periods import Period
    >>> quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
    >>> for billed_on in (date(2026, 1, 1), date(2026, 2, 10), date(2026, 4, 1)):
    ...     parts = earned_parts(Decimal(100), billed_on, Decimal("0.01"), quarter)
    ...     print([(str(day), str(part)) for day, part in parts])
    [('2026-01-31', '33.33'), ('2026-02-28', '33.33'), ('2026-03-31', '33.34')]
    [('2026-02-28', '66.66'), ('2026-03-31', '33.34')]
    [('2026-04-30', '100.00')]
    """
    if months is None:
        parts = month_parts(amount, period, unit)
    else:
        parts = over_months(amount, period.start, months, unit)
    earned = defaultdict(Decimal)
    for day, part in parts:
        earned[not_before(day, billed_on - ONE_DAY)] += part
    return sorted(earned.items())


def revenue_plan(billed, credited, unit):
    """Return {(source, day): amount} of the revenue of one fee, in one currency.

    A credit note takes from the last months to come of the line it reverses, else of the newest;
    what it takes of months already earned is a part below zero of its own, on its own day. The
    parts sum to what was billed less what was credited.

    :param billed: :class:`Billed` values
    :param credited: :class:`Credited` values
    :param Decimal unit: the rounding of the currency

    >>> from .periods import Period
    >>> half = Period(date(2026, 1, 1), date(2026, 6, 30))
    >>> euro = Decimal(1)
    >>> def plan(*credited):
    ...     parts = earned_parts(Decimal(600), date(2026, 1, 1), euro, half)
    ...     found = revenue_plan([Billed(7, date(2026, 1, 1), tuple(parts))], credited, euro)
    ...     return [(source, day.month, int(part)) for (source, day), part in found.items()]
    >>> plan(Credited(8, date(2026, 4, 15), Decimal(250)))
    [(7, 1, 100), (7, 2, 100), (7, 3, 100), (7, 4, 50)]
    >>> plan(Credited(8, date(2026, 4, 15), Decimal(250)), Credited(9, date(2026, 5, 1), euro))
    [(7, 1, 100), (7, 2, 100), (7, 3, 100), (7, 4, 50), (9, 5, -1)]
    >>> plan(Credited(8, date(2026, 4, 15), Decimal(600)))
    [(7, 1, 100), (7, 2, 100), (7, 3, 100), (8, 4, -300)]
    """
    plans = {fact.source: dict(fact.parts) for fact in billed}
    returned = defaultdict(list)
    plan = {}
    for credit in sorted(credited, key=lambda fact: (fact.day, fact.source)):
        left, taken_back = credit.amount, 0 * unit
        for source in _sources_to_credit(billed, credit):
            held = [*plans[source].items(), *returned[source]]
            taken = min(left, sum(part for _day, part in held))
            if taken <= 0:
                continue
            changes, back = reversal_parts(held, credit.day, taken, unit)
            plans[source].update(changes)
            if back:
                returned[source].append((credit.day, -back))
            taken_back += back
            left -= taken
        plan[credit.source, credit.day] = -(taken_back + left)
    for source, parts in plans.items():
        plan.update(((source, day), part) for day, part in parts.items())
    return {key: part for key, part in sorted(plan.items()) if part}


def _sources_to_credit(billed, credit):
    newest_first = sorted(
        billed,
        key=lambda fact: (fact.source == credit.of, fact.day <= credit.day, fact.day, fact.source),
        reverse=True,
    )
    return [fact.source for fact in newest_first]
