# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A player's whole record, from the first score to today's handicap, each step explained.

The result depends on the scores and the order in which they were played, never on the order in
which they were entered: correct an old one, and what follows comes out anew.
"""

from datetime import date
from typing import NamedTuple

from .caps import cap, cap_kind
from .course import course_fraction
from .differential import unrounded
from .exceptional import reduction
from .holes import Hole, adjust
from .index import TABLE
from .limits import WINDOW
from .low import lowest
from .nine import expected
from .numbers import nearest
from .rules import RULES


class Rating(NamedTuple):
    """How hard the holes of a tee are, for men or for women.

    ``course`` is the course rating in tenths; ``holes`` is 9 or 18.
    """

    course: int
    slope: int
    par: int
    holes: int = 18


class Score(NamedTuple):
    """An acceptable score.

    :param key: by which the caller knows it
    :param day: on which it was played
    :param time: what orders two of a day, as the minute of teeing off; anything that compares
    :param adjusted: adjusted gross score, or ``None`` where it follows from the holes
    """

    key: object
    day: date
    time: object
    rating: Rating
    adjusted: int | None
    played: tuple[Hole, ...] = ()
    pcc: int = 0


class Adjustment(NamedTuple):
    """What the committee does to a record (Rule 7.1a).

    :param strokes: tenths that are added to each of the latest 20 differentials
    :param lifts_caps: whether the caps do not hold, and the year's lowest begins anew (Rule 5.8)
    """

    key: object
    day: date
    strokes: int
    lifts_caps: bool = False


class Revision(NamedTuple):
    """The handicap at the end of a day, in tenths, and what made it.

    :param calculated: before the caps
    :param low: the year's lowest, from which the caps are measured, or ``None``
    :param cap: ``none``, ``soft``, ``hard`` or ``maximum``
    :param reduction: strokes, for exceptional scores of the day
    :param adjusted: tenths, by the committee
    :param added: tenths, by the table for few scores
    :param scores: how many differentials were looked at
    :param counted: (key, differential) of those that count, reductions applied, oldest first
    :param latest: (key, differential, adjusted gross score) of the scores that are new with it
    """

    day: date
    index: int
    calculated: int
    low: int | None
    cap: str
    reduction: int
    adjusted: int
    added: int
    scores: int
    counted: tuple
    latest: tuple


def revise(scores, adjustments=(), rules=RULES):
    """Return the revisions of a record, one for each day on which something changed, in order.

    Rounds of one day are all played with the handicap of that morning; their reductions add up
    (Rule 5.4, 5.9). Scores of nine holes wait until 54 holes are played; then the other nine of
    each is taken to be as good, as is expected of a player whose handicap fits such a nine.

    :param scores: :class:`Score` in any order
    :param adjustments: :class:`Adjustment`, each takes effect at the end of its day

    >>> rating = Rating(700, 113, 72)
    >>> one, two = (Score(n, date(2026, 5, n), 0, rating, 88 + n) for n in (1, 2))
    >>> [(r.day.day, r.index, r.counted) for r in revise([two, one, one._replace(key=3, time=9)])]
    [(2, 170, ((1, 190),))]
    """
    days = {}
    for event in sorted([*scores, *adjustments], key=_order):
        days.setdefault(event.day, []).append(event)
    record = _Record(rules)
    revisions = []
    for day, events in days.items():
        revision = record.close(day, events)
        if revision:
            revisions.append(revision)
    return revisions


def _order(event):
    """Order of the day, scores before what the committee does at the end of it."""
    if isinstance(event, Score):
        return (event.day, 0, event.time)
    return (event.day, 1, event.key)


class _Record:
    """A record on its way through the days."""

    def __init__(self, rules):
        self.rules = rules
        # The latest 20 differentials, reductions applied; None for nine holes that wait.
        self.window = []
        self.keys = []
        self.waiting = {}  # by key: differential of nine holes, adjusted score
        self.holes = 0
        self.days, self.indexes = [], []

    def close(self, day, events):
        """Take what happened on a day; return the revision, if there is a handicap."""
        index = self.indexes[-1] if self.indexes else None
        reductions, adjusted, lifted = 0, 0, False
        posted = {}
        for event in events:
            if isinstance(event, Adjustment):
                adjusted += event.strokes
                lifted |= event.lifts_caps
                continue
            self.holes += event.rating.holes
            gross = event.adjusted
            if gross is None:
                gross = adjust(event.played, self._course_handicap(index, event.rating))
            differential, strokes = self._judge(event, gross, index)
            reductions += strokes
            self.keys.append(event.key)
            self.window.append(differential)
            if differential is not None:
                posted[event.key] = (differential, gross)
        if self.holes < 18 * self.rules.minimum_scores:
            return None
        if self.waiting:
            posted |= self._double_nines()
        del self.keys[:-WINDOW], self.window[:-WINDOW]
        if change := 10 * reductions + adjusted:
            self.window = [one + change for one in self.window]
        if lifted:
            self.days, self.indexes = [], []
        latest = tuple([(key, *found) for key, found in posted.items()])
        return self._revise(day, reductions, adjusted, latest, lifted)

    def _double_nines(self):
        """Let nine holes that waited count, at their place in the order of play."""
        doubled = {key: (2 * nine, gross) for key, (nine, gross) in self.waiting.items()}
        for at, key in enumerate(self.keys):
            if key in doubled:
                self.window[at] = doubled[key][0]
        self.waiting = {}
        return doubled

    def _course_handicap(self, index, rating):
        if index is None:
            return None
        fraction = (
            course_fraction(index, rating.slope, rating.course, rating.par, rating.holes)
            if self.rules.use_par
            else course_fraction(index, rating.slope, holes=rating.holes)
        )
        return nearest(*fraction)

    def _judge(self, score, gross, index):
        """Return the differential of 18 holes, ``None`` while a nine waits, and the reduction."""
        rating = score.rating
        above, below = unrounded(gross, rating.course, rating.slope, score.pcc, rating.holes)
        rounded = nearest(above, below)
        if rating.holes == 9:
            if index is None:
                self.waiting[score.key] = (rounded, gross)
                return None, 0
            # Put together from two rounded parts, one of them an estimate.
            rounded += expected(index, self.rules)
            above, below = rounded, 1
        elif self.rules.exceptional_rounded:
            above, below = rounded, 1
        return rounded, 0 if index is None else reduction(index, above, below)

    def _revise(self, day, reductions, adjusted, latest, lifted):
        window, keys = self.window, self.keys
        size = len(window)
        count, added = TABLE[size]
        best = sorted(sorted(range(size), key=window.__getitem__)[:count])
        calculated = nearest(sum([window[at] for at in best]), count) + added
        low = None
        if size == WINDOW and not lifted:
            low = lowest(self.days, self.indexes, day)
        index = cap(calculated, low)
        self.days.append(day)
        self.indexes.append(index)
        return Revision(
            day,
            index,
            calculated,
            low,
            cap_kind(calculated, low),
            reductions,
            adjusted,
            added,
            size,
            tuple([(keys[at], window[at]) for at in best]),
            latest,
        )
