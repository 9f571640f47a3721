# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""An hour of the day where the work is done, as the one moment it is everywhere."""

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@lru_cache(maxsize=64)
def get_zone(*names):
    """Return the first time zone of a list of names that there is, UTC where there is none.

    >>> get_zone(False, "", "Europe/Berlin").key
    'Europe/Berlin'
    >>> get_zone("Nowhere/Atlantis").key
    'UTC'
    """
    for name in names:
        if name:
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return ZoneInfo("UTC")


def to_utc(day, hour, zone):
    """Return the naive UTC datetime of an hour of the day in a time zone.

    The hour is the wall clock's: nine o'clock stays nine o'clock when the clocks are changed. An
    hour that does not exist that day (02:30 when they jump from 02:00 to 03:00) is later by the
    jump; of an hour that comes twice, the first is meant.

    :param hour: a float from 0 to under 24
    :raises ValueError: there is no such hour

    >>> from datetime import date
    >>> berlin = get_zone("Europe/Berlin")
    >>> str(to_utc(date(2026, 3, 28), 9, berlin)), str(to_utc(date(2026, 3, 30), 9, berlin))
    ('2026-03-28 08:00:00', '2026-03-30 07:00:00')
    >>> str(to_utc(date(2026, 3, 29), 2.5, berlin))  # 03:30 by the new time
    '2026-03-29 01:30:00'
    >>> str(to_utc(date(2026, 10, 25), 2.5, berlin))  # the first of two
    '2026-10-25 00:30:00'
    """
    if not 0 <= hour < 24:
        raise ValueError(f"{hour} is no hour of the day")
    wall = datetime.combine(day, time()) + timedelta(minutes=round(hour * 60))
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).replace(tzinfo=None)
