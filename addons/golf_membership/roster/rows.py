# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""One row of a roster: from text to values, with everything that is wrong in the row itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ...crm_customer_profile.tables import values as shared
from ..membership import dates
from ..membership import state as membership_state
from . import problems, values
from .problems import Problem

_RANK = {code: position for position, code in enumerate(problems.ROW_CODES)}


@dataclass(frozen=True)
class RosterRow:
    """A member as the roster tells him or her. ``None`` is a value not given or not usable.

    Amounts are in the club's currency, never negative. ``handicap`` is negative for players
    better than scratch. ``paid_until`` is ``None`` for a membership without end.
    """

    line: int
    number: str
    name: str
    gender: str = None
    birthday: date = None
    mobile: str = ""
    email: str = None
    tier: str = ""
    company: str = ""
    joined_on: date = None
    paid_until: date = None
    joining_fee: Decimal = Decimal(0)
    annual_dues: Decimal = Decimal(0)
    balance_due: Decimal = Decimal(0)
    deposit: Decimal = Decimal(0)
    referrer_no: str = ""
    handicap: Decimal = None
    playing_since: int = None
    brands: tuple = ()

    @cached_property
    def identity_keys(self):
        """What makes two rows, or a row and a contact, one person: name and phone or e-mail."""
        return person_keys(self.name, self.mobile, self.email)


def person_keys(name, phone, email):
    """Return the keys under which a person is recognised; none without phone and e-mail.

    >>> sorted(person_keys("王 小明", "+86 155 0181 5908", "Wang@Example.com"))
    [('王 小明', '5501815908'), ('王 小明', 'wang@example.com')]
    >>> person_keys("王小明", "", None)
    frozenset()
    """
    contacts = (shared.phone_key(phone), (email or "").strip().casefold())
    return frozenset((values.tidy(name), contact) for contact in contacts if contact)


def is_active(row, today):
    """Tell whether the membership of a row runs on ``today``; a row is never in the future.

    >>> row = RosterRow(2, "1", "A", joined_on=date(2020, 1, 1), paid_until=date(2026, 6, 30))
    >>> is_active(row, date(2026, 6, 30)), is_active(row, date(2026, 7, 1))
    (True, False)
    """
    facts = membership_state.Facts(
        is_imported=True,
        order_cancelled=False,
        money=membership_state.NOT_INVOICED,
        start=row.joined_on,
        end=row.paid_until,
    )
    return membership_state.membership_state(facts, today) == membership_state.ACTIVE


class _Reader:
    """Reads the cells of one row and keeps what was wrong with them."""

    def __init__(self, cells):
        self._cells = cells
        self.problems = []

    def text(self, column):
        return self._cells.get(column) or ""

    def report(self, code, column="", **more):
        shown = {"column": column, "value": values.tidy(self.text(column))[:80]} if column else {}
        self.problems.append(Problem(code, {**shown, **more}))

    def value(self, column, parse, *args, **shown):
        """Return the parsed cell, or ``None`` after noting why it cannot be used."""
        try:
            return parse(self.text(column), *args)
        except values.Unusable as error:
            self.report(error.code, column, **shown)
            return None


def parse_row(line, cells, today, decimal_places=2):
    """Return ``(RosterRow, [Problem])`` for the cells of a row.

    :param int line: of the file
    :param dict cells: {column: text}
    :param date today: the club's calendar day
    :param int decimal_places: of the club's currency

    >>> cells = {"member_no": "1000", "name": "王小明", "tier": "Individual",
    ...          "joined_on": "2021-02-25", "handicap": "+1.7"}
    >>> row, wrong = parse_row(2, cells, date(2026, 7, 1))
    >>> row.joined_on, row.handicap, row.balance_due, wrong
    (datetime.date(2021, 2, 25), Decimal('-1.7'), Decimal('0'), [])
    >>> def codes(**changes):
    ...     return [p.code for p in parse_row(2, {**cells, **changes}, date(2026, 7, 1))[1]]
    >>> codes(name=" "), codes(joined_on="2031-05-01", paid_until="2026-12-31")
    (['missing name'], ['joined in the future'])
    >>> codes(paid_until="2020-01-01"), codes(birthday="2027-01-01"), codes(joined_on="0021-02-25")
    (['paid before joined'], ['birthday in the future'], ['date before 1900'])
    >>> codes(member_no="", balance_due="12,0x", email="x")
    ['missing member_no', 'bad e-mail', 'amount not a number']
    """
    reader = _Reader(cells)
    row = RosterRow(
        line=line,
        number=values.clean(reader.text("member_no")),
        name=values.tidy(reader.text("name")),
        gender=reader.value("gender", shared.parse_gender),
        birthday=reader.value("birthday", shared.parse_date),
        mobile=values.clean(reader.text("mobile")),
        email=reader.value("email", shared.parse_email),
        tier=values.tidy(reader.text("tier")),
        company=values.tidy(reader.text("company")),
        joined_on=reader.value("joined_on", shared.parse_date),
        paid_until=reader.value("paid_until", shared.parse_date),
        joining_fee=reader.value("joining_fee", values.parse_amount, decimal_places),
        annual_dues=reader.value("annual_dues", values.parse_amount, decimal_places),
        balance_due=reader.value("balance_due", values.parse_amount, decimal_places),
        deposit=reader.value("deposit", values.parse_amount, decimal_places),
        referrer_no=values.clean(reader.text("referrer_no")),
        handicap=reader.value("handicap", values.parse_handicap),
        playing_since=reader.value(
            "playing_since",
            values.parse_year,
            dates.EARLIEST_DATE.year,
            today.year,
            first=str(dates.EARLIEST_DATE.year),
            last=str(today.year),
        ),
        brands=values.parse_brands(reader.text("club_brands")),
    )
    unreadable = {problem.values["column"] for problem in reader.problems}
    _check_presence(row, reader, unreadable)
    _check_dates(row, reader, today)
    if row.referrer_no and row.referrer_no == row.number:
        reader.report(problems.REFERRER_IS_SELF, "referrer_no")
    return row, sorted(reader.problems, key=lambda problem: _RANK[problem.code])


def _check_presence(row, reader, unreadable):
    if not row.number:
        reader.report(problems.MISSING_NUMBER)
    if not row.name:
        reader.report(problems.MISSING_NAME)
    if not row.tier:
        reader.report(problems.MISSING_TIER)
    if not row.joined_on and "joined_on" not in unreadable:
        reader.report(problems.MISSING_JOINED)


def _check_dates(row, reader, today):
    for column in ("birthday", "joined_on", "paid_until"):
        day = getattr(row, column)
        if day and day < dates.EARLIEST_DATE:
            reader.report(problems.DATE_TOO_EARLY, column)
    birthday, joined, paid = row.birthday, row.joined_on, row.paid_until
    if birthday and birthday > today:
        reader.report(problems.BIRTHDAY_IN_FUTURE, "birthday")
    elif birthday and birthday >= dates.EARLIEST_DATE:
        if dates.age_on(birthday, today) > dates.MAX_AGE:
            reader.report(problems.TOO_OLD, "birthday", years=str(dates.MAX_AGE))
        if joined and dates.EARLIEST_DATE <= joined < birthday:
            reader.report(problems.BORN_AFTER_JOINING, "joined_on", birthday=birthday.isoformat())
    if joined and joined > today:
        reader.report(problems.JOINED_IN_FUTURE, "joined_on", today=today.isoformat())
    elif joined and paid and dates.EARLIEST_DATE <= paid < joined:
        reader.report(problems.PAID_BEFORE_JOINED, "paid_until", joined=joined.isoformat())
