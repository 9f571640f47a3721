# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the documents of one charge say about it.

A function of facts only: it can be computed again at any time and gives the same answer. It
follows ``membership.state``, whose lessons it takes over.
"""

from dataclasses import dataclass
from decimal import Decimal

DUE = "due"
INVOICED = "invoiced"
PART_PAID = "part_paid"
PAID = "paid"
BANK_CONFIRMED = "bank_confirmed"
REVERSED = "reversed"
WAIVED = "waived"

#: States in which the charge needs no more money.
SETTLED = (PAID, BANK_CONFIRMED, WAIVED)

#: Payment states of an Odoo invoice that mean "the money is in".
SETTLED_PAYMENT_STATES = ("paid", "in_payment")


@dataclass(frozen=True)
class Document:
    """The share of one charge in a posted invoice or credit note.

    :param amount: negative on credit notes
    :param payment_state: of the whole document, as Odoo computes it
    :param bank_confirmed: whether each of its payments is matched with a bank statement
    :param received: what payments, and not credit notes, settled of ``amount``. ``None`` where it
        is not known: then ``partial`` counts as part-paid, though Odoo says it of an invoice that
        only a credit note has reduced, or one whose money went to its other charges
    :param is_credit_note: needed only where ``amount`` is zero and cannot tell
    """

    amount: Decimal
    payment_state: str
    bank_confirmed: bool = False
    received: Decimal | None = None
    is_credit_note: bool = False


def charge_state(amount, documents, waived=False):
    """Return the state of a charge.

    The invoice is the truth of what is owed: a discount given on it does not leave the charge
    open. A credit note is set against the invoices that Odoo calls reversed, then against the
    others, oldest first; what is left of them decides.

    :param Decimal amount: of the charge; its sign tells invoices from credit notes
    :param documents: :class:`Document` values, oldest first
    :param waived: whether the club gave up the charge; it yields to an invoice that stands

    >>> D = Decimal
    >>> def state(*documents, amount=100, waived=False):
    ...     return charge_state(D(amount), [Document(D(a), s, b) for a, s, b in documents], waived)
    >>> state(), state((100, "not_paid", False)), state((100, "partial", False))
    ('due', 'invoiced', 'part_paid')
    >>> state((100, "in_payment", False)), state((100, "paid", True))
    ('paid', 'bank_confirmed')

    A credit note takes the payment back, reconciled or not, and never makes a charge paid
    (github.com/odoo/odoo/pull/26488); over a part it is a discount:

    >>> state((100, "reversed", False), (-100, "paid", False))
    'reversed'
    >>> state((100, "paid", True), (-100, "not_paid", False))
    'reversed'
    >>> state((100, "not_paid", False), (-40, "paid", False))
    'invoiced'
    >>> state((100, "paid", False), (-40, "paid", False))
    'paid'

    Billed again after a credit note, the new invoice decides (github.com/odoo/odoo/pull/43667):

    >>> state((100, "reversed", False), (-100, "paid", True), (100, "not_paid", False))
    'invoiced'
    >>> state((100, "paid", True), (-100, "not_paid", False), (100, "not_paid", False))
    'invoiced'
    >>> state((100, "reversed", False), (-100, "paid", False), (100, "paid", False))
    'paid'

    Waived holds unless an invoice stands; a charge over nothing is paid with its invoice:

    >>> state(waived=True), state((100, "reversed", False), (-100, "paid", False), waived=True)
    ('waived', 'waived')
    >>> state((100, "paid", False), waived=True)
    'paid'
    >>> state(amount=0), state((0, "paid", False), amount=0)
    ('due', 'paid')

    With the money known, a credit note alone does not look like a payment:

    >>> charge_state(D(100), [Document(D(100), "partial", received=D(0)), Document(D(-40), "paid")])
    'invoiced'
    """
    sign = -1 if amount < 0 else 1
    invoices = [document for document in documents if not _is_credit(document, sign)]
    standing = _standing(invoices, documents, sign)
    if not standing:
        if waived:
            return WAIVED
        return REVERSED if invoices else DUE
    paid = [_is_paid(document, left) for document, left in standing]
    if all(paid):
        confirmed = all(document.bank_confirmed for document, _left in standing)
        return BANK_CONFIRMED if confirmed else PAID
    if any(paid) or any(_is_part_paid(document) for document, _left in standing):
        return PART_PAID
    return INVOICED


def _is_credit(document, sign):
    return document.is_credit_note or document.amount * sign < 0


def _standing(invoices, documents, sign):
    """The invoices that credit notes leave something of, each with what is left of it."""
    credits = [document for document in documents if _is_credit(document, sign)]
    gone = [document for document in invoices if document.payment_state == "reversed"]
    credit = -sum(document.amount for document in credits) * sign
    credit = max(credit - sum(document.amount for document in gone) * sign, Decimal(0))
    # A credit note over nothing has no amount to set off: it takes one invoice over nothing.
    empty_credits = sum(not document.amount for document in credits)
    empty_credits -= sum(not document.amount for document in gone)
    standing = []
    for document in invoices:
        if document.payment_state == "reversed":
            continue
        if not document.amount and empty_credits > 0:
            empty_credits -= 1
            continue
        taken = min(credit, document.amount * sign)
        credit -= taken
        left = document.amount * sign - taken
        if left or not document.amount:
            standing.append((document, left))
    return standing


def _is_paid(document, left):
    if document.payment_state in SETTLED_PAYMENT_STATES:
        return True
    # Only a partial payment is shared out; an invoice nobody paid is not paid by owing nothing.
    return bool(document.received and abs(document.received) >= left > 0)


def _is_part_paid(document):
    if document.received is None:
        return document.payment_state == "partial"
    return bool(document.received)
