# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""One stay as it is told: from named texts to values, with all that is wrong with them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from ...crm_customer_profile.tables.problems import Problem
from ...crm_customer_profile.tables.values import clean
from . import problems
from .cells import parse_amount, parse_choice, parse_count, parse_day, parse_moment
from .problems import RowError

RESERVED, IN_HOUSE, CHECKED_OUT = "reserved", "in_house", "checked_out"
CANCELLED, NO_SHOW = "cancelled", "no_show"
#: States of stays that take place, or took place.
STAYED = (IN_HOUSE, CHECKED_OUT)


def _choices(*keys, **others):
    known = {key: key for key in keys}
    known |= {key.replace("_", " "): key for key in keys}
    known |= {key.replace("_", "-"): key for key in keys}
    return known | {text.replace("_", " "): key for text, key in others.items()}


STATES = _choices(
    RESERVED, IN_HOUSE, CHECKED_OUT, CANCELLED, NO_SHOW,
    canceled=CANCELLED, booked=RESERVED, noshow=NO_SHOW,
) | {"check-out": CHECKED_OUT, "check-in": IN_HOUSE}  # fmt: skip
MEALS = _choices("undefined", "ro", "bb", "hb", "fb", "sc")
DEPOSITS = _choices(
    "none", "refundable", "kept", no_deposit="none", non_refund="kept", not_refundable="kept"
)
FLAGS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}

#: What may be told of a stay, and how it is read; the rest of the names are texts.
_PARSERS = {
    "updated_at": parse_moment,
    "arrival": parse_day,
    "departure": parse_day,
    "booked_on": parse_day,
    "cancelled_on": parse_day,
    "adults": parse_count,
    "children": parse_count,
    "babies": parse_count,
    "rate": parse_amount,
    "room_revenue": parse_amount,
    "food_revenue": parse_amount,
    "other_revenue": parse_amount,
    "status": lambda text, column: parse_choice(text, column, STATES),
    "meal_plan": lambda text, column: parse_choice(text, column, MEALS),
    "deposit": lambda text, column: parse_choice(text, column, DEPOSITS),
    "is_repeat": lambda text, column: parse_choice(text, column, FLAGS),
}
AMOUNTS = ("rate", "room_revenue", "food_revenue", "other_revenue")
REQUIRED = ("reference", "arrival", "departure")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class StayRow:
    """A stay as it is told; None and "" stand for what is not told.

    :param reference: what the source calls the stay
    :param updated_at: when the source last changed it, in UTC
    :param company: on whose behalf the guest stays, by name; likewise agent and group
    :param guest_ref: what the source calls the guest
    :param has_room: whether the room is told, be it that there is none
    """

    reference: str = ""
    updated_at: datetime | None = None
    property_code: str = ""
    status: str | None = None
    arrival: date | None = None
    departure: date | None = None
    booked_on: date | None = None
    adults: int | None = None
    children: int | None = None
    babies: int | None = None
    meal_plan: str | None = None
    segment: str = ""
    channel: str = ""
    deposit: str | None = None
    room_type: str = ""
    room: str = ""
    rate: Decimal | None = None
    room_revenue: Decimal | None = None
    food_revenue: Decimal | None = None
    other_revenue: Decimal | None = None
    cancelled_on: date | None = None
    cancel_reason: str = ""
    is_repeat: bool | None = None
    agent: str = ""
    company: str = ""
    group: str = ""
    guest_ref: str = ""
    guest_name: str = ""
    guest_phone: str = ""
    guest_email: str = ""
    guest_country: str = ""
    guest_language: str = ""
    note: str = ""
    has_room: bool = False

    @property
    def nights(self):
        """Nights from arrival to departure, 0 where one of them is not known."""
        known = self.arrival and self.departure
        return max((self.departure - self.arrival).days, 0) if known else 0

    @property
    def took_place(self):
        """Whether somebody stays or stayed."""
        return self.status in STAYED

    @property
    def revenue(self):
        """Room revenue as told; else, of a stay that takes place, the rate for its nights."""
        if self.room_revenue is not None:
            return self.room_revenue
        if self.rate is None or not self.took_place:
            return None
        return (self.rate * self.nights).quantize(_CENT, ROUND_HALF_UP)


#: The names that may be told, in the order a file gives them.
NAMES = tuple(name for name in StayRow.__slots__ if name != "has_room")


def parse_row(told):
    """Return the :class:`StayRow` of named values, and what is wrong with it.

    The row holds what could be read, so that it can be counted, refused or not.

    :param told: {name: text, number, true or false, None}

    >>> row, found = parse_row({"reference": "A1", "arrival": "2026-05-01", "adults": 2,
    ...                         "departure": "2026-05-08", "status": "Check-Out", "rate": "100"})
    >>> row.nights, row.revenue, found
    (7, Decimal('700.00'), [])
    >>> _row, found = parse_row({"reference": "A2", "arrival": "2026-05-08", "adults": 0,
    ...                          "departure": "2026-05-01", "rate": -5, "rooom": "1"})
    >>> [problem.code for problem in found]
    ['unknown name', 'departure before arrival', 'nobody stays', 'negative amount']
    """
    found = []
    if unknown := sorted(str(name) for name in told.keys() - set(NAMES)):
        found.append(Problem(problems.UNKNOWN_NAME, {"names": ", ".join(unknown)[:200]}))
    values = {}
    for name in NAMES:
        if name not in told:
            continue
        text = _as_text(told[name])
        try:
            parser = _PARSERS.get(name)
            values[name] = parser(text, name) if parser else clean(text)[:200]
        except RowError as refused:
            found.append(refused.problem)
    row = StayRow(**values, has_room="room" in told)
    return row, [*found, *_find_problems(row, {problem.values.get("column") for problem in found})]


def _as_text(value):
    if value is None or value is False:
        return "0" if value is False else ""
    if value is True:
        return "1"
    return str(value)


def _find_problems(row, unreadable):
    """Yield what is wrong with values that can be read each on its own."""
    for name in REQUIRED:
        if not getattr(row, name) and name not in unreadable:
            yield Problem(problems.MISSING_VALUE, {"column": name})
    if row.arrival and row.departure and row.departure < row.arrival:
        yield Problem(
            problems.DEPARTURE_FIRST,
            {"arrival": row.arrival.isoformat(), "departure": row.departure.isoformat()},
        )
    people = (row.adults, row.children, row.babies)
    told = any(count is not None for count in people)
    # Where nobody is told of, one adult is meant; where nobody is counted, it is a mistake.
    if told and not sum(filter(None, people)) and not unreadable & {"adults", "children", "babies"}:
        yield Problem(problems.NOBODY_STAYS)
    for name in AMOUNTS:
        amount = getattr(row, name)
        if amount is not None and amount < 0:
            yield Problem(problems.NEGATIVE_AMOUNT, {"value": str(amount), "column": name})
