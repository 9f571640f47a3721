# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a fee rule expects of a membership: a charge for each period, and the day to bill it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from .periods import (
    MONTHS,
    ONCE,
    ONE_DAY,
    Period,
    club_year_anchor,
    days_within,
    nth_period,
    period_number,
    period_of,
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


def expected_by_versions(versions, span, until):
    """Return what the versions of one fee charge the membership, one taking over from the other.

    As :func:`expected_charges` for each, and a period that a version has begun is finished by it:
    the next bills from the day after, so that a change from yearly to monthly in the middle of a
    year charges no day twice, and one from monthly to yearly leaves none out.

    :param versions: :class:`FeeRule` values of one key whose days in force do not overlap
    :return: :class:`Expected` values in the order of their days

    >>> yearly = FeeRule("dues", "yearly", Decimal(1200), Decimal(1), ends=date(2026, 6, 30))
    >>> monthly = FeeRule("dues", "monthly", Decimal(110), Decimal(1), starts=date(2026, 7, 1))
    >>> span = Span(date(2026, 1, 1))
    >>> for charge in expected_by_versions([monthly, yearly], span, date(2027, 2, 1)):
    ...     print(charge.period.start, charge.period.end, charge.amount)
    2026-01-01 2026-12-31 1200
    2027-01-01 2027-01-31 110
    2027-02-01 2027-02-28 110
    """
    charges = []
    for rule in sorted(versions, key=lambda rule: rule.starts or date.min):
        charges += expected_charges(rule, span, until)
        if rule.ends:
            span = replace(span, covered_until=_covered_after(rule, span))
    return charges


def _covered_after(rule, span):
    """The last day that ``rule`` or an earlier version charges, whether or not billed yet."""
    first = _first_day(span)
    if rule.cadence == ONCE or first > rule.ends:
        return span.covered_until
    anchor = _anchor(rule, span)
    last = period_of(rule.ends, anchor, MONTHS[rule.cadence])
    if rule.starts and max(last.start, first) < rule.starts:
        return span.covered_until
    return last.end


def _anchor(rule, span):
    if rule.anchor == CLUB_YEAR:
        return club_year_anchor(span.start, rule.first_month)
    return span.start


def _first_day(span):
    """The first day that is not paid for."""
    if span.covered_until and span.covered_until >= span.start:
        return span.covered_until + ONE_DAY
    return span.start


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
    anchor = _anchor(rule, span)
    first = _first_day(span)
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
    days_off = days_within(period, span.leaves)
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
