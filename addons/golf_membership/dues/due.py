# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a fee rule expects of a membership: a charge for each period, and the day to bill it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from .periods import (
    MONTHS,
    ONCE,
    ONE_DAY,
    Period,
    club_year_anchor,
    nth_period,
    period_number,
)
from .proration import prorate

ADVANCE = "advance"
ARREARS = "arrears"
CLUB_YEAR = "club_year"
ANNIVERSARY = "anniversary"


@dataclass(frozen=True)
class FeeRule:
    """One version of a fee: what it costs, and how it is billed while it is in force.

    :param key: tells the fee from the others of the membership
    :param cadence: :data:`ONCE` or one of :data:`MONTHS`
    :param amount: for a whole period
    :param unit: rounding of its currency
    :param timing: :data:`ADVANCE` (``lead_days`` before the period) or :data:`ARREARS` (the day
        after it)
    :param anchor: :data:`CLUB_YEAR` (from the first of ``first_month``) or :data:`ANNIVERSARY`
        (from the first day of the membership)
    :param prorate: whether a part of a period at the start or the end costs less than the whole
    :param starts: first day in force, ``None`` for always
    :param ends: last day in force, ``None`` for no end
    """

    key: str
    cadence: str
    amount: Decimal
    unit: Decimal
    timing: str = ADVANCE
    anchor: str = CLUB_YEAR
    first_month: int = 1
    prorate: bool = True
    lead_days: int = 0
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Span:
    """The days of a membership without a gap; a member who comes back has a span for each stay.

    :param end: last day, ``None`` for no end
    :param covered_until: days up to and including it are paid for already
    :param leaves: :class:`Period` values without dues; they may overlap
    """

    start: date
    end: date | None = None
    covered_until: date | None = None
    leaves: tuple = ()


@dataclass(frozen=True)
class Expected:
    """A charge that should exist.

    :param period: the days it is for
    :param whole: the period of the rule they belong to, which the price is for
    :param bill_on: first day on which it may be billed
    """

    key: str
    period: Period
    whole: Period
    amount: Decimal
    bill_on: date


def expected_charges(rule, span, until):
    """Return what ``rule`` charges the membership, with a ``bill_on`` up to ``until``.

    The same facts give the same charges on any day it is asked, so a run that was killed goes on
    where it stopped, and (key, whole.start) names a charge of a span once and for all
    (restrict-content-pro issue 1746).

    - The version of a fee in force on the first day of a charge prices it: that of the first day
      of the whole period, or of the membership where it starts within, or after the days that
      are covered. So two versions never charge the same period.
    - A part of a period at either end costs its days (OCA/contract issue 197), or the full price
      where the rule does not prorate. A span without end is no special case
      (OCA/vertical-association pull 164).
    - Days on leave and days covered already are taken off the price by their number, with or
      without proration; where nothing is left there is no charge. Leave does not move a bound
      (OCA/contract pull 1470), and what was paid ahead keeps its days (restrict-content-pro
      issue 1056).
    - A fee charged :data:`ONCE` falls on the first day of the span, unless that day is covered.

    :return: :class:`Expected` values, oldest first

    >>> dues = FeeRule("dues", "yearly", Decimal(1200), Decimal("0.01"))
    >>> for charge in expected_charges(dues, Span(date(2026, 5, 9)), date(2027, 1, 1)):
    ...     print(charge.period.start, charge.period.end, charge.amount, charge.bill_on)
    2026-05-09 2026-12-31 779.18 2026-05-09
    2027-01-01 2027-12-31 1200.00 2027-01-01

    On leave in July and August, resigned on 15 November, billed after the quarter:

    >>> after = FeeRule("dues", "quarterly", Decimal(300), Decimal("0.01"), ARREARS)
    >>> leave = Period(date(2026, 7, 1), date(2026, 8, 31))
    >>> span = Span(date(2026, 7, 1), date(2026, 11, 15), leaves=(leave,))
    >>> for charge in expected_charges(after, span, date(2026, 12, 31)):
    ...     print(charge.period.start, charge.period.end, charge.amount, charge.bill_on)
    2026-07-01 2026-09-30 97.83 2026-10-01
    2026-10-01 2026-11-15 150.00 2026-11-16

    >>> join = FeeRule("joining", ONCE, Decimal(6000), Decimal("0.01"))
    >>> [str(charge.amount) for charge in expected_charges(join, span, date(2030, 1, 1))]
    ['6000.00']
    """
    if span.end and span.end < span.start:
        return []
    if rule.cadence == ONCE:
        return _charged_once(rule, span, until)
    return list(_charged_by_period(rule, span, until))


def _bill_on(rule, period):
    if rule.timing == ARREARS:
        return period.end + ONE_DAY
    return period.start - timedelta(days=rule.lead_days)


def _in_force(rule, day):
    return (not rule.starts or rule.starts <= day) and (not rule.ends or day <= rule.ends)


def _charged_once(rule, span, until):
    day = Period(span.start, span.start)
    bill_on = _bill_on(rule, day)
    is_covered = span.covered_until and span.covered_until >= span.start
    if is_covered or bill_on > until or not _in_force(rule, span.start):
        return []
    return [Expected(rule.key, day, day, prorate(rule.amount, day, day, rule.unit), bill_on)]


def _charged_by_period(rule, span, until):
    months = MONTHS[rule.cadence]
    anchor = span.start
    if rule.anchor == CLUB_YEAR:
        anchor = club_year_anchor(span.start, rule.first_month)
    first = span.start
    if span.covered_until and span.covered_until >= first:
        first = span.covered_until + ONE_DAY
    # Nothing before the rule is in force is asked for, so nothing of it is computed.
    from_day = max(first, rule.starts) if rule.starts else first
    for n in count(period_number(from_day, anchor, months)):
        whole = nth_period(anchor, months, n)
        start = max(whole.start, first)
        if (span.end and start > span.end) or (rule.ends and start > rule.ends):
            return
        if rule.starts and start < rule.starts:
            continue
        period = Period(start, min(whole.end, span.end) if span.end else whole.end)
        bill_on = _bill_on(rule, period)
        if bill_on > until:
            return
        amount = _price(rule, span, period, whole)
        if amount is not None:
            yield Expected(rule.key, period, whole, amount, bill_on)


def _price(rule, span, period, whole):
    """The price of the days of ``period``, or ``None`` where each of them is free."""
    days_off = _days_off(span.leaves, period)
    if days_off == [period]:
        return None
    if rule.prorate:
        price = prorate(rule.amount, period, whole, rule.unit)
    else:
        price = prorate(rule.amount, whole, whole, rule.unit)
        if period.start > max(whole.start, span.start):  # the days before it are covered
            paid = Period(max(whole.start, span.start), period.start - ONE_DAY)
            price -= prorate(rule.amount, paid, whole, rule.unit)
    return price - sum(prorate(rule.amount, off, whole, rule.unit) for off in days_off)


def _days_off(leaves, period):
    """The days of ``period`` on leave, as periods that neither overlap nor touch."""
    merged = []
    for off in sorted(filter(None, (leave.overlap(period) for leave in leaves))):
        if merged and off.start <= merged[-1].end + ONE_DAY:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, off.end))
        else:
            merged.append(off)
    return merged
