# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How far a handicap may rise above the lowest of a year (Rule 5.8), and at all (Rule 5.3)."""

from .limits import HIGHEST, check_index
from .numbers import from_tenths, tenths

#: A rise above this is halved, in tenths.
SOFT = 30
#: A rise ends here, in tenths. With the soft cap before it, from a rise of 7.0 on.
HARD = 50


def cap(calculated, low):
    """Return an index after soft cap, hard cap and the maximum; all in tenths."""
    if low is not None and calculated - low > SOFT:
        # Half of the excess may be half a tenth: rounded up, as all of the Rules.
        calculated = min((low + SOFT + calculated + 1) // 2, low + HARD)
    return min(calculated, HIGHEST)


def cap_kind(calculated, low):
    """Tell which cap holds: ``soft``, ``hard``, ``maximum`` or ``none``.

    >>> [cap_kind(one, 100) for one in (130, 131, 169, 170, 300)], cap_kind(600, None)
    (['none', 'soft', 'soft', 'hard', 'hard'], 'maximum')
    """
    if low is not None and calculated - low > SOFT:
        kind = "hard" if calculated - low >= 2 * HARD - SOFT else "soft"
        return "maximum" if cap(calculated, low) == HIGHEST else kind
    return "maximum" if calculated > HIGHEST else "none"


def apply_caps(calculated_index, low_handicap_index):
    """Return the index that stands when one comes out as calculated and the year's lowest is known.

    :param low_handicap_index: ``None`` where there is none: then only the maximum of 54.0 holds

    >>> from decimal import Decimal
    >>> apply_caps(Decimal("11.6"), Decimal("6.5")), apply_caps(Decimal(17), Decimal(10))
    (Decimal('10.6'), Decimal('15.0'))
    >>> apply_caps(Decimal("31.2"), None), apply_caps(Decimal(70), None)
    (Decimal('31.2'), Decimal('54.0'))
    """
    calculated = tenths(calculated_index, "a calculated handicap")
    low = low_handicap_index
    low = None if low is None else check_index(low, "a low handicap")
    return from_tenths(cap(calculated, low))
