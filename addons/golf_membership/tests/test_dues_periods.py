# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Periods and proration: over every day of leap cycles, in every kind of currency."""

import doctest
import importlib
import pkgutil
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from dateutil.relativedelta import relativedelta

from odoo.tests import BaseCase, tagged

from .. import dues
from ..dues.periods import (
    MONTHS,
    ONE_DAY,
    Period,
    add_months,
    calendar_months,
    club_year_anchor,
    days_within,
    nth_period,
    period_of,
    periods_between,
)
from ..dues.proration import prorate, round_to

#: Yen, cents, dinars, Swiss five-centime pieces.
UNITS = [Decimal(unit) for unit in ("1", "0.01", "0.001", "0.05")]


def nearest(amount, unit):
    """Half away from zero in exact fractions, to judge the code by another way to reckon."""
    units = abs(Fraction(amount)) / Fraction(unit)
    whole, rest = divmod(units, 1)
    whole += rest >= Fraction(1, 2)
    return (Decimal(int(whole)) if amount >= 0 else -Decimal(int(whole))) * unit


def a_period(random, most=800):
    start = date(2026, 1, 1) + timedelta(days=random.randrange(1500))
    return Period(start, start + timedelta(days=random.randrange(most)))


def an_amount(random, unit):
    """Small ones, where rounding bites, and ones of ten digits."""
    return random.randrange(10 ** random.choice((1, 3, 6, 10))) * unit


@tagged("post_install", "-at_install")
class TestDuesPeriods(BaseCase):
    def test_examples(self):
        names = [module.name for module in pkgutil.iter_modules(dues.__path__)]
        self.assertIn("periods", names)
        for name in names:
            with self.subTest(module=name):
                module = importlib.import_module(f"{dues.__name__}.{name}")
                failed, attempted = doctest.testmod(module)
                self.assertGreater(attempted, 3)
                self.assertEqual(failed, 0)

    def test_periods_follow_each_other_from_every_day_of_a_leap_cycle(self):
        """carpentries/amy issue 2614: start + n months from the anchor, less one day."""
        for offset in range(0, 4 * 366):
            anchor = date(2027, 1, 1) + timedelta(days=offset)
            for months in MONTHS.values():
                before = nth_period(anchor, months, -1)
                for n in range(5):
                    period = nth_period(anchor, months, n)
                    self.assertEqual(period.start, anchor + relativedelta(months=n * months))
                    self.assertEqual(period.start, before.end + ONE_DAY)
                    before = period

    def test_a_31st_and_a_29_february_never_drift(self):
        for n in range(48):
            start = nth_period(date(2027, 1, 31), 1, n).start
            self.assertEqual(
                start.day, min(31, (add_months(date(2027, 1, 1), n + 1) - ONE_DAY).day)
            )
        leap = date(2028, 2, 29)
        starts = [nth_period(leap, 12, n).start for n in range(9)]
        self.assertEqual([day.day for day in starts], [29, 28, 28, 28, 29, 28, 28, 28, 29])
        self.assertEqual(nth_period(leap, 12, 0), Period(leap, date(2029, 2, 27)))

    def test_each_day_lies_in_the_one_period_found_for_it(self):
        random = Random(1)
        for _n in range(4000):
            anchor = date(2024, 1, 1) + timedelta(days=random.randrange(1500))
            day = date(2020, 1, 1) + timedelta(days=random.randrange(5000))
            months = random.choice(list(MONTHS.values()))
            period = period_of(day, anchor, months)
            self.assertIn(day, period)
            self.assertEqual(period_of(period.start, anchor, months), period)
            self.assertEqual(period_of(period.end, anchor, months), period)
            self.assertNotEqual(period_of(period.end + ONE_DAY, anchor, months), period)

    def test_periods_between_leave_no_day_out(self):
        random = Random(2)
        for _n in range(500):
            anchor = date(2026, 1, 1) + timedelta(days=random.randrange(1500))
            asked = a_period(random)
            found = list(periods_between(anchor, random.choice([1, 3, 6, 12]), *_bounds(asked)))
            self.assertIn(asked.start, found[0])
            self.assertIn(asked.end, found[-1])
            for one, following in zip(found, found[1:], strict=False):
                self.assertEqual(following.start, one.end + ONE_DAY)

    def test_the_club_year_holds_the_day(self):
        for offset in range(4 * 366):
            day = date(2027, 1, 1) + timedelta(days=offset)
            for month in range(1, 13):
                year = nth_period(club_year_anchor(day, month), 12, 0)
                self.assertIn(day, year)
                self.assertEqual((year.start.month, year.start.day), (month, 1))

    def test_days_within_counts_each_day_once(self):
        random = Random(3)
        for _n in range(500):
            period = a_period(random, 60)
            others = [a_period(random, 40) for _other in range(40)]
            found = days_within(period, others)
            days = {period.start + timedelta(days=n) for n in range(period.days)}
            wanted = {day for day in days if any(day in other for other in others)}
            self.assertEqual({day for day in days if any(day in one for one in found)}, wanted)
            self.assertEqual(sum(one.days for one in found), len(wanted))
            self.assertEqual(sum(month.days for month in calendar_months(period)), period.days)

    def test_a_period_that_ends_before_it_starts_is_refused(self):
        with self.assertRaises(ValueError):
            Period(date(2026, 5, 9), date(2026, 5, 8))


