# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, time

import pytz


def start_of_day(env, day):
    """Return when a day begins by the reader's clock, in UTC and without a time zone.

    :param day: ``date``
    """
    zone = pytz.timezone(env.user.tz or "UTC")
    local = zone.localize(datetime.combine(day, time.min))
    return local.astimezone(pytz.utc).replace(tzinfo=None)
