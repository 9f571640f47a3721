# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Revenue of a fee by the months it is earned in.

The parts of a plan are rounded each on its own and the last takes the rest, so that equal months
look equal; the sum is the amount, exactly. A month never takes more than is left: 6 over 12 months
in a currency without decimals is six times 1, not twelve times 1 and a correction.
"""

from fractions import Fraction

from .periods import ONE_DAY, add_months, calendar_months, month_end
from .proration import count_units, share


def month_parts(amount, period, unit):
    """Return what each calendar month of ``period`` earns of ``amount``.

    :param Decimal amount: of either sign
    :param Period period: its whole months weigh 1, parts of a month their days / days in the month
    :return: a list of (last day of the calendar month, ``Decimal``), in order

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> from .periods import Period
    >>> cent = Decimal("0.01")
    >>> for day, part in month_parts(
    ...     Decimal(100), Period(date(2026, 5, 17), date(2026, 8, 31)), cent):
    ...     print(day, part)
    2026-05-31 13.89
    2026-06-30 28.70
    2026-07-31 28.70
    2026-08-31 28.71
    """
    months = list(calendar_months(period))
    ends = [month_end(month.start) for month in months]
    weights = [Fraction(month.days, end.day) for month, end in zip(months, ends, strict=True)]
    return list(zip(ends, _rest_in_last(amount, weights, unit), strict=True))


def over_months(amount, start, months, unit):
    """Return ``amount`` in equal parts, the first at the end of the month of ``start``.

    For a joining fee that is earned over so many months; 1 earns it at once.

    :raises ValueError: on less than one month

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> for day, part in over_months(Decimal(100), date(2026, 12, 31), 3, Decimal("0.01")):
    ...     print(day, part)
    2026-12-31 33.33
    2027-01-31 33.33
    2027-02-28 33.34
    """
    if months < 1:
        raise ValueError(f"revenue is spread over at least one month, not {months}")
    first = start.replace(day=1)
    ends = [month_end(add_months(first, n)) for n in range(months)]
    return list(zip(ends, _rest_in_last(amount, [1] * months, unit), strict=True))


def _rest_in_last(amount, weights, unit):
    units = count_units(amount, unit)
    sign = -1 if units < 0 else 1
    left = abs(units)
    total = Fraction(sum(weights))
    parts = []
    for weight in weights[:-1]:
        ratio = weight / total
        part = min(share(abs(units), ratio.numerator, ratio.denominator), left)
        left -= part
        parts.append(sign * part * unit)
    return [*parts, sign * left * unit]


def reversal_parts(parts, posted_until, credited, unit):
    """Return how a credit note changes the plan of the revenue it takes back.

    It takes from the end: the months a member who left no longer has are the last ones. Only when
    all that was still to come is used up is earned revenue taken back, at once and in one sum,
    for the months it was earned in are closed.

    What is recognised, less what is taken back, plus what is still to come equals the amount less
    what was credited. For a second credit note give the plan as the first left it, with what was
    taken back as a part below zero on its posting date.

    :param parts: (date, ``Decimal``) of the plan, in any order, none to come below zero
    :param posted_until: parts up to and including this date are posted, ``None`` for none
    :param Decimal credited: above zero
    :return: (changes, take_back): ``changes`` lists (date, new amount) for the parts to come that
        change, in order, 0 for one to drop; ``take_back`` is the ``Decimal`` to reverse now
    :raises ValueError: where more is credited than the plan holds

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> plan = over_months(Decimal(300), date(2026, 1, 1), 3, Decimal(1))
    >>> posted = date(2026, 1, 31)
    >>> for credited in (50, 150, 250, 300):
    ...     changes, back = reversal_parts(plan, posted, Decimal(credited), Decimal(1))
    ...     print([(day.month, int(part)) for day, part in changes], back)
    [(3, 50)] 0
    [(2, 50), (3, 0)] 0
    [(2, 0), (3, 0)] 50
    [(2, 0), (3, 0)] 100
    """
    to_take = count_units(credited, unit)
    held = [(day, count_units(part, unit)) for day, part in parts]
    total = sum(part for _day, part in held)
    if not 0 <= to_take <= total:
        raise ValueError(f"{credited} cannot be credited of revenue of {total * unit}")
    changes = []
    for day, part in sorted(held, reverse=True):
        if not to_take or (posted_until and day <= posted_until):
            break
        taken = min(part, to_take)
        if taken:
            changes.append((day, (part - taken) * unit))
            to_take -= taken
    return changes[::-1], to_take * unit


def not_before(day, lock_date):
    """Return the day to post what belongs on ``day``, with the books locked up to ``lock_date``.

    :param lock_date: last locked day, ``None`` for none
    :return: ``day``, or where it is locked the end of the first month with an open day

    >>> from datetime import date
    >>> not_before(date(2026, 2, 28), date(2026, 3, 31))
    datetime.date(2026, 4, 30)
    >>> not_before(date(2026, 2, 28), date(2026, 3, 15))
    datetime.date(2026, 3, 31)
    >>> not_before(date(2026, 2, 28), date(2026, 2, 27)), not_before(date(2026, 2, 28), None)
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 28))
    """
    if not lock_date or day > lock_date:
        return day
    return month_end(lock_date + ONE_DAY)
