# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The days on which a customer buys in: each Tuesday, each 5th, every ten days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAY, MONTH_DAY, EVERY = "weekday", "month_day", "every"


@dataclass(frozen=True)
class Cadence:
    """A rule that names days.

    :param kind: ``weekday``, ``month_day`` or ``every`` (so many days)
    :param number: the weekday (0 is Monday), the day of the month (in a shorter month its last
        day), or the number of days between two
    :param first: no day before it counts; days are counted from it
    :raises ValueError: the number cannot be of its kind

    >>> Cadence("weekday", 1, date(2026, 1, 1)).next_from(date(2026, 3, 4))
    datetime.date(2026, 3, 10)
    >>> Cadence("month_day", 31, date(2026, 1, 1)).next_from(date(2026, 2, 1))
    datetime.date(2026, 2, 28)
    >>> Cadence("every", 10, date(2026, 1, 1)).next_from(date(2026, 1, 12))
    datetime.date(2026, 1, 21)
    >>> Cadence("weekday", 7, date(2026, 1, 1))
    Traceback (most recent call last):
        ...
    ValueError: 7 is no weekday
    """

    kind: str
    number: int
    first: date

    def __post_init__(self):
        low, high = {WEEKDAY: (0, 6), MONTH_DAY: (1, 31), EVERY: (1, 3660)}[self.kind]
        if not low <= self.number <= high:
            raise ValueError(f"{self.number} is no {self.kind}")

    def next_from(self, day):
        """Return the first day of the rule on or after a day."""
        day = max(day, self.first)
        if self.kind == WEEKDAY:
            return day + timedelta(days=(self.number - day.weekday()) % 7)
        if self.kind == EVERY:
            return day + timedelta(days=(self.first - day).days % self.number)
        found = self._in_month(day.year, day.month)
        if found < day:
            found = self._in_month(day.year + day.month // 12, day.month % 12 + 1)
        return found

    def _in_month(self, year, month):
        return date(year, month, min(self.number, monthrange(year, month)[1]))
