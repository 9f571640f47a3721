# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Terms and ages, in whole days."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

CLUB_YEAR = "club_year"
ANNIVERSARY = "anniversary"
UNLIMITED = "unlimited"

#: Nobody living joined a club before this day; earlier dates are typing errors.
EARLIEST_DATE = date(1900, 1, 1)
#: A membership may be sold at most this many years ahead.
LATEST_START_YEARS = 5
#: Oldest plausible age in years.
MAX_AGE = 120


def club_year_end(day, first_month=1):
    """Return the last day of the club year that holds ``day``.

    :param day: any date
    :param int first_month: month (1-12) on whose first day the club year starts

    >>> club_year_end(date(2026, 5, 9))
    datetime.date(2026, 12, 31)
    >>> club_year_end(date(2026, 5, 9), first_month=4)
    datetime.date(2027, 3, 31)
    >>> club_year_end(date(2026, 2, 9), first_month=3)
    datetime.date(2026, 2, 28)
    >>> club_year_end(date(2028, 2, 9), first_month=3)
    datetime.date(2028, 2, 29)
    """
    if not 1 <= first_month <= 12:
        raise ValueError(f"first_month must be 1..12, not {first_month}")
    start_year = day.year if day.month >= first_month else day.year - 1
    return date(start_year + 1, first_month, 1) - timedelta(days=1)


def term_end(start, term, first_month=1):
    """Return the last day of the first term of a membership, or ``None`` if it has no end.

    :param start: first day of the membership
    :param term: :data:`CLUB_YEAR`, :data:`ANNIVERSARY` or :data:`UNLIMITED`
    :param int first_month: first month of the club year, used by :data:`CLUB_YEAR` only

    An anniversary term is ``start + 1 year - 1 day``, also from 29 February
    (carpentries/amy issue 2614):

    >>> term_end(date(2026, 5, 9), ANNIVERSARY)
    datetime.date(2027, 5, 8)
    >>> term_end(date(2028, 2, 29), ANNIVERSARY)
    datetime.date(2029, 2, 27)
    >>> term_end(date(2026, 5, 9), CLUB_YEAR)
    datetime.date(2026, 12, 31)
    >>> term_end(date(2026, 5, 9), UNLIMITED) is None
    True
    """
    if term == UNLIMITED:
        return None
    if term == ANNIVERSARY:
        return start + relativedelta(years=1) - timedelta(days=1)
    if term == CLUB_YEAR:
        return club_year_end(start, first_month)
    raise ValueError(f"unknown term {term!r}")


def age_on(birthday, day):
    """Return the completed years of someone born on ``birthday``, on ``day``.

    Born on 29 February, one has aged on 1 March of a common year.

    >>> age_on(date(2006, 5, 9), date(2026, 5, 8)), age_on(date(2006, 5, 9), date(2026, 5, 9))
    (19, 20)
    >>> age_on(date(2008, 2, 29), date(2026, 2, 28)), age_on(date(2008, 2, 29), date(2026, 3, 1))
    (17, 18)
    """
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def age_fits(age, minimum, maximum):
    """Tell whether ``age`` lies in the band; 0 or ``None`` leaves a side open.

    >>> age_fits(20, 20, 0), age_fits(19, 20, 0), age_fits(17, 0, 17), age_fits(18, 0, 17)
    (True, False, True, False)
    """
    return (not minimum or age >= minimum) and (not maximum or age <= maximum)


def is_plausible_birthday(birthday, today):
    """Tell whether someone alive today can be born on ``birthday``.

    >>> is_plausible_birthday(date(1990, 1, 1), date(2026, 1, 1))
    True
    >>> is_plausible_birthday(date(2027, 1, 1), date(2026, 1, 1))
    False
    >>> is_plausible_birthday(date(1890, 1, 1), date(2026, 1, 1))
    False
    """
    return birthday <= today and age_on(birthday, today) <= MAX_AGE


def is_plausible_start(start, today):
    """Tell whether a membership can start on ``start``: not before 1900, not far ahead.

    >>> is_plausible_start(date(2026, 12, 1), date(2026, 1, 1))
    True
    >>> is_plausible_start(date(202, 1, 1), date(2026, 1, 1))
    False
    >>> is_plausible_start(date(2062, 1, 1), date(2026, 1, 1))
    False
    """
    return EARLIEST_DATE <= start <= today + relativedelta(years=LATEST_START_YEARS)
