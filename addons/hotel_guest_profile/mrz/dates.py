# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Dates of two-digit years (Doc 9303 part 3, 4.8)."""

from datetime import date

#: A document that has expired longer ago is rarer than one valid so far ahead.
LONGEST_EXPIRED = 50


def read_birthday(text, today):
    """Return a day of birth: the latest one that is not in the future.

    :returns: None where a part of it is unknown (fillers)
    :raises ValueError: there is no such day

    >>> read_birthday("740812", date(2026, 11, 22)), read_birthday("26<<<<", date(2026, 11, 22))
    (datetime.date(1974, 8, 12), None)
    >>> read_birthday("261123", date(2026, 11, 22)).year
    1926
    >>> read_birthday("000229", date(2026, 11, 22)).year
    2000
    """
    if "<" in text:
        return _none_if_known_parts_are_digits(text)
    year = _year(text)
    century = today.year // 100 * 100
    try:
        born = _day(century + year, text)
    except ValueError:
        # 29 February of this century's year is none; of the last one's it may be.
        return _day(century - 100 + year, text)
    return born if born <= today else _day(century - 100 + year, text)


def read_expiry(text, today):
    """Return the last day of a document; the year is the nearest that can be.

    :returns: None where it is not told
    :raises ValueError: there is no such day

    >>> read_expiry("120415", date(2026, 11, 22)), read_expiry("<<<<<<", date(2026, 11, 22))
    (datetime.date(2012, 4, 15), None)
    >>> read_expiry("991231", date(2026, 11, 22)).year, read_expiry("610101", date(2026, 1, 1)).year
    (1999, 2061)
    """
    if "<" in text:
        return _none_if_known_parts_are_digits(text)
    century = today.year // 100 * 100
    year = century + _year(text)
    if year - today.year >= 100 - LONGEST_EXPIRED:
        year -= 100
    elif today.year - year > LONGEST_EXPIRED:
        year += 100
    return _day(year, text)


def _none_if_known_parts_are_digits(text):
    """Return None: a date with unknown parts, whose known ones must be numbers all the same."""
    if not text.replace("<", "0").isdigit():
        raise ValueError(f"no date: {text}")


def _year(text):
    return int(text[:2])


def _day(year, text):
    return date(year, int(text[2:4]), int(text[4:6]))
