# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What is due: judged by a recount that looks at each day on its own."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random

from odoo.tests import BaseCase, tagged

from ..dues.due import (
    ADVANCE,
    ANNIVERSARY,
    ARREARS,
    CLUB_YEAR,
    FeeRule,
    Span,
    expected_by_versions,
    expected_charges,
)
from ..dues.leaving import credit_for
from ..dues.periods import MONTHS, ONCE, ONE_DAY, Period
from .test_dues_periods import UNITS, a_period, an_amount, nearest

HORIZON = date(2031, 12, 31)
CENT = Decimal("0.01")


def a_rule(random, **values):
    unit = random.choice(UNITS)
    return FeeRule(
        **{
            "key": "dues",
            "cadence": random.choice(list(MONTHS)),
            "amount": an_amount(random, unit),
            "unit": unit,
            "timing": random.choice((ADVANCE, ARREARS)),
            "anchor": random.choice((CLUB_YEAR, ANNIVERSARY)),
            "first_month": random.randrange(1, 13),
            "prorate": random.random() < 0.7,
            "lead_days": random.choice((0, 0, 14, 30)),
        }
        | values
    )


def a_span(random):
    days = a_period(random, 1200)
    covered = days.start + timedelta(days=random.randrange(-30, 500))
    return Span(
        days.start,
        random.choice((None, days.end)),
        random.choice((None, covered)),
        tuple(a_period(random, 120) for _leave in range(random.choice((0, 0, 1, 3)))),
    )


def days_of(period):
    return [period.start + timedelta(days=n) for n in range(period.days)]


@lru_cache(maxsize=4)
def prices_by_day(amount, days, unit):
    reached = [nearest(Fraction(amount) * n / days, unit) for n in range(days + 1)]
    return [after - before for before, after in zip(reached, reached[1:], strict=False)]


def recount(rule, charge, span):
    """The price of a charge day by day: None where all of its days are free."""
    whole = days_of(charge.whole)
    prices = dict(zip(whole, prices_by_day(rule.amount, len(whole), rule.unit), strict=True))
    held = [day for day in whole if day >= span.start and (not span.end or day <= span.end)]
    free = [
        day
        for day in held
        if (span.covered_until and day <= span.covered_until)
        or any(day in leave for leave in span.leaves)
    ]
    if len(free) == len(held):
        return None
    price = sum(prices[day] for day in held) if rule.prorate else rule.amount
    return price - sum(prices[day] for day in free)