def _bounds(period):
    return period.start, period.end


@tagged("post_install", "-at_install")
class TestDuesProration(BaseCase):
    def test_the_year_of_a_joiner(self):
        """OCA/vertical-association pull 168: 237 of 365 days, in price."""
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        held = Period(date(2026, 5, 9), date(2026, 12, 31))
        wanted = {"1": "779", "0.01": "779.18", "0.001": "779.178", "0.05": "779.20"}
        for unit in UNITS:
            self.assertEqual(prorate(Decimal(1200), held, year, unit), Decimal(wanted[str(unit)]))

    def test_every_way_to_cut_a_period_sums_to_its_price(self):
        random = Random(4)
        for _n in range(1500):
            unit = random.choice(UNITS)
            whole = a_period(random)
            amount = random.choice((1, -1)) * an_amount(random, unit)
            cuts = sorted(random.sample(range(1, whole.days + 1), min(whole.days, 9)))
            start, shares = whole.start, []
            for cut in [*cuts, whole.days]:
                end = whole.start + timedelta(days=cut - 1)
                if end >= start:
                    shares.append(prorate(amount, Period(start, end), whole, unit))
                    start = end + ONE_DAY
            self.assertEqual(sum(shares), amount)
            for one in shares:
                self.assertFalse(one % unit)
                self.assertGreaterEqual(one * (1 if amount >= 0 else -1), 0)

    def test_a_part_is_at_most_a_unit_beside_its_own_rounding(self):
        random = Random(5)
        for _n in range(3000):
            unit = random.choice(UNITS)
            whole, part = a_period(random), a_period(random)
            amount = an_amount(random, unit)
            held = part.overlap(whole)
            exact = Fraction(amount) * (held.days if held else 0) / whole.days
            got = prorate(amount, part, whole, unit)
            self.assertLessEqual(abs(Fraction(got) - exact), Fraction(unit))
            if held and held.start == whole.start:
                self.assertEqual(got, nearest(exact, unit))
            self.assertEqual(prorate(-amount, part, whole, unit), -got)

    def test_each_day_of_a_year_sums_to_the_fee(self):
        for unit in UNITS:
            for year in (2026, 2028):
                whole = Period(date(year, 1, 1), date(year, 12, 31))
                days = [whole.start + timedelta(days=n) for n in range(whole.days)]
                shares = [prorate(1000 * unit, Period(d, d), whole, unit) for d in days]
                self.assertEqual(sum(shares), 1000 * unit)

    def test_halves_go_away_from_zero(self):
        for unit in UNITS:
            for half in range(-9, 10):
                amount = half * unit / 2
                self.assertEqual(round_to(amount, unit), nearest(amount, unit))

    def test_nonsense_is_refused(self):
        for call in (
            lambda: round_to(Decimal(1), Decimal(0)),
            lambda: period_of(date(2026, 1, 1), date(2026, 1, 1), 0),
            lambda: club_year_anchor(date(2026, 1, 1), 13),
        ):
            with self.assertRaises(ValueError):
                call()
