# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Recommended handicap allowances by format of play (Appendix C, 2024)."""

from decimal import Decimal

#: Share of the unrounded course handicap that each player of the side has, best player first.
ALLOWANCES = {
    "stroke": (Decimal("0.95"),),
    "stableford": (Decimal("0.95"),),
    "par": (Decimal("0.95"),),
    "maximum": (Decimal("0.95"),),
    "match": (Decimal(1),),
    "fourball_stroke": (Decimal("0.85"),),
    "fourball_stableford": (Decimal("0.85"),),
    "fourball_par": (Decimal("0.90"),),
    "fourball_match": (Decimal("0.90"),),
    "foursomes": (Decimal("0.50"), Decimal("0.50")),
    "greensomes": (Decimal("0.60"), Decimal("0.40")),
    "chapman": (Decimal("0.60"), Decimal("0.40")),
    "best_1_of_4": (Decimal("0.75"),),
    "best_2_of_4": (Decimal("0.85"),),
    "best_3_of_4": (Decimal(1),),
    "all_of_4": (Decimal(1),),
    "total_of_2_match": (Decimal(1),),
    "scramble_4": tuple(Decimal(share) / 100 for share in (25, 20, 15, 10)),
    "scramble_3": tuple(Decimal(share) / 100 for share in (30, 20, 10)),
    "scramble_2": tuple(Decimal(share) / 100 for share in (35, 15)),
}