@tagged("post_install", "-at_install")
class TestDuesExpected(BaseCase):
    def test_any_rule_over_any_span_equals_the_recount(self):
        random = Random(11)
        charged = 0
        for seed in range(250):
            rule, span = a_rule(random), a_span(random)
            charges = expected_charges(rule, span, HORIZON)
            for charge in charges:
                with self.subTest(seed=seed, charge=charge):
                    self.assertEqual(charge.amount, recount(rule, charge, span))
                    self.assertFalse(charge.amount % rule.unit)
                    self.assertGreaterEqual(charge.amount, 0)
            charged += len(charges)
            self.assertEqual(sorted(charges, key=lambda c: c.period), charges)
            self._assert_each_day_once(charges, span)
        self.assertGreater(charged, 1500)

    def _assert_each_day_once(self, charges, span):
        """No day twice, and a day is left out only where it is covered or whole parts are off."""
        starts = [charge.whole.start for charge in charges]
        self.assertEqual(len(set(starts)), len(starts))
        day = span.start
        if span.covered_until and span.covered_until >= day:
            day = span.covered_until + ONE_DAY
        for charge in charges:
            while day < charge.period.start:
                self.assertTrue(any(day in leave for leave in span.leaves), day)
                day += ONE_DAY
            self.assertEqual(charge.period.start, day)
            day = charge.period.end + ONE_DAY
        # A period in arrears may be billed after the horizon.
        last = HORIZON - timedelta(days=366)
        while day <= min(span.end or last, last):
            self.assertTrue(any(day in leave for leave in span.leaves), day)
            day += ONE_DAY

    def test_asked_day_by_day_gives_what_asked_once_gives(self):
        """restrict-content-pro issue 1746, civicrm-core pull 13706: no duplicate, no change."""
        random = Random(12)
        for _seed in range(40):
            rule, span = a_rule(random), a_span(random)
            whole_answer = expected_charges(rule, span, HORIZON)
            for offset in range(0, 2300, 53):
                until = date(2025, 6, 1) + timedelta(days=offset)
                wanted = [charge for charge in whole_answer if charge.bill_on <= until]
                self.assertEqual(expected_charges(rule, span, until), wanted)

    def test_what_is_covered_is_not_charged_again(self):
        """restrict-content-pro issue 1300: go on from any charge, nothing lost or doubled."""
        random = Random(13)
        for _seed in range(60):
            rule, span = a_rule(random), replace(a_span(random), covered_until=None)
            charges = expected_charges(rule, span, HORIZON)
            for n, charge in enumerate(charges):
                later = replace(span, covered_until=charge.period.end)
                self.assertEqual(expected_charges(rule, later, HORIZON), charges[n + 1 :])

    def test_the_year_of_any_joiner_and_leaver_sums_to_the_fee(self):
        for unit in UNITS:
            for cadence in MONTHS:
                rule = FeeRule("dues", cadence, 1000 * unit, unit)
                for offset in range(0, 366, 7):
                    leaves_on = date(2028, 1, 1) + timedelta(days=offset)
                    spans = [Span(date(2028, 1, 1), leaves_on), Span(leaves_on + ONE_DAY)]
                    charges = [
                        charge
                        for span in spans
                        for charge in expected_charges(rule, span, date(2028, 12, 31))
                        if charge.whole.start.year == 2028
                    ]
                    total = sum(charge.amount for charge in charges)
                    self.assertEqual(total, 1000 * unit * (12 // MONTHS[cadence]))

    def test_a_gap_stays_a_gap(self):
        """civicrm-core pull 28194, OCA/vertical-association issue 190."""
        rule = FeeRule("dues", "yearly", Decimal(1200), CENT)
        stays = [Span(date(2026, 1, 1), date(2026, 3, 31)), Span(date(2026, 7, 1))]
        charges = [c for span in stays for c in expected_charges(rule, span, date(2026, 12, 31))]
        self.assertEqual(
            [charge.amount for charge in charges], [Decimal("295.89"), Decimal("604.93")]
        )
        anniversary = replace(rule, anchor=ANNIVERSARY)
        back = expected_charges(anniversary, stays[1], date(2027, 7, 1))
        self.assertEqual([c.period.start for c in back], [date(2026, 7, 1), date(2027, 7, 1)])

    def test_a_future_start_is_billed_on_its_day(self):
        """OCA/vertical-association pull 146."""
        rule, span = FeeRule("dues", "monthly", Decimal(100), CENT), Span(date(2026, 6, 15))
        self.assertEqual(expected_charges(rule, span, date(2026, 6, 14)), [])
        (charge,) = expected_charges(rule, span, date(2026, 6, 15))
        self.assertEqual(charge.amount, Decimal("53.33"))
        ahead = replace(rule, lead_days=14)
        self.assertEqual(expected_charges(ahead, span, date(2026, 5, 31)), [])
        self.assertEqual(len(expected_charges(ahead, span, date(2026, 6, 1))), 1)

    def test_in_arrears_it_is_billed_on_the_day_after(self):
        rule = FeeRule("dues", "monthly", Decimal(100), CENT, ARREARS, ANNIVERSARY)
        span = Span(date(2027, 1, 31))
        self.assertEqual(expected_charges(rule, span, date(2027, 2, 27)), [])
        bills = [charge.bill_on for charge in expected_charges(rule, span, date(2027, 4, 30))]
        self.assertEqual(bills, [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)])

    def test_leave_stops_dues_and_nothing_else(self):
        """OCA/contract pull 1470: paused, then billed again by itself, on the same dates."""
        rule, start = FeeRule("dues", "monthly", Decimal(310), Decimal(1)), date(2026, 1, 1)
        leave = Period(date(2026, 3, 1), date(2026, 5, 10))
        charges = expected_charges(rule, Span(start, leaves=(leave, leave)), date(2026, 6, 1))
        told = [(charge.period.start.month, int(charge.amount)) for charge in charges]
        self.assertEqual(told, [(1, 310), (2, 310), (5, 210), (6, 310)])
        halves = (Period(start, date(2026, 1, 15)), Period(date(2026, 1, 16), date(2026, 1, 31)))
        self.assertEqual(expected_charges(rule, Span(start, leaves=halves), date(2026, 1, 31)), [])
        for_ever = Span(start, leaves=(Period(start, date.max),))
        self.assertEqual(expected_charges(rule, for_ever, HORIZON), [])

    def test_a_joining_fee_is_charged_once(self):
        random = Random(14)
        rule = FeeRule("joining", ONCE, Decimal(6000), CENT, starts=date(2026, 1, 1))
        for _seed in range(200):
            span = replace(a_span(random), covered_until=None)
            (charge,) = expected_charges(rule, span, HORIZON)
            self.assertEqual((charge.amount, charge.period.days), (Decimal(6000), 1))
            self.assertEqual(charge.bill_on, span.start)
            taken_over = replace(span, covered_until=span.start)
            self.assertEqual(expected_charges(rule, taken_over, HORIZON), [])
        early = Span(date(2025, 12, 31))
        self.assertEqual(expected_charges(rule, early, HORIZON), [])

    def test_a_new_price_starts_on_its_day(self):
        random = Random(15)
        for _seed in range(60):
            old = a_rule(random, ends=date(2027, 1, 1) + timedelta(days=random.randrange(700)))
            new = replace(
                old, amount=an_amount(random, old.unit), starts=old.ends + ONE_DAY, ends=None
            )
            span = a_span(random)
            both = sorted(
                expected_charges(old, span, HORIZON) + expected_charges(new, span, HORIZON),
                key=lambda charge: charge.period,
            )
            always = expected_charges(replace(old, ends=None), span, HORIZON)
            self.assertEqual([c.period for c in both], [c.period for c in always])
            for charge in both:
                rule = old if charge.period.start <= old.ends else new
                self.assertEqual(charge.amount, recount(rule, charge, span))
            self.assertEqual(expected_by_versions([new, old], span, HORIZON), both)

    def test_a_new_rhythm_charges_no_day_twice_and_leaves_none_out(self):
        random = Random(16)
        for _seed in range(300):
            versions, starts = [], None
            for ends in (date(2027, 2, 10), date(2028, 6, 30), None):
                versions.append(a_rule(random, starts=starts, ends=ends))
                starts = ends and ends + ONE_DAY
            span = a_span(random)
            charges = expected_by_versions(versions, span, HORIZON)
            starts = [charge.period for charge in charges]
            self.assertEqual(starts, sorted(starts))
            day = span.start
            if span.covered_until and span.covered_until >= day:
                day = span.covered_until + ONE_DAY
            for charge in charges:
                while day < charge.period.start:
                    self.assertTrue(any(day in leave for leave in span.leaves), (day, charge))
                    day += ONE_DAY
                self.assertEqual(charge.period.start, day)
                day = charge.period.end + ONE_DAY

    def test_a_version_that_charges_nothing_covers_nothing(self):
        monthly = FeeRule("dues", "monthly", Decimal(100), CENT, ends=date(2026, 2, 28))
        yearly = FeeRule("dues", "yearly", Decimal(1200), CENT, ends=date(2026, 6, 30))
        versions = [
            monthly,
            replace(yearly, starts=date(2026, 3, 15)),
            replace(monthly, starts=date(2026, 7, 1), ends=None),
        ]
        charges = expected_by_versions(versions, Span(date(2026, 1, 1)), date(2026, 8, 1))
        self.assertEqual([charge.period.start.month for charge in charges], [1, 2, 7, 8])

    def test_billed_less_credited_is_what_is_due_of_a_leaver(self):
        """OCA/contract issue 197: both ends prorate alike."""
        random = Random(17)
        for _seed in range(300):
            rule = a_rule(random, prorate=True, timing=ADVANCE)
            span = Span(a_period(random).start)
            for charge in expected_charges(rule, span, HORIZON)[:4]:
                last = charge.period.start + timedelta(days=random.randrange(charge.period.days))
                ended = expected_charges(rule, replace(span, end=last), HORIZON)[-1]
                credit = credit_for(charge.amount, charge.period, last, rule.unit)
                off = abs(charge.amount - credit - ended.amount)
                self.assertLessEqual(off, 0 if charge.period == charge.whole else rule.unit)

    def test_a_span_that_ends_before_it_starts_owes_nothing(self):
        rule = FeeRule("dues", "monthly", Decimal(100), CENT)
        never = Span(date(2026, 6, 15), date(2026, 6, 14))
        self.assertEqual(expected_charges(rule, never, HORIZON), [])
        self.assertEqual(expected_charges(replace(rule, cadence=ONCE), never, HORIZON), [])
