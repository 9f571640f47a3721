# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The moment at which a department must have done something, in the hotel's own time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_to_utc(day, hour, tz):
    """Return an hour of a day at a place, in UTC without time zone, as databases keep it.

    :param float hour: 7.5 is half past seven

    >>> from datetime import date
    >>> local_to_utc(date(2026, 11, 22), 7.5, "Asia/Shanghai")
    datetime.datetime(2026, 11, 21, 23, 30)
    >>> local_to_utc(date(2026, 3, 29), 2.5, "Europe/Vienna")  # an hour that clocks leave out
    datetime.datetime(2026, 3, 29, 1, 30)
    """
    minutes = round(hour * 60)
    local = datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=ZoneInfo(tz))
    return local.astimezone(UTC).replace(tzinfo=None)


def due_at(now, tz, arrival, check_in_hour, hour=None):
    """Return when what a guest wants must be ready, in UTC without time zone.

    :param datetime now: in UTC without time zone
    :param date arrival: the first day of the stay
    :param float hour: the hour of the day the house does such things at (breakfast at 7); the
        next one that has not passed after the arrival counts. Without it the guest expects it on
        entering the room: at the hour of check-in, or now where that has passed.

    >>> from datetime import date
    >>> now = datetime(2026, 11, 22, 4)  # noon in Shanghai
    >>> due_at(now, "Asia/Shanghai", date(2026, 11, 22), 14)
    datetime.datetime(2026, 11, 22, 6, 0)
    >>> due_at(now, "Asia/Shanghai", date(2026, 11, 20), 14)
    datetime.datetime(2026, 11, 22, 4, 0)
    >>> due_at(now, "Asia/Shanghai", date(2026, 11, 22), 14, hour=7)
    datetime.datetime(2026, 11, 22, 23, 0)
    """
    expected = max(now, local_to_utc(arrival, check_in_hour, tz))
    if hour is None:
        return expected
    day = expected.replace(tzinfo=UTC).astimezone(ZoneInfo(tz)).date()
    ready = local_to_utc(day, hour, tz)
    return ready if ready >= expected else local_to_utc(day + timedelta(days=1), hour, tz)
