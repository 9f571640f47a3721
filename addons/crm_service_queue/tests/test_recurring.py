# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
import random
from datetime import UTC, date, datetime, timedelta

from dateutil import rrule

from odoo.tests import BaseCase, tagged

from ..recurring import Pattern, get_zone, localtime, pattern, to_utc


@tagged("post_install", "-at_install")
class TestRecurring(BaseCase):
    """The days of patterns, against a calendar's own rules, and their hours in time zones."""

    def test_examples(self):
        for module in (pattern, localtime):
            self.assertFalse(doctest.testmod(module).failed)

    def test_the_first_visit_is_on_the_pattern(self):
        start = date(2026, 7, 1)  # a Wednesday
        for weekday in range(7):
            (first,) = Pattern("week", 3, start, weekdays=(weekday,)).first(1)
            self.assertEqual(first.weekday(), weekday)
            self.assertTrue(0 <= (first - start).days < 7)

    def test_against_rules_of_calendars(self):
        """Random patterns name the days that RFC 5545 names, counted from the first visit."""
        dice = random.Random(7)
        units = {"day": rrule.DAILY, "week": rrule.WEEKLY, "month": rrule.MONTHLY,
                 "year": rrule.YEARLY}  # fmt: skip
        for _index in range(300):
            unit = dice.choice(list(units))
            every = dice.randint(1, 5)
            start = date(2024, 1, 1) + timedelta(days=dice.randint(0, 1000))
            weekdays = tuple(sorted(dice.sample(range(7), dice.randint(1, 3))))
            by_day, month = dice.random() < 0.5, dice.randint(1, 12)
            month_day, nth = dice.randint(1, 28), dice.choice((1, 2, 3, 4, 5, -1))
            ours = Pattern(
                unit, every, start,
                weekdays=weekdays if unit == "week" else weekdays[:1],
                month_day=month_day if by_day else 0, nth=nth,
                month=month if unit == "year" else 0,
            ).first(12)  # fmt: skip
            rule = {}
            if unit == "week":
                rule = {"byweekday": weekdays}
            elif unit in ("month", "year"):
                rule = (
                    {"bymonthday": month_day}
                    if by_day
                    else {"byweekday": rrule.weekday(weekdays[0], nth)}
                )
                if unit == "year":
                    rule["bymonth"] = month
            begin = datetime.combine(ours[0], datetime.min.time())
            theirs = rrule.rrule(units[unit], interval=every, dtstart=begin, count=12, **rule)
            self.assertEqual(ours, [moment.date() for moment in theirs], (unit, every, start, rule))

    def test_bounded_by_its_end_its_number_and_the_horizon(self):
        start = date(2026, 1, 1)
        self.assertEqual(len(Pattern("day", 1, start).until(start + timedelta(days=30))), 31)
        self.assertEqual(len(Pattern("day", 1, start, limit=5).until(date(2099, 1, 1))), 5)
        self.assertEqual(
            Pattern("week", 1, start, end=date(2026, 1, 14)).until(date(2099, 1, 1)),
            [date(2026, 1, 1), date(2026, 1, 8)],
        )
        since = date(2026, 1, 4)
        self.assertEqual(
            Pattern("day", 1, start, limit=5).until(date(2099, 1, 1), since),
            [since, since + timedelta(days=1)],
            "those before count too",
        )

    def test_what_is_no_pattern(self):
        start = date(2026, 1, 1)
        for values in (
            {"unit": "hour"},
            {"every": 0},
            {"every": -3},
            {"weekdays": (7,)},
            {"month_day": 32},
            {"month": 13},
            {"nth": 0},
            {"limit": -1},
            {"end": date(2025, 12, 31)},
        ):
            with self.assertRaises(ValueError, msg=values):
                Pattern(**{"unit": "day", "every": 1, "start": start, **values})

    def test_no_pattern_runs_for_ever(self):
        self.assertEqual(
            Pattern("month", 12, date(2026, 2, 1), weekdays=(0,), nth=5, limit=1).first(1)[0].month,
            3,
        )
        late = Pattern("year", 3660, date(9000, 1, 1), month_day=1)
        self.assertEqual(late.first(5), [date(9000, 1, 1)])

    def test_nine_o_clock_stays_nine_o_clock(self):
        for name in ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"):
            zone = get_zone(name)
            for number in range(0, 400):
                day = date(2026, 1, 1) + timedelta(days=number)
                local = to_utc(day, 9, zone).replace(tzinfo=UTC).astimezone(zone)
                self.assertEqual((local.date(), local.hour, local.minute), (day, 9, 0))

    def test_hours_that_are_none(self):
        for hour in (-1, 24, 99):
            with self.assertRaises(ValueError):
                to_utc(date(2026, 1, 1), hour, get_zone("UTC"))
