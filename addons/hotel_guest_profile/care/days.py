# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Days that come again each year, also those born on 29 February."""

from datetime import date, timedelta


def anniversary(day, year):
    """Return the day on which ``day`` is kept in a year.

    What began on 29 February is kept on 28 February of a common year: where a period of years or
    months has no such day, the last day of the month stands for it (Civil Code of the People's
    Republic of China, article 202; PostgreSQL and dateutil count likewise).

    >>> anniversary(date(1964, 2, 29), 2026), anniversary(date(1964, 2, 29), 2028)
    (datetime.date(2026, 2, 28), datetime.date(2028, 2, 29))
    >>> anniversary(date(1990, 11, 22), 2026)
    datetime.date(2026, 11, 22)
    """
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def kept_on(today):
    """Return the (month, day) pairs whose anniversary is ``today``.

    >>> kept_on(date(2026, 2, 28)), kept_on(date(2028, 2, 28))
    ([(2, 28), (2, 29)], [(2, 28)])
    """
    pairs = [(today.month, today.day)]
    if pairs == [(2, 28)] and (today + timedelta(days=1)).month == 3:
        pairs.append((2, 29))
    return pairs


def kept_years_before(today, years):
    """Return the last day that lies whole calendar ``years`` before ``today``.

    Whoever left on it, or earlier, has been away so many years; a day later, not yet.

    >>> kept_years_before(date(2026, 11, 22), 2)
    datetime.date(2024, 11, 22)
    >>> kept_years_before(date(2026, 2, 28), 2), kept_years_before(date(2026, 2, 27), 2)
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 27))
    >>> kept_years_before(date(2028, 2, 29), 2)
    datetime.date(2026, 2, 28)
    """
    year = today.year - years
    days = (anniversary_of(year, *pair) for pair in kept_on(today))
    return max(days)


def anniversary_of(year, month, day):
    """Return the day that stands for a month and day in a year.

    >>> anniversary_of(2026, 2, 29), anniversary_of(2024, 2, 29)
    (datetime.date(2026, 2, 28), datetime.date(2024, 2, 29))
    """
    return anniversary(date(2000, month, day), year)
