# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How far each charge of an invoice is credited, paid and still due.

An invoice may bill several charges (a family, a company), while payments and credit notes meet
the invoice as a whole. What a credit note took off a charge comes off that charge; money is
shared among what is left of the lines, in proportion, to the cent.
"""

from dataclasses import dataclass
from decimal import Decimal

from .allocation import parts

ZERO = Decimal(0)


@dataclass(frozen=True)
class Line:
    """A line of a posted document: what it bills or credits, taxes included, never negative.

    :param charge: key of the charge; ``None`` for a line that belongs to none
    """

    charge: object
    amount: Decimal


@dataclass(frozen=True)
class Credit:
    """A posted credit note as far as it was applied to one invoice."""

    lines: tuple
    applied: Decimal


@dataclass(frozen=True)
class Invoice:
    """A posted invoice.

    :param residual: what is still to be paid of it, in its own currency
    :param credits: the :class:`Credit` applied to it
    """

    lines: tuple
    residual: Decimal
    credits: tuple = ()


def _shared(total, lines, unit):
    """``total`` shared among lines in proportion, summed by charge."""
    shares = {}
    for line, part in zip(lines, parts(total, [line.amount for line in lines], unit), strict=True):
        shares[line.charge] = shares.get(line.charge, ZERO) + part
    return shares


@dataclass(frozen=True)
class Settled:
    """How far the share of one charge in an invoice is settled: billed = credited + paid + due."""

    billed: Decimal
    credited: Decimal
    paid: Decimal
    due: Decimal


def settle(invoice, unit):
    """Return {charge: :class:`Settled`}; what is due sums to the residual of the invoice.

    >>> unit = Decimal("0.01")
    >>> two = (Line("a", Decimal(100)), Line("b", Decimal(50)))
    >>> def told(invoice):
    ...     for charge, it in settle(invoice, unit).items():
    ...         print(charge, f"{it.billed:.2f} {it.credited:.2f} {it.paid:.2f} {it.due:.2f}")
    >>> told(Invoice(two, Decimal(150)))
    a 100.00 0.00 0.00 100.00
    b 50.00 0.00 0.00 50.00
    >>> told(Invoice(two, Decimal(75)))
    a 100.00 0.00 50.00 50.00
    b 50.00 0.00 25.00 25.00

    A credit note for the one charge leaves the other due in full:

    >>> told(Invoice(two, Decimal(100), (Credit((Line("b", Decimal(50)),), Decimal(50)),)))
    a 100.00 0.00 0.00 100.00
    b 50.00 50.00 0.00 0.00

    One for something else than the invoice bills was set against it like money:

    >>> told(Invoice(two, Decimal(75), (Credit((Line("c", Decimal(75)),), Decimal(75)),)))
    a 100.00 0.00 50.00 50.00
    b 50.00 0.00 25.00 25.00
    """
    billed = {}
    for line in invoice.lines:
        billed[line.charge] = billed.get(line.charge, ZERO) + line.amount
    if not invoice.credits and invoice.residual == sum(billed.values(), ZERO):
        return {charge: Settled(amount, ZERO, ZERO, amount) for charge, amount in billed.items()}
    credited = dict.fromkeys(billed, ZERO)
    for credit in invoice.credits:
        for charge, amount in _shared(credit.applied, credit.lines, unit).items():
            if charge in billed:
                credited[charge] = min(billed[charge], credited[charge] + amount)
    net = {charge: amount - credited[charge] for charge, amount in billed.items()}
    if sum(net.values(), ZERO) < invoice.residual:
        # More was credited of these charges than was set against this invoice.
        net, credited = billed, dict.fromkeys(billed, ZERO)
    if any(net.values()):
        due = _shared(invoice.residual, [Line(key, amount) for key, amount in net.items()], unit)
    else:
        due = dict.fromkeys(billed, ZERO)
    return {
        charge: Settled(amount, credited[charge], net[charge] - due[charge], due[charge])
        for charge, amount in billed.items()
    }


def open_of_credit(lines, residual, unit):
    """Return {charge: amount of a credit note that is not applied to anything yet}.

    >>> lines = (Line("a", Decimal(20)), Line("b", Decimal(10)))
    >>> open_of_credit(lines, Decimal(15), Decimal("0.01"))
    {'a': Decimal('10.00'), 'b': Decimal('5.00')}
    """
    if not any(line.amount for line in lines):
        return {line.charge: ZERO for line in lines}
    return _shared(residual, lines, unit)
