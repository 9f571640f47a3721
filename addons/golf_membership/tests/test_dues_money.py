# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Payments shared, revenue deferred, minimums, arrears and leaving: over seeds and currencies."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from odoo.tests import BaseCase, tagged

from ..dues.allocation import apportion, parts
from ..dues.arrears import GOOD, LAPSED, SUSPENDED, late_fee, levels_due, standing
from ..dues.deferral import month_parts, not_before, over_months, reversal_parts
from ..dues.leaving import MONTH, NOTICE, PERIOD, credit_for, last_day
from ..dues.minimum import minimum_for, shortfall
from ..dues.periods import ONE_DAY, Period, month_end, nth_period
from ..dues.settlement import Invoice, Line, settle
from .test_dues_periods import UNITS, a_period, an_amount

CENT = Decimal("0.01")


@tagged("post_install", "-at_install")
class TestDuesAllocation(BaseCase):
    def test_parts_sum_to_the_amount(self):
        random = Random(21)
        for _seed in range(1500):
            unit = random.choice(UNITS)
            amount = random.choice((1, -1)) * an_amount(random, unit)
            weights = [random.randrange(1000) for _w in range(random.randrange(1, 14))] + [1]
            shares = parts(amount, weights, unit)
            self.assertEqual(sum(shares), amount)
            self.assertEqual(parts(-amount, weights, unit), [-one for one in shares])
            for one, weight in zip(shares, weights, strict=True):
                self.assertFalse(one % unit)
                exact = Fraction(amount) * weight / sum(weights)
                # Each is rounded once; no more units are moved than that left over.
                bound = Fraction(unit) * (len(weights) + 1) / 2
                self.assertLessEqual(abs(Fraction(one) - exact), bound)

    def test_what_is_paid_of_a_charge_is_at_most_its_amount(self):
        random = Random(25)
        for _seed in range(1500):
            unit = random.choice(UNITS)
            amounts = [an_amount(random, unit) for _n in range(random.randrange(1, 9))]
            total = sum(amounts)
            paid = random.choice((total, random.randrange(int(total / unit) + 1) * unit))
            shares = parts(paid, amounts, unit)
            self.assertEqual(sum(shares), paid)
            for share, amount in zip(shares, amounts, strict=True):
                self.assertTrue(0 <= share <= amount, (paid, amounts, shares))
            self.assertEqual(parts(total, amounts, unit), amounts)

    def test_another_payment_never_takes_from_a_charge(self):
        random = Random(22)
        for _seed in range(60):
            unit = random.choice(UNITS)
            amounts = [random.choice((0, 1, 1, 2, 5, 13, 40)) * unit for _n in range(6)]
            before = [0] * 6
            for units in range(int(sum(amounts) / unit) + 1):
                shares = parts(units * unit, amounts, unit)
                for one, earlier in zip(shares, before, strict=True):
                    self.assertGreaterEqual(one, earlier, (units, amounts))
                before = shares
            self.assertEqual(before, amounts)

    def test_the_units_go_one_by_one_to_who_is_furthest_behind(self):
        random = Random(24)
        for _seed in range(60):
            weights = [random.randrange(12) for _n in range(5)] + [1]
            given = [0] * 6
            for units in range(2 * sum(weights) + 1):
                self.assertEqual(apportion(units, weights), given, (units, weights))
                claims = [Fraction(n, 2 * got + 1) for n, got in zip(weights, given, strict=True)]
                given[claims.index(max(claims))] += 1

    def test_another_payment_of_a_large_invoice_never_takes_from_a_charge(self):
        random = Random(23)
        for _seed in range(300):
            unit = random.choice(UNITS)
            amounts = [an_amount(random, unit) for _n in range(12)]
            lines = tuple(Line(place, amount) for place, amount in enumerate(amounts))
            paid = sorted(random.randrange(int(sum(amounts) / unit) + 1) * unit for _n in range(6))
            received = [0] * 12
            for money in [*paid, sum(amounts)]:
                settled = settle(Invoice(lines, sum(amounts) - money), unit)
                now = [settled[place].paid for place in range(12)]
                self.assertEqual(sum(now), money)
                pairs = zip(received, now, strict=True)
                self.assertTrue(all(one <= other for one, other in pairs), (money, amounts))
                received = now

    def test_what_cannot_be_shared_is_refused(self):
        for weights in ([1, -1, 1], [0, 0], []):
            with self.assertRaises(ValueError):
                parts(Decimal(1), weights, Decimal(1))


