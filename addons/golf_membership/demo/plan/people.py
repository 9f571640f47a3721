# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Read ``people.csv``: one line for each membership or application of the demo clubs.

All days are counted from the day the demo is loaded, so that its screens are always true.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

#: Stories of people who went through an application to a confirmed order.
ORDER_STORIES = (
    "active",
    "lapsed",
    "upcoming",
    "confirmed",
    "invoiced",
    "part_paid",
    "credited",
    "order_cancelled",
)
#: Stories that end before an order is confirmed.
APPLICATION_STORIES = ("new", "qualified", "quoted", "sent", "lost")
#: Taken over from the club's former system.
IMPORT_STORY = "import"
#: Those whose fees go on from year to year.
STAYING_STORIES = ("active", IMPORT_STORY)


@dataclass(frozen=True)
class Person:
    """A line of the plan.

    :param position: line number from 1, which varies what the plan leaves open
    :param story: what happened to the membership, see the constants above
    :param joined: days from its first day to today, negative when that is to come
    :param until: days from today to the last day paid for, of imported memberships
    :param handicap: negative when better than scratch, ``None`` when not known
    """

    position: int
    xmlid: str
    name: str
    club: str
    tier: str
    story: str
    joined: int
    until: int
    number: str
    gender: str
    age: int
    phone: str
    handicap: Decimal
    playing: int
    brands: tuple
    referrer: str
    payer: str
    due: Decimal
    deposit: Decimal

    def birthday(self, today):
        """Return a birthday that makes the person ``age`` years old on ``today``."""
        return today - relativedelta(years=self.age) - timedelta(days=20 + self.position * 37 % 300)

    def start(self, today, year_start=None):
        """Return the first day of the membership.

        :param year_start: first day of the running club year, for tiers that end with it; an
            active member of such a tier joined in this club year, however young it is
        """
        start = today - timedelta(days=self.joined)
        if self.story == "active" and year_start:
            return max(start, year_start)
        return start


def parse_handicap(text):
    """Return a handicap as stored: golfers write plus for better than scratch.

    >>> parse_handicap("+2.1"), parse_handicap("12.5"), parse_handicap("0.0"), parse_handicap("")
    (Decimal('-2.1'), Decimal('12.5'), Decimal('0.0'), None)
    """
    if not text:
        return None
    return -Decimal(text[1:]) if text.startswith("+") else Decimal(text)


def read_people(lines):
    """Return the persons of the plan in the order of their first days, oldest first.

    :param lines: lines of the CSV file, the header first

    >>> header = "xmlid,name,club,tier,story,joined,until,number,gender,age,phone,handicap"
    >>> header += ",playing,brands,referrer,payer,due,deposit"
    >>> wang = ",Wang,zhuhai,individual,active,214,,,male,41,123,+0.5,9,PING;Mizuno,,,,"
    >>> person = read_people([header, wang])[0]
    >>> person.name, person.joined, person.handicap, person.brands
    ('Wang', 214, Decimal('-0.5'), ('PING', 'Mizuno'))
    >>> person.start(date(2026, 8, 3)), person.start(date(2026, 8, 3), date(2026, 4, 1))
    (datetime.date(2026, 1, 1), datetime.date(2026, 4, 1))
    """
    people = [
        Person(
            position=position,
            joined=int(row.pop("joined")),
            until=int(row.pop("until") or 0),
            age=int(row.pop("age")),
            handicap=parse_handicap(row.pop("handicap")),
            playing=int(row.pop("playing") or 0),
            brands=tuple(filter(None, row.pop("brands").split(";"))),
            due=Decimal(row.pop("due") or 0),
            deposit=Decimal(row.pop("deposit") or 0),
            **row,
        )
        for position, row in enumerate(csv.DictReader(lines), 1)
    ]
    return sorted(people, key=lambda person: -person.joined)


def club_year_start(today, first_month):
    """Return the first day of the club year that holds ``today``.

    >>> club_year_start(date(2026, 2, 1), 4), club_year_start(date(2026, 4, 1), 4)
    (datetime.date(2025, 4, 1), datetime.date(2026, 4, 1))
    """
    return date(today.year - (today.month < first_month), first_month, 1)
