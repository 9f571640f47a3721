# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo.tests import BaseCase, tagged

from ..sla import Hours, Shift

HOUR = 3600
SPLIT = [
    shift
    for day in range(5)
    for shift in (Shift(day, 9 * HOUR, 12 * HOUR), Shift(day, 13 * HOUR, 18 * HOUR))
]


def at(text):
    return datetime.fromisoformat(text)


def count_slowly(hours, start, end):
    """Count the seconds of work one by one, by the wall clock of the zone."""
    zone, total = ZoneInfo(hours.zone), 0
    moment = start
    while moment < end:
        wall = moment.replace(tzinfo=UTC).astimezone(zone)
        second = wall.hour * HOUR + wall.minute * 60 + wall.second
        on = any(
            shift.is_on(wall.toordinal()) and shift.start <= second < shift.end
            for shift in hours.shifts
        )
        total += on
        moment += timedelta(seconds=1)
    return total


@tagged("post_install", "-at_install")
class TestSlaHours(BaseCase):
    """Working hours, exact to the second. The letters are those of the list of hotel_service."""

    def test_a_split_shift_with_lunch(self):
        hours = Hours("UTC", SPLIT)
        cases = [
            # from, hours promised, due
            ("2026-03-02 09:00", 3, "2026-03-02 12:00"),
            ("2026-03-02 09:00", 4, "2026-03-02 14:00"),
            ("2026-03-02 11:30", 1, "2026-03-02 13:30"),
            ("2026-03-02 12:15", 1, "2026-03-02 14:00"),
            ("2026-03-02 17:30", 1, "2026-03-03 09:30"),
            ("2026-03-06 17:30", 1, "2026-03-09 09:30"),
            ("2026-03-06 17:30", 40, "2026-03-13 17:30"),
        ]
        for start, promised, due in cases:
            with self.subTest(start=start, promised=promised):
                self.assertEqual(hours.add(at(start), promised * HOUR), at(due))
                self.assertEqual(hours.between(at(start), at(due)), promised * HOUR)

    def test_b_created_outside_hours(self):
        holiday = (at("2026-03-03 00:00"), at("2026-03-03 23:59:59"))
        hours = Hours("UTC", SPLIT, [holiday])
        cases = [
            ("2026-03-02 23:59", "2026-03-04 10:00"),
            ("2026-03-03 10:00", "2026-03-04 10:00"),
            ("2026-03-01 12:00", "2026-03-02 10:00"),
            ("2026-03-02 18:00", "2026-03-04 10:00"),
            ("2026-03-02 17:59:59", "2026-03-04 09:59:59"),
        ]
        for start, due in cases:
            with self.subTest(start=start):
                self.assertEqual(hours.add(at(start), HOUR), at(due))

    def test_b_summer_time(self):
        berlin = Hours("Europe/Berlin", [Shift(d, 0, 86_400) for d in range(7)])
        # The day the clock goes forward has 23 hours, the one it goes back 25.
        self.assertEqual(berlin.between(at("2026-03-28 23:00"), at("2026-03-29 22:00")), 23 * HOUR)
        self.assertEqual(berlin.between(at("2026-10-24 22:00"), at("2026-10-25 23:00")), 25 * HOUR)
        night = Hours("Europe/Berlin", [Shift(6, HOUR, 4 * HOUR)])
        self.assertEqual(night.between(at("2026-03-28 00:00"), at("2026-03-30 00:00")), 2 * HOUR)
        self.assertEqual(night.between(at("2026-10-24 00:00"), at("2026-10-26 00:00")), 4 * HOUR)
        # A shift in the hour that is left out is none; the clock never shows it.
        gap = Hours("Europe/Berlin", [Shift(6, 2 * HOUR + 900, 2 * HOUR + 2700)])
        self.assertEqual(gap.between(at("2026-03-28 00:00"), at("2026-03-30 00:00")), 0)

    def test_t4_the_zone_of_the_calendar_counts(self):
        """T4: the site, the agent and the calendar in three zones; new is not red at once."""
        shanghai = Hours("Asia/Shanghai", SPLIT)
        self.assertEqual(shanghai.add(at("2026-03-02 01:00"), HOUR), at("2026-03-02 02:00"))
        self.assertEqual(shanghai.add(at("2026-03-02 10:30"), HOUR), at("2026-03-03 02:00"))

    def test_t6_a_day_until_2359_loses_no_minute(self):
        """T6: 00:00-23:59 means the whole day; over ten midnights nothing is lost."""
        hours = Hours("UTC", [Shift(d, 0, 86_400 - 60) for d in range(7)])
        self.assertEqual(hours.add(at("2026-03-01 12:00"), 240 * HOUR), at("2026-03-11 12:00"))

    def test_t6b_a_lunch_break_breaks_no_deadline(self):
        """T6b: what is due right at the break is due then, what is due a second later after it."""
        hours = Hours("UTC", SPLIT)
        self.assertEqual(hours.add(at("2026-03-02 11:00"), HOUR), at("2026-03-02 12:00"))
        self.assertEqual(hours.add(at("2026-03-02 11:00"), HOUR + 1), at("2026-03-02 13:00:01"))

    def test_g_day_and_night(self):
        hours = Hours(always=True)
        start = at("2026-03-28 23:59:59")
        self.assertEqual(hours.add(start, 86_401), at("2026-03-30 00:00"))
        self.assertEqual(hours.between(start, at("2026-03-30 00:00")), 86_401)
        self.assertEqual(hours.between(at("2026-03-30 00:00"), start), 0)

    def test_two_weeks(self):
        # 2026-03-02 is in week 739677 // 7 of the calendar: odd or even is Odoo's own reckoning.
        parity = (at("2026-03-02 00:00").toordinal() - 1) // 7 % 2
        hours = Hours("UTC", [Shift(0, 9 * HOUR, 10 * HOUR, parity)])
        self.assertEqual(hours.add(at("2026-03-02 09:30"), HOUR), at("2026-03-16 09:30"))
        self.assertEqual(hours.before(at("2026-03-16 09:30"), HOUR), at("2026-03-02 09:30"))

    def test_a_calendar_without_hours_comes_to_an_end(self):
        for hours in (
            Hours("UTC"),
            Hours("UTC", [Shift(0, 9 * HOUR, 9 * HOUR)]),
            Hours("UTC", SPLIT, [(at("2000-01-01"), at("2100-01-01"))]),
        ):
            self.assertIsNone(hours.add(at("2026-03-02 09:00"), 1))
            self.assertIsNone(hours.before(at("2026-03-02 09:00"), 1))
            self.assertEqual(hours.between(at("2026-03-02"), at("2026-04-02")), 0)
        self.assertTrue(Hours("UTC").is_empty)

    def test_a_promise_of_a_thousand_years_ends(self):
        self.assertIsNone(Hours("UTC", [Shift(0, 0, 1)]).add(at("9000-01-01"), 10**6))

    def test_leaves_cut_shifts(self):
        leaves = [
            (at("2026-03-02 10:00"), at("2026-03-02 11:00")),
            (at("2026-03-02 10:30"), at("2026-03-02 14:00")),
            (at("2026-03-02 17:00"), at("2026-03-05 10:00")),
        ]
        hours = Hours("UTC", SPLIT, leaves)
        self.assertEqual(hours.between(at("2026-03-02 00:00"), at("2026-03-03 00:00")), 4 * HOUR)
        self.assertEqual(hours.add(at("2026-03-02 09:30"), 4 * HOUR), at("2026-03-05 10:30"))

    def test_as_counted_second_by_second(self):
        rng = random.Random(7)
        for zone, first in (
            ("Europe/Berlin", "2026-03-28 20:00"),
            ("Europe/Berlin", "2026-10-24 20:00"),
            ("America/Sao_Paulo", "2018-11-03 20:00"),
            ("Asia/Shanghai", "2026-03-28 20:00"),
        ):
            edges = sorted(rng.sample(range(0, 86_400, 60), 4))
            shifts = [Shift(day, edges[i], edges[i + 1]) for day in range(7) for i in (0, 2)]
            hours = Hours(zone, shifts)
            start = at(first) + timedelta(seconds=rng.randrange(HOUR))
            end = start + timedelta(seconds=rng.randrange(HOUR, 30 * HOUR))
            counted = count_slowly(hours, start, end)
            with self.subTest(zone=zone, edges=edges):
                self.assertEqual(hours.between(start, end), counted)
                self.assertEqual(hours.between(start, hours.add(start, counted or 1)), counted or 1)

    def test_add_and_before_undo_each_other(self):
        hours = Hours("Europe/Berlin", SPLIT, [(at("2026-03-03"), at("2026-03-05"))])
        rng = random.Random(11)
        for _round in range(200):
            start = at("2026-01-01") + timedelta(seconds=rng.randrange(300 * 86_400))
            seconds = rng.randrange(1, 400 * HOUR)
            due = hours.add(start, seconds)
            self.assertEqual(hours.between(start, due), seconds)
            self.assertEqual(hours.between(start, due - timedelta(seconds=1)), seconds - 1)
            since = hours.before(due, seconds)
            self.assertGreaterEqual(since, start)
            self.assertEqual(hours.between(since, due), seconds)
