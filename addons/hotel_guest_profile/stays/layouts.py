# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Files of stays: by which headings they are known, and what each of their rows tells."""

import hashlib
from collections import Counter
from datetime import date, timedelta

from ...crm_customer_profile.tables.problems import TableFileError
from . import problems
from .cells import parse_count
from .problems import RowError
from .row import NAMES, REQUIRED

#: Beyond this the check would outlast the patience of a person, and of the web server.
MAX_ROWS = 100_000
GENERIC, BOOKINGS = "generic", "bookings"
#: Headings of the open data set of hotel bookings (Antonio, Almeida, Nunes: Hotel booking demand
#: datasets, Data in Brief 22, 2019), as far as they are read.
BOOKINGS_HEADINGS = (
    *("lead_time", "arrival_date_year", "arrival_date_month", "arrival_date_day_of_month"),
    *("stays_in_weekend_nights", "stays_in_week_nights", "adults", "children", "babies"),
    *("meal", "market_segment", "distribution_channel", "is_repeated_guest"),
    *("reserved_room_type", "deposit_type", "agent", "company", "adr"),
    *("reservation_status", "reservation_status_date"),
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july", "august"),
            *("september", "october", "november", "december"),
        ),
        start=1,
    )
}


def fold(heading):
    """Return a heading as it is compared.

    >>> fold(" Arrival Date "), fold("\\ufeffreference")
    ('arrival_date', 'reference')
    """
    return "_".join(heading.strip("\ufeff \t\r\n").lower().split())


def count_known(headings):
    """Return how many headings of either layout are among these texts."""
    return len({fold(text) for text in headings} & {*NAMES, *BOOKINGS_HEADINGS})


def find_layout(headings):
    """Return which layout a file has, by its headings.

    :raises TableFileError: none, or a heading stands twice

    >>> find_layout(["Reference", "Arrival", "Departure", "Something"])
    'generic'
    >>> find_layout(BOOKINGS_HEADINGS)
    'bookings'
    >>> for wrong in (["reference", "arrival"], ["reference", "arrival", "departure", "Arrival"]):
    ...     try:
    ...         find_layout(wrong)
    ...     except TableFileError as error:
    ...         print(error.code, error.values)
    missing columns {'missing': 'departure', 'found': 'reference, arrival'}
    repeated columns {'repeated': 'arrival'}
    """
    folded = [fold(text) for text in headings]
    layout = BOOKINGS if set(BOOKINGS_HEADINGS) <= set(folded) else GENERIC
    known = BOOKINGS_HEADINGS if layout == BOOKINGS else NAMES
    missing = [name for name in REQUIRED if name not in folded] if layout == GENERIC else []
    if missing:
        raise TableFileError(
            problems.MISSING_COLUMNS,
            missing=", ".join(missing),
            found=", ".join(text.strip()[:40] for text in headings[:30]),
        )
    if repeated := [name for name in known if folded.count(name) > 1]:
        raise TableFileError(problems.REPEATED_COLUMNS, repeated=", ".join(repeated))
    return layout


class Reader:
    """Says what each row of a file tells of a stay, one row after the other.

    >>> reader = Reader(["Reference", "Arrival", "Departure", "Seen by"])
    >>> reader.tell(["A1", "2026-05-01", "2026-05-08", "me"])
    {'reference': 'A1', 'arrival': '2026-05-01', 'departure': '2026-05-08'}
    >>> try:
    ...     reader.tell(["A1", "2026-05-01", "2026-05-08", "me", "you"])
    ... except RowError as error:
    ...     print(error.problem.code)
    wrong number of columns
    """

    def __init__(self, headings):
        self.layout = find_layout(headings)
        self._headings = [fold(text) for text in headings]
        self._seen = Counter()

    def tell(self, cells):
        """Return {name: text} of a row.

        :raises RowError: it has more cells than there are headings, or cannot be read
        """
        if any(cell.strip() for cell in cells[len(self._headings) :]):
            raise RowError(
                problems.COLUMN_COUNT, count=str(len(cells)), expected=str(len(self._headings))
            )
        row = dict(zip(self._headings, cells, strict=False))
        if self.layout == GENERIC:
            return {name: row[name] for name in NAMES if name in row}
        return self._read_booking(row, cells)

    def _read_booking(self, row, cells):
        """Return what a row of the open data set tells.

        It names neither guests nor bookings: what stands for the reference of a booking is made
        of its row, and counts the rows that are alike. The same file gives the same references.
        """
        digest = hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:16]
        self._seen[digest] += 1
        arrival = self._read_arrival(row)
        nights = sum(
            parse_count(row[name], name) or 0
            for name in ("stays_in_weekend_nights", "stays_in_week_nights")
        )
        ahead = parse_count(row["lead_time"], "lead_time")
        status = row["reservation_status"].strip()
        told = {
            "reference": f"{arrival:%y%m%d}-{digest}-{self._seen[digest]}",
            "status": status,
            "arrival": arrival.isoformat(),
            "departure": (arrival + timedelta(days=nights)).isoformat(),
            "booked_on": (arrival - timedelta(days=ahead)).isoformat() if ahead is not None else "",
            **{name: row[name] for name in ("adults", "children", "babies")},
            "meal_plan": row["meal"],
            "segment": self._read_code(row["market_segment"]),
            "channel": self._read_code(row["distribution_channel"]),
            "deposit": row["deposit_type"],
            "room_type": row["reserved_room_type"],
            "is_repeat": row["is_repeated_guest"],
            "rate": row["adr"],
            "agent": self._read_partner("Agent", row["agent"]),
            "company": self._read_partner("Company", row["company"]),
        }
        if status.casefold() in ("canceled", "no-show"):
            told["cancelled_on"] = row["reservation_status_date"]
        return told

    def _read_arrival(self, row):
        text = "-".join(
            row[name].strip()
            for name in (
                "arrival_date_year",
                "arrival_date_month",
                "arrival_date_day_of_month",
            )
        )
        try:
            year, month, day = text.split("-")
            return date(int(year), _MONTHS[month.lower()], int(day))
        except (KeyError, ValueError):
            raise RowError(
                problems.IMPOSSIBLE_DATE, value=text[:40], column="arrival_date"
            ) from None

    def _read_code(self, text):
        return "" if text.strip() == "Undefined" else text

    def _read_partner(self, kind, text):
        text = text.strip()
        return f"{kind} {text}" if text and text != "NULL" else ""