@tagged("post_install", "-at_install")
class TestDuesDeferral(BaseCase):
    def test_the_months_sum_to_the_amount(self):
        random = Random(31)
        for _seed in range(1500):
            unit = random.choice(UNITS)
            amount = random.choice((1, -1)) * an_amount(random, unit)
            period = a_period(random)
            plan = month_parts(amount, period, unit)
            days = [day for day, _part in plan]
            self.assertEqual(sum(part for _day, part in plan), amount)
            self.assertEqual(days[0], month_end(period.start))
            self.assertEqual(days[-1], month_end(period.end))
            self.assertEqual([month_end(day + ONE_DAY) for day in days[:-1]], days[1:])
            self.assertTrue(all(part * (1 if amount > 0 else -1) >= 0 for _day, part in plan))
            mirrored = month_parts(-amount, period, unit)
            self.assertEqual(mirrored, [(day, -part) for day, part in plan])

    def test_whole_months_earn_alike_and_the_last_takes_the_rounding(self):
        plan = month_parts(Decimal(1000), nth_period(date(2028, 1, 1), 12, 0), CENT)
        self.assertEqual([part for _day, part in plan[:-1]], [Decimal("83.33")] * 11)
        self.assertEqual(plan[-1], (date(2028, 12, 31), Decimal("83.37")))
        halves = month_parts(Decimal(1200), nth_period(date(2026, 5, 17), 12, 0), CENT)
        self.assertEqual(halves[0], (date(2026, 5, 31), Decimal("48.39")))
        self.assertEqual(halves[-1], (date(2027, 5, 31), Decimal("51.61")))

    def test_a_joining_fee_over_months_is_used_up_and_never_overdrawn(self):
        random = Random(32)
        for _seed in range(500):
            unit, months = random.choice(UNITS), random.randrange(1, 121)
            amount = random.choice((random.randrange(200) * unit, an_amount(random, unit)))
            plan = over_months(amount, date(2026, 1, 31), months, unit)
            self.assertEqual((len(plan), sum(part for _day, part in plan)), (months, amount))
            self.assertGreaterEqual(min(part for _day, part in plan), 0)
            self.assertEqual(
                plan[-1][0], month_end(nth_period(date(2026, 1, 1), 1, months - 1).end)
            )
        with self.assertRaises(ValueError):
            over_months(Decimal(1), date(2026, 1, 1), 0, CENT)

    def test_credit_notes_in_a_row_leave_what_was_not_credited(self):
        random = Random(33)
        for _seed in range(500):
            unit = random.choice(UNITS)
            total = an_amount(random, unit)
            plan = dict(month_parts(total, a_period(random), unit))
            days = sorted(plan)
            posted, taken_back, credited = None, Decimal(0), Decimal(0)
            for _credit in range(3):
                posted = max(posted or date.min, random.choice([date.min, *days]))
                credit = random.randrange(int((total - credited) / unit) + 1) * unit
                held = [*plan.items(), (posted, -taken_back)]
                changes, back = reversal_parts(held, posted, credit, unit)
                to_come = {day for day in days if day > posted}
                self.assertTrue({day for day, _part in changes} <= to_come)
                self.assertTrue(all(0 <= part < plan[day] for day, part in changes))
                plan |= dict(changes)
                if back:
                    self.assertFalse(any(plan[day] for day in to_come))
                taken_back += back
                credited += credit
                self.assertGreaterEqual(back, 0)
                self.assertEqual(sum(plan.values()) - taken_back, total - credited)
            with self.assertRaises(ValueError):
                held = [*plan.items(), (posted, -taken_back)]
                reversal_parts(held, posted, total - credited + unit, unit)

    def test_a_full_credit_leaves_nothing_recognised(self):
        plan = over_months(Decimal(100), date(2026, 1, 1), 3, CENT)
        for posted in (None, *(day for day, _part in plan)):
            changes, back = reversal_parts(plan, posted, Decimal(100), CENT)
            recognised = sum(part for day, part in plan if posted and day <= posted)
            self.assertEqual(back, recognised)
            self.assertTrue(all(not part for _day, part in changes))
            self.assertEqual(len(changes), sum(not posted or day > posted for day, _p in plan))

    def test_nothing_is_posted_in_a_locked_month(self):
        for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(400)):
            for lock in (date(2026, 5, 31), date(2026, 6, 14), date(2026, 12, 31)):
                allowed = not_before(day, lock)
                self.assertGreater(allowed, lock)
                self.assertGreaterEqual(allowed, day)
                self.assertIn(allowed, (day, month_end(lock + ONE_DAY)))


