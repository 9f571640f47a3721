# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What each charge of a document that bills several stands at, on any day.

Money meets an invoice as a whole. What a credit note took off a charge comes off that charge, and
money is shared among what is left, as ``dues.settlement`` does it for the charges themselves. The
figures of a period are the difference of two days, so that the closing of one period is always
the opening of the next.
"""

from dataclasses import dataclass

from .sharing import share

CHARGED, CREDITED, RECEIVED, CONFIRMED, OTHER = range(5)


@dataclass(frozen=True)
class Flow:
    """A journal item, or the part of it, that concerns the document.

    :param day: accounting date
    :param kind: CHARGED, CREDITED (both the document's own items), RECEIVED, CONFIRMED (received,
        and on a bank statement) or OTHER
    :param int cents: debit above zero
    """

    day: object
    kind: int
    cents: int


@dataclass(frozen=True)
class Credit:
    """A credit note for charges, as far as it was set against the document.

    :param shares: {charge: weight} of its lines
    :param int cents: above zero
    """

    day: object
    shares: dict
    cents: int


@dataclass(frozen=True)
class Document:
    """A posted invoice or credit note.

    :param weights: {charge: price of its lines}, whole numbers
    """

    weights: dict
    flows: tuple
    credits: tuple = ()


def standing(document, until):
    """Return {charge: [charged, credited, received, confirmed, other]}, summed up to a day.

    Confirmed is a part of received. The sums over the charges are those of the flows.

    >>> two = {"a": 100, "b": 50}
    >>> def told(*flows, credits=()):
    ...     found = standing(Document(two, (Flow(1, CHARGED, 15000), *flows), credits), 9)
    ...     for charge, figures in found.items():
    ...         print(charge, *figures)
    >>> told(Flow(2, RECEIVED, -7500))
    a 10000 0 -5000 0 0
    b 5000 0 -2500 0 0
    >>> told(Flow(2, CONFIRMED, -9900), Flow(2, OTHER, -100),
    ...      credits=(Credit(2, {"b": 1}, 5000),))
    a 10000 0 -9900 -9900 -100
    b 5000 0 0 0 0
    """
    sums = [0] * 5
    for flow in document.flows:
        if flow.day <= until:
            sums[flow.kind] += flow.cents
    sums[RECEIVED] += sums[CONFIRMED]
    weights = list(document.weights.values())
    charged = share(sums[CHARGED], weights)
    credited = share(sums[CREDITED], weights)
    own = [one + other for one, other in zip(charged, credited, strict=True)]
    money = _share_money(sums[RECEIVED] + sums[OTHER], own, _get_credited(document, until), weights)
    received = _split(sums[RECEIVED], money, weights)
    confirmed = _split(sums[CONFIRMED], received, weights)
    other = [both - part for both, part in zip(money, received, strict=True)]
    columns = zip(charged, credited, received, confirmed, other, strict=True)
    return {
        charge: list(figures) for charge, figures in zip(document.weights, columns, strict=True)
    }


def _get_credited(document, until):
    """Return what credit notes took off each charge up to a day, in the order of the charges."""
    taken = dict.fromkeys(document.weights, 0)
    for credit in document.credits:
        if credit.day > until:
            continue
        shares = share(credit.cents, list(credit.shares.values()))
        for charge, cents in zip(credit.shares, shares, strict=True):
            if charge in taken:
                taken[charge] += cents
    return list(taken.values())


def _share_money(total, own, credited, weights):
    """Share money among what is left of the charges; what is then due is in proportion to it."""
    sign = -1 if sum(own) < 0 else 1
    left = [max(sign * one - taken, 0) for one, taken in zip(own, credited, strict=True)]
    due = sum(left) + sign * total
    if not 0 <= due <= sum(left):
        # More was credited or paid than the document bills: no charge has a better claim.
        return share(total, weights)
    return [sign * (part - whole) for part, whole in zip(share(due, left), left, strict=True)]


def _split(total, whole, weights):
    """Return the part of ``whole`` that is of one kind, by charge."""
    sizes = [abs(part) for part in whole]
    return share(total, sizes if any(sizes) else weights)


def movement(document, before, until):
    """Return {charge: [opening, charged, credited, received, confirmed, other]} of a period.

    :param before: last day before the period

    >>> for charge, figures in movement(
    ...     Document({"a": 1, "b": 1}, (Flow(1, CHARGED, 300), Flow(5, RECEIVED, -101))), 3, 9
    ... ).items():
    ...     print(charge, *figures)
    a 150 0 0 -50 0 0
    b 150 0 0 -51 0 0
    """
    start, end = standing(document, before), standing(document, until)
    return {
        charge: [
            _balance(start[charge]),
            *(later - earlier for earlier, later in zip(start[charge], figures, strict=True)),
        ]
        for charge, figures in end.items()
    }


def _balance(figures):
    return sum(figures) - figures[CONFIRMED]
