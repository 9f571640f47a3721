# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The rows of a roster held against each other, and against what the club knows already."""

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import date

from . import problems
from .problems import Problem
from .rows import RosterRow, is_active, parse_row

GOOD, BAD, UNCHANGED = "good", "bad", "unchanged"


@dataclass(frozen=True)
class Tier:
    """A tier the roster may name."""

    id: int
    kind: str
    is_archived: bool = False


@dataclass(frozen=True)
class Term:
    """The days of a running membership of some kind; ``end`` ``None`` is no end."""

    number: str
    kind: str
    start: date
    end: date = None

    def overlaps(self, other):
        """Tell whether two terms of one kind share a day."""
        return (
            self.kind == other.kind
            and (self.end is None or other.start <= self.end)
            and (other.end is None or self.start <= other.end)
        )


@dataclass(frozen=True)
class Knowledge:
    """What the club knows before a roster is read.

    :param today: the club's calendar day
    :param decimal_places: of its currency
    :param tiers: {case-folded name: Tier}
    :param members: {member number: name of the member}
    :param terms: {person key: tuple of running :class:`Term`} of members
    """

    today: date
    decimal_places: int = 2
    tiers: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)
    terms: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row."""

    status: str
    row: RosterRow
    problems: tuple = ()
    tier: Tier = None


def is_same_person(name, other):
    """Tell whether a member number stands for the same person, by name.

    >>> is_same_person("Ann  Lee", "ann lee "), is_same_person("Ann Lee", "Ann Li")
    (True, False)
    """
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()


def check(raw_rows, knowledge, expected_width=None, judge_referrers=True):
    """Return one :class:`Verdict` a row, in order.

    :param raw_rows: list of :class:`.reading.RawRow`
    :param int expected_width: number of headings; ``None`` leaves the width unchecked
    :param bool judge_referrers: false for a part of a file, whose referrers may stand elsewhere

    >>> from .reading import RawRow
    >>> def raw(line, number, referrer="", **cells):
    ...     base = {"member_no": number, "name": f"P{number}", "tier": "gold",
    ...             "joined_on": "2020-01-01", "referrer_no": referrer}
    ...     return RawRow(line, {**base, **cells}, 18)
    >>> known = Knowledge(date(2026, 7, 1), tiers={"gold": Tier(1, "individual")},
    ...                   members={"7": "P7", "8": "Other"})
    >>> rows = [raw(2, "1", "3"), raw(3, "2", "4"), raw(4, "3"), raw(5, "4", "9"),
    ...         raw(6, "3"), raw(7, "7"), raw(8, "8"), raw(9, "5", "7"), raw(10, "6", tier="tin")]
    >>> for verdict in check(rows, known):
    ...     print(verdict.row.number, verdict.status, [p.code for p in verdict.problems])
    1 good []
    2 bad ['referrer is a bad row']
    3 good []
    4 bad ['referrer unknown']
    3 bad ['duplicate member_no']
    7 unchanged []
    8 bad ['member_no taken']
    5 good []
    6 bad ['unknown tier']
    """
    verdicts = [_check_alone(raw, knowledge, expected_width) for raw in raw_rows]
    verdicts = _mark_duplicates(verdicts)
    if not judge_referrers:
        return _mark_overlaps(verdicts, knowledge)
    verdicts = _mark_unknown_referrers(verdicts, knowledge)
    verdicts = _mark_overlaps(verdicts, knowledge)
    return _spread_bad_referrers(verdicts, knowledge)


def _with_problem(verdict, code, **shown):
    added = (*verdict.problems, Problem(code, shown))
    rank = {known: position for position, known in enumerate(problems.ROW_CODES)}
    ordered = tuple(sorted(added, key=lambda problem: rank[problem.code]))
    return replace(verdict, status=BAD, problems=ordered)


def _check_alone(raw, knowledge, expected_width):
    row, found = parse_row(raw.line, raw.cells, knowledge.today, knowledge.decimal_places)
    tier = knowledge.tiers.get(row.tier.casefold())
    verdict = Verdict(BAD if found else GOOD, row, tuple(found), tier)
    if expected_width is not None and raw.width != expected_width:
        # The cells stand in the wrong columns: what else is wrong with them means nothing.
        shown = {"count": str(raw.width), "expected": str(expected_width)}
        return replace(verdict, status=BAD, problems=(Problem(problems.COLUMN_COUNT, shown),))
    holder = knowledge.members.get(row.number) if row.number else None
    if holder is not None and row.name and not is_same_person(holder, row.name):
        verdict = _with_problem(verdict, problems.NUMBER_TAKEN, number=row.number, holder=holder)
    if row.tier and not tier:
        verdict = _with_problem(verdict, problems.UNKNOWN_TIER, tier=row.tier)
    if holder is not None and verdict.status == GOOD:
        return replace(verdict, status=UNCHANGED)
    if tier and tier.is_archived:
        verdict = _with_problem(verdict, problems.ARCHIVED_TIER, tier=row.tier)
    return verdict


def _mark_duplicates(verdicts):
    """The first row of a number keeps it; which one is right only the club can tell."""
    first_lines = {}
    marked = []
    for verdict in verdicts:
        number = verdict.row.number
        line = first_lines.setdefault(number, verdict.row.line) if number else verdict.row.line
        if line != verdict.row.line:
            verdict = _with_problem(
                verdict, problems.DUPLICATE_NUMBER, number=number, line=str(line)
            )
        marked.append(verdict)
    return marked


def _mark_unknown_referrers(verdicts, knowledge):
    numbers = {verdict.row.number for verdict in verdicts}
    marked = []
    for verdict in verdicts:
        number = verdict.row.referrer_no
        if number and number not in numbers and number not in knowledge.members:
            verdict = _with_problem(verdict, problems.REFERRER_UNKNOWN, number=number)
        marked.append(verdict)
    return marked


def _spread_bad_referrers(verdicts, knowledge):
    """A row is not taken when its referrer's is not, along the whole chain of referrers."""
    first_position, referred = {}, {}
    for position, verdict in enumerate(verdicts):
        first_position.setdefault(verdict.row.number, position)
        if verdict.row.referrer_no:
            referred.setdefault(verdict.row.referrer_no, []).append(position)
    waiting = deque(
        number for number, position in first_position.items() if verdicts[position].status == BAD
    )
    while waiting:
        number = waiting.popleft()
        if not number or number in knowledge.members:
            continue
        line = str(verdicts[first_position[number]].row.line)
        for position in referred.get(number, ()):
            verdict = verdicts[position]
            if verdict.status != GOOD:
                continue
            verdicts[position] = _with_problem(
                verdict, problems.REFERRER_BAD_ROW, number=number, line=line
            )
            if first_position[verdict.row.number] == position:
                waiting.append(verdict.row.number)
    return verdicts


def _mark_overlaps(verdicts, knowledge):
    """Mark whoever would hold two running memberships of a kind at a time."""
    terms = {key: list(held) for key, held in knowledge.terms.items()}
    marked = []
    for verdict in verdicts:
        if verdict.status == GOOD and (term := _running_term(verdict, knowledge.today)):
            held = [other for key in verdict.row.identity_keys for other in terms.get(key, ())]
            clash = next((other for other in held if other.overlaps(term)), None)
            if clash:
                verdict = _with_problem(verdict, problems.OVERLAP, number=clash.number)
            else:
                for key in verdict.row.identity_keys:
                    terms.setdefault(key, []).append(term)
        marked.append(verdict)
    return marked


def _running_term(verdict, today):
    """Return the term of a row whose membership would run today, else ``None``."""
    row = verdict.row
    if not is_active(row, today):
        return None
    return Term(row.number, verdict.tier.kind, row.joined_on, row.paid_until)
