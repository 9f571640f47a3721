# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The handicap of a golfer by the Rules of Handicapping (World Handicap System, 2024). No odoo.

What is calculated here is a club's own handicap by the method of the Rules: only an authorised
association issues an official one, and has the marks of it (Rule 1.2).

Public functions take and give ``Decimal`` or ``int``; a ``float`` is refused, since 15.3 is none.
Inside, everything is counted in whole tenths of a stroke. What cannot be raises ``ValueError`` with
a sentence. A plus handicap, better than scratch, is negative.
"""

from .allowances import ALLOWANCES
from .caps import apply_caps
from .course import course_handicap, playing_handicap, unrounded_course_handicap
from .differential import score_differential
from .exceptional import exceptional_reduction
from .holes import Hole, adjusted_gross_score, maximum_hole_score, strokes_received
from .index import handicap_index
from .low import low_handicap_index
from .nine import expected_nine_hole_differential, nine_hole_differential
from .numbers import round_half_up
from .posting import Posting, post_score
from .record import Adjustment, Rating, Revision, Score, revise
from .rules import RULES, Rules

__all__ = [
    "ALLOWANCES",
    "RULES",
    "Adjustment",
    "Hole",
    "Posting",
    "Rating",
    "Revision",
    "Rules",
    "Score",
    "adjusted_gross_score",
    "apply_caps",
    "course_handicap",
    "exceptional_reduction",
    "expected_nine_hole_differential",
    "handicap_index",
    "low_handicap_index",
    "maximum_hole_score",
    "nine_hole_differential",
    "playing_handicap",
    "post_score",
    "revise",
    "round_half_up",
    "score_differential",
    "strokes_received",
    "unrounded_course_handicap",
]
