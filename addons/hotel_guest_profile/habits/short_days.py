# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Days as people write them in a row of a list, in the order of their language."""

from babel.dates import format_skeleton


def short_day(day, locale):
    """Return a day without its year.

    >>> from datetime import date
    >>> short_day(date(2026, 11, 3), "en_US"), short_day(date(2026, 11, 3), "zh_CN")
    ('Nov 3', '11月3日')
    """
    return format_skeleton("MMMd", day, locale=locale)


def short_weekday(day, locale):
    """Return a day with its weekday, without its year.

    >>> from datetime import date
    >>> short_weekday(date(2026, 11, 3), "en_US"), short_weekday(date(2026, 11, 3), "zh_CN")
    ('Tue, Nov 3', '11月3日周二')
    """
    return format_skeleton("MMMEd", day, locale=locale)
