# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A second reckoning of fees in plain Python, by what was done and not by what was stored.

It knows no Odoo: it is told each operation with its amounts, matches money with invoices as an
accountant would on paper, and says what every payer must owe. Amounts are integers, in cents.
"""

from dataclasses import dataclass, field
from fractions import Fraction


def half_up(value):
    """Round a Fraction to an integer, halves upwards."""
    return (value.numerator * 2 + value.denominator) // (value.denominator * 2)


def first_dues(cents, joined, year_end, days_in_year):
    """The dues of somebody who joins on ``joined``: the year's fee less the days before, in cents.

    >>> from datetime import date
    >>> first_dues(120000, date(2026, 5, 9), date(2026, 12, 31), 365)
    77918
    """
    before = days_in_year - ((year_end - joined).days + 1)
    return cents - half_up(Fraction(cents * before, days_in_year))


def unused_dues(cents, start, end, last_day):
    """What of a period's dues is given back to somebody who leaves on ``last_day``, in cents.

    >>> from datetime import date
    >>> unused_dues(120000, date(2026, 1, 1), date(2026, 12, 31), date(2026, 5, 8))
    77918
    >>> unused_dues(120000, date(2026, 1, 1), date(2026, 12, 31), date(2027, 5, 8))
    0
    """
    days = (end - start).days + 1
    kept = min(max((last_day - start).days + 1, 0), days)
    return cents - half_up(Fraction(cents * kept, days))


@dataclass
class Paper:
    """An invoice, a credit note or a payment, and how far it is matched.

    :param lines: {charge: cents}; a payment has none
    :param sign: 1 for an invoice, -1 for what lowers a debt
    """

    payer: int
    sign: int
    total: int
    lines: dict = field(default_factory=dict)
    left: int = 0

    def __post_init__(self):
        self.left = self.total


class Recount:
    """The books of a club on paper."""

    def __init__(self):
        self.papers = {}
        self.matches = []

    def clone(self):
        """Return books that can be written on while these stay as they are."""
        other = Recount()
        other.papers = {
            key: Paper(p.payer, p.sign, p.total, dict(p.lines)) for key, p in self.papers.items()
        }
        for key, paper in self.papers.items():
            other.papers[key].left = paper.left
        other.matches = list(self.matches)
        return other

    def invoice(self, key, payer, lines):
        self.papers[key] = Paper(payer, 1, sum(lines.values()), dict(lines))

    def credit(self, key, payer, lines, against=None):
        self.papers[key] = Paper(payer, -1, sum(lines.values()), dict(lines))
        if against is not None:
            self.match(against, key)

    def pay(self, key, payer, cents, against=None):
        self.papers[key] = Paper(payer, -1, cents)
        if against is not None:
            self.match(against, key)

    def match(self, invoice, other):
        """Set what is left of ``other`` against what is left of ``invoice``."""
        amount = min(self.papers[invoice].left, self.papers[other].left)
        if amount:
            self.papers[invoice].left -= amount
            self.papers[other].left -= amount
            self.matches.append((invoice, other, amount))

    def unmatch(self, key):
        """Take a paper out of every match."""
        for invoice, other, amount in self.matches:
            if key in (invoice, other):
                self.papers[invoice].left += amount
                self.papers[other].left += amount
        self.matches = [match for match in self.matches if key not in match[:2]]

    def billed(self, charge):
        return sum(p.lines.get(charge, 0) for p in self.papers.values() if p.sign == 1)

    def credited(self, charge):
        return sum(p.lines.get(charge, 0) for p in self.papers.values() if p.sign == -1)

    def owed_on_papers(self, payer):
        """What the documents of a payer leave open; payments do not count."""
        return sum(p.sign * p.left for p in self.papers.values() if p.payer == payer and p.lines)

    def total(self, kind):
        """Sum of all invoices ('billed'), credit notes ('credited') or payments ('received')."""
        wanted = {
            "billed": lambda p: p.sign == 1,
            "credited": lambda p: p.sign == -1 and p.lines,
            "received": lambda p: p.sign == -1 and not p.lines,
        }[kind]
        return sum(p.total for p in self.papers.values() if wanted(p))

    def receivable(self):
        """What all members together owe the club, open payments taken off."""
        return self.total("billed") - self.total("credited") - self.total("received")