@tagged("post_install", "-at_install")
class TestDuesMinimum(BaseCase):
    def test_the_parts_of_a_period_share_its_minimum(self):
        random = Random(41)
        for _seed in range(500):
            unit = random.choice(UNITS)
            minimum, whole = an_amount(random, unit), nth_period(date(2026, 5, 9), 6, 0)
            leaves = [a_period(random, 150) for _leave in range(2)]
            cut = month_end(whole.start + timedelta(days=random.randrange(150)))
            halves = [Period(whole.start, cut), Period(cut + ONE_DAY, whole.end)]
            shares = [minimum_for(minimum, half, whole, leaves, unit) for half in halves]
            self.assertEqual(sum(shares), minimum_for(minimum, whole, whole, leaves, unit))
            spent = an_amount(random, unit)
            short = shortfall(minimum, spent, halves[0], whole, leaves, unit)
            self.assertEqual(short, max(shares[0] - spent, 0))

    def test_whole_months_on_leave_do_not_count_and_a_week_does(self):
        quarter = nth_period(date(2026, 7, 1), 3, 0)
        for leave, wanted in (
            (Period(date(2026, 7, 1), date(2026, 7, 31)), 610),
            (Period(date(2026, 7, 1), date(2026, 7, 30)), 920),
            (Period(date(2026, 6, 1), date(2027, 7, 30)), 0),
        ):
            self.assertEqual(
                shortfall(Decimal(920), Decimal(0), quarter, quarter, [leave], Decimal(1)), wanted
            )


@tagged("post_install", "-at_install")
class TestDuesArrears(BaseCase):
    def test_standing_only_gets_worse_until_paid(self):
        due = date(2028, 2, 1)
        for grace in (0, 1, 30):
            for lapse in (1, 29, 365):
                told = [standing(due, due + timedelta(days=n), grace, lapse) for n in range(400)]
                states = [state for state, _since in told]
                self.assertEqual(states.count(GOOD), grace + 1)
                self.assertEqual(states.count(SUSPENDED), min(lapse, 399 - grace))
                self.assertEqual(states, sorted(states, key=[GOOD, SUSPENDED, LAPSED].index))
                for n, (state, since) in enumerate(told):
                    if state != GOOD:
                        self.assertEqual(states.index(state), (since - due).days)
                        self.assertLessEqual(since, due + timedelta(days=n))
        self.assertEqual(standing(None, due, 0, 1), (GOOD, None))

    def test_reminders_come_in_the_order_of_their_days(self):
        levels = [("last", 30), ("ahead", -7), ("first", 1)]
        due = date(2026, 5, 1)
        reached = [len(levels_due(due, due + timedelta(days=n), levels)) for n in range(-10, 40)]
        self.assertEqual([reached.index(n) - 10 for n in (1, 2, 3)], [-7, 1, 30])
        self.assertEqual(levels_due(due, date(2027, 1, 1), levels), ["ahead", "first", "last"])

    def test_nothing_overdue_costs_nothing(self):
        for unit in UNITS:
            for overdue in (Decimal(0), Decimal(-5)):
                self.assertEqual(late_fee(overdue, Decimal(25), Decimal(1), unit), 0)
            self.assertFalse(late_fee(Decimal(333), Decimal(0), Decimal("1.7"), unit) % unit)


@tagged("post_install", "-at_install")
class TestDuesLeaving(BaseCase):
    def test_nobody_leaves_before_the_notice_is_out(self):
        random = Random(51)
        for _seed in range(500):
            given, days = a_period(random).start, random.randrange(100)
            out = given + timedelta(days=days)
            period_end = nth_period(out.replace(day=1), 3, 0).end
            self.assertEqual(last_day(given, days, NOTICE), out)
            self.assertEqual(last_day(given, days, MONTH), month_end(out))
            self.assertEqual(last_day(given, days, PERIOD, period_end), period_end)
            self.assertEqual(last_day(given, days, PERIOD, given - ONE_DAY), out)
        for nonsense in (PERIOD, "tomorrow"):
            with self.assertRaises(ValueError):
                last_day(date(2026, 5, 9), 30, nonsense)

    def test_the_credit_grows_day_by_day_from_nothing_to_all(self):
        random = Random(52)
        for _seed in range(60):
            unit = random.choice(UNITS)
            amount, period = an_amount(random, unit), a_period(random, 400)
            leaves = [a_period(random, 60) for _leave in range(2)]
            ends = [period.start + timedelta(days=n) for n in range(-2, period.days + 1)]
            credits = [credit_for(amount, period, end, unit, leaves=leaves) for end in ends]
            self.assertEqual((credits[0], credits[1], credits[-1]), (amount, amount, 0))
            self.assertEqual(credits, sorted(credits, reverse=True))
            mirrored = [credit_for(-amount, period, end, unit, leaves=leaves) for end in ends]
            self.assertEqual(mirrored, [-credit for credit in credits])
