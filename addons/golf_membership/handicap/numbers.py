# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Exact numbers: what is taken, how it is rounded, and tenths as whole numbers.

The Rules round half towards +infinity, also below zero: -1.55 is -1.5 and -1.5 is -1 (Rule 5.1c,
6.1). Python's ``round`` and Odoo's ``float_round`` do neither.
"""

from decimal import Decimal

#: Tenths as numbers and back. To look one up is four times as fast as to calculate it; equal keys
#: are equal numbers, whichever way a ``Decimal`` is written.
_NUMBERS = {units: Decimal(f"{units}E-1") for units in range(-1000, 3000)}
_TENTHS = {number: units for units, number in _NUMBERS.items()}
#: A float or a truth value would be found among the keys too: types are looked at first.
_EXACT = {int, Decimal}


def ratio(value, name):
    """Return a number as an exact fraction: numerator and denominator.

    :param name: what the number is, for the sentence
    :raises ValueError: it is neither a whole number nor a finite ``Decimal``

    >>> ratio(Decimal("71.5"), "a course rating"), ratio(72, "a course rating")
    ((143, 2), (72, 1))
    >>> ratio(71.5, "a course rating")
    Traceback (most recent call last):
    ValueError: a course rating is a Decimal or an int, not the float 71.5
    """
    if type(value) is int:
        return value, 1
    if type(value) is Decimal and value.is_finite():
        return value.as_integer_ratio()
    raise ValueError(f"{name} is a Decimal or an int, not the {type(value).__name__} {value}")


def whole(value, name, lowest, highest):
    """Return a number that has to be whole and lie between two limits, as ``int``.

    >>> whole(Decimal("85.0"), "a score", 18, 198)
    85
    >>> whole(Decimal("85.5"), "a score", 18, 198)
    Traceback (most recent call last):
    ValueError: a score is a whole number from 18 to 198, not 85.5
    """
    if type(value) is int and lowest <= value <= highest:
        return value
    above, below = ratio(value, name)
    if below != 1 or not lowest <= above <= highest:
        raise ValueError(f"{name} is a whole number from {lowest} to {highest}, not {value}")
    return above


def tenths(value, name, lowest=-1000, highest=10000):
    """Return a number with at most one decimal, in tenths.

    :param lowest: in tenths, as is ``highest``

    >>> tenths(Decimal("15.3"), "a differential"), tenths(-2, "a differential")
    (153, -20)
    >>> tenths(Decimal("15.25"), "a differential")
    Traceback (most recent call last):
    ValueError: a differential has one decimal, and 15.25 has more
    """
    units = _TENTHS.get(value) if type(value) in _EXACT else None
    if units is None:
        above, below = ratio(value, name)
        units, rest = divmod(10 * above, below)
        if rest:
            raise ValueError(f"{name} has one decimal, and {value} has more")
    if not lowest <= units <= highest:
        bounds = f"{from_tenths(lowest)} and {from_tenths(highest)}"
        raise ValueError(f"{name} lies between {bounds}; {value} does not")
    return units


def all_tenths(values, name):
    """Return numbers with at most one decimal, in tenths: :func:`tenths` of each.

    >>> all_tenths([Decimal("15.3"), 14], "a differential")
    [153, 140]
    >>> all_tenths([Decimal("15.3"), 14.0], "a differential")
    Traceback (most recent call last):
    ValueError: a differential is a Decimal or an int, not the float 14.0
    """
    if list(map(type, values)).count(Decimal) == len(values):
        # None of the table is None: what is not in it is looked at one by one.
        found = list(map(_TENTHS.get, values))
        if None not in found:
            return found
    return [tenths(value, name) for value in values]


def from_tenths(units):
    """Return tenths as a ``Decimal`` of one decimal.

    >>> from_tenths(-15), from_tenths(540), from_tenths(3071)
    (Decimal('-1.5'), Decimal('54.0'), Decimal('307.1'))
    """
    return _NUMBERS.get(units) or Decimal(f"{units}E-1")


def nearest(above, below):
    """Return the whole number nearest to a fraction, the higher one on a tie.

    >>> [nearest(n, 2) for n in (-3, -1, 1, 3)], nearest(-31, 20)
    ([-1, 0, 1, 2], -2)
    """
    return (2 * above + below) // (2 * below)


def round_half_up(value, places):
    """Return ``value`` rounded to a number of decimals, ties towards +infinity (Rule 5.1c).

    >>> [str(round_half_up(Decimal(v), 1)) for v in ("-1.54", "-1.55", "-1.2501", "1.25")]
    ['-1.5', '-1.5', '-1.3', '1.3']
    >>> round_half_up(Decimal("-1.5"), 0), round_half_up(Decimal("1.5"), 0)
    (Decimal('-1'), Decimal('2'))
    """
    above, below = ratio(value, "what is rounded")
    places = whole(places, "the number of decimals", 0, 12)
    return Decimal(f"{nearest(above * 10**places, below)}E-{places}")
