# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The days of a pattern: every second Tuesday, each 31st, the first Monday of a quarter."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
LAST = -1
#: A pattern that names no day for so long has none (29 February comes again after 8 years).
PATIENCE = 5000


@dataclass(frozen=True)
class Pattern:
    """A rule that names days from a first day on.

    The first visit is the first day of the pattern on or after the start, never the start itself
    where that is no such day; every so many weeks, months or years are counted from that visit.

    :param unit: ``day``, ``week``, ``month`` or ``year``
    :param every: each so many units, 1 at least
    :param start: no day before it
    :param weekdays: of a week, 0 for Monday; empty for the weekday of the start
    :param month_day: of a month or year; in a shorter month its last day. 0: by the weekday
    :param nth: which weekday of the month (1 to 5, or -1 for the last); a month without a fifth
        one is left out. The weekday is the first of ``weekdays``
    :param month: of a year; 0 for the month of the start
    :param end: no day after it, None for no end
    :param limit: at most so many days in all, 0 for any number
    :raises ValueError: the parts make no pattern

    >>> Pattern("week", 2, date(2026, 1, 7), weekdays=(1,)).first(3)
    [datetime.date(2026, 1, 13), datetime.date(2026, 1, 27), datetime.date(2026, 2, 10)]
    >>> [d.day for d in Pattern("month", 1, date(2026, 1, 31), month_day=31).first(4)]
    [31, 28, 31, 30]
    >>> Pattern("month", 3, date(2026, 1, 20), month_day=5).first(2)
    [datetime.date(2026, 2, 5), datetime.date(2026, 5, 5)]
    >>> Pattern("month", 1, date(2026, 1, 1), weekdays=(0,), nth=LAST).first(2)
    [datetime.date(2026, 1, 26), datetime.date(2026, 2, 23)]
    >>> Pattern("day", 90, date(2026, 1, 1), limit=2).first(5)
    [datetime.date(2026, 1, 1), datetime.date(2026, 4, 1)]
    >>> Pattern("year", 1, date(2026, 1, 1), month_day=1, month=10, end=date(2027, 1, 1)).first(5)
    [datetime.date(2026, 10, 1)]
    >>> Pattern("day", 1, date(2026, 2, 1), end=date(2026, 1, 1))
    Traceback (most recent call last):
        ...
    ValueError: it ends before it starts
    """

    unit: str
    every: int
    start: date
    weekdays: tuple = ()
    month_day: int = 0
    nth: int = 1
    month: int = 0
    end: date | None = None
    limit: int = 0

    def __post_init__(self):
        if self.unit not in (DAY, WEEK, MONTH, YEAR):
            raise ValueError(f"{self.unit} is no unit")
        if not 1 <= self.every <= 3660:
            raise ValueError(f"every {self.every} is no pattern")
        if any(not 0 <= weekday <= 6 for weekday in self.weekdays):
            raise ValueError("there are seven weekdays")
        if not 0 <= self.month_day <= 31 or not 0 <= self.month <= 12:
            raise ValueError("there is no such day of the month, or no such month")
        if self.nth not in (1, 2, 3, 4, 5, LAST):
            raise ValueError("a month has five weeks at most")
        if self.limit < 0:
            raise ValueError("it cannot come less than never")
        if self.end and self.end < self.start:
            raise ValueError("it ends before it starts")

    def first(self, number):
        """Return the first days, at most so many."""
        return list(islice(self._walk(), number))

    def until(self, last, since=None):
        """Return the days up to and with a last one, from a day on."""
        since = since or self.start
        return [day for day in takewhile(lambda day: day <= last, self._walk()) if day >= since]

    def _walk(self):
        """Yield the days in order, while there are any."""
        for found, day in enumerate(self._name_days(), start=1):
            if self.end and day > self.end:
                return
            yield day
            if found == self.limit:
                return

    def _name_days(self):
        index, step, empty = 0, 1, 0
        while empty < PATIENCE:
            try:
                days = [day for day in self._in_period(index) if day >= self.start]
            except (ValueError, OverflowError):
                return  # the calendar ends in the year 9999
            yield from days
            if days:
                # From the first visit on it comes every so many.
                step = self.every
            empty = 0 if days else empty + 1
            index += step

    def _in_period(self, index):
        """Return the days of the pattern in a day, week, month or year counted from the start."""
        if self.unit == DAY:
            return [self.start + timedelta(days=index)]
        if self.unit == WEEK:
            monday = self.start - timedelta(days=self.start.weekday()) + timedelta(weeks=index)
            weekdays = sorted(set(self.weekdays)) or [self.start.weekday()]
            return [monday + timedelta(days=weekday) for weekday in weekdays]
        if self.unit == MONTH:
            months = self.start.year * 12 + self.start.month - 1 + index
            return self._in_month(months // 12, months % 12 + 1)
        return self._in_month(self.start.year + index, self.month or self.start.month)

    def _in_month(self, year, month):
        length = monthrange(year, month)[1]
        if self.month_day:
            return [date(year, month, min(self.month_day, length))]
        weekday = self.weekdays[0] if self.weekdays else self.start.weekday()
        head = 1 + (weekday - date(year, month, 1).weekday()) % 7
        day = head + 7 * (self.nth - 1) if self.nth != LAST else head + 7 * ((length - head) // 7)
        return [date(year, month, day)] if day <= length else []
