# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the documents of a membership say about it: money state, then membership state.

Both are functions of facts only, so they can be computed again at any time and give the same
answer. ``reversed`` is never ``paid``; a receipt that is registered counts as paid for
membership purposes, whether or not the bank has confirmed it yet.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

# money states
NOT_INVOICED = "not_invoiced"
INVOICED = "invoiced"
PART_PAID = "part_paid"
PAID = "paid"
REVERSED = "reversed"

# membership states
PENDING = "pending"
UPCOMING = "upcoming"
ACTIVE = "active"
SUSPENDED = "suspended"
LAPSED = "lapsed"
RESIGNED = "resigned"
TRANSFERRED = "transferred"
DECEASED = "deceased"
CANCELLED = "cancelled"

#: States after the last day: the member resigned, passed the membership on, or died.
LEFT = (RESIGNED, TRANSFERRED, DECEASED)

#: States in which a membership occupies its dates.
RUNNING = (PENDING, UPCOMING, ACTIVE, SUSPENDED)

#: Payment states of an Odoo invoice that mean "the money is in".
SETTLED_PAYMENT_STATES = ("paid", "in_payment")

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DocumentLine:
    """A posted invoice or credit-note line for a fee.

    :param quantity: positive on invoices, negative on credit notes
    :param amount: in document currency, tax excluded, negative on credit notes
    :param payment_state: of the whole document, as Odoo computes it
    """

    quantity: Decimal
    amount: Decimal
    payment_state: str


@dataclass(frozen=True)
class Fee:
    """A fee on the confirmed order, with the posted lines that bill or credit it.

    :param is_waived: the club gave it up: nothing of it is awaited any more
    """

    quantity: Decimal
    amount: Decimal
    documents: tuple = ()
    is_waived: bool = False


def _fee_state(fee):
    if fee.is_waived:
        return PAID
    invoices = [line for line in fee.documents if line.quantity > 0 or line.amount > 0]
    if not invoices:
        return NOT_INVOICED
    net_amount = sum((line.amount for line in fee.documents), Decimal(0))
    net_quantity = sum((line.quantity for line in fee.documents), Decimal(0))
    live = [line for line in invoices if line.payment_state != "reversed"]
    if not live or (fee.amount > 0 and net_amount <= 0) or (fee.amount <= 0 and net_quantity <= 0):
        return REVERSED
    states = {line.payment_state for line in live}
    if sum(line.quantity for line in live) < fee.quantity:
        return PART_PAID if states & {"paid", "in_payment", "partial"} else INVOICED
    if states <= set(SETTLED_PAYMENT_STATES):
        return PAID
    if states & {"paid", "in_payment", "partial"}:
        return PART_PAID
    return INVOICED


def money_state(fees):
    """Return the money state of a membership from its fees.

    :param fees: iterable of :class:`Fee`; an order without fees is ``not_invoiced``

    >>> D = Decimal
    >>> def fee(*documents):
    ...     return Fee(D(1), D(6000), tuple(DocumentLine(D(q), D(a), s) for q, a, s in documents))
    >>> money_state([fee()])
    'not_invoiced'
    >>> money_state([fee((1, 6000, "not_paid"))]), money_state([fee((1, 6000, "partial"))])
    ('invoiced', 'part_paid')
    >>> money_state([fee((1, 6000, "paid"))]), money_state([fee((1, 6000, "in_payment"))])
    ('paid', 'paid')

    A credit note over the whole takes the payment back, reconciled with the invoice or not; one
    over a part is a discount (github.com/odoo/odoo/pull/26488: it must not *make* it paid):

    >>> money_state([fee((1, 6000, "reversed"), (-1, -6000, "paid"))])
    'reversed'
    >>> money_state([fee((1, 6000, "paid"), (-1, -6000, "not_paid"))])
    'reversed'
    >>> money_state([fee((1, 6000, "paid"), (-1, -500, "paid"))])
    'paid'
    >>> money_state([fee((1, 6000, "not_paid"), (-1, -500, "not_paid"))])
    'invoiced'

    Billed again after the credit note, it is due again, and paid when that invoice is
    (github.com/odoo/odoo/pull/43667):

    >>> money_state([fee((1, 6000, "reversed"), (-1, -6000, "paid"), (1, 6000, "not_paid"))])
    'invoiced'

    One fee paid and another not billed yet is part-paid:

    >>> money_state([fee((1, 6000, "paid")), fee()])
    'part_paid'
    """
    states = [_fee_state(fee) for fee in fees]
    if not states:
        return NOT_INVOICED
    for single in (NOT_INVOICED, PAID, REVERSED):
        if all(state == single for state in states):
            return single
    if PAID in states or PART_PAID in states:
        return PART_PAID
    return REVERSED if REVERSED in states and INVOICED not in states else INVOICED


@dataclass(frozen=True)
class Facts:
    """All that decides the state of a membership.

    :param is_imported: admitted by a roster import: its past is not in this ledger
    :param order_cancelled: the order behind it is cancelled
    :param money: money state of the joining order
    :param start: first day
    :param end: last day that is paid for, or charged or on leave and still within grace; ``None``
        for no end
    :param last_day: last day by resignation, ``None`` if the member has not resigned
    :param left_as: of :data:`LEFT`, what the member is after the last day
    :param suspend_on: day on which arrears suspend the membership, ``None`` without arrears; it is
        no day of leave, and nor is the next
    :param lapse_on: day on which arrears end it, ``None`` if they never do
    :param closed_on: day since which it is over for good, because the person has joined anew
    """

    is_imported: bool
    order_cancelled: bool
    money: str
    start: date
    end: date = None
    last_day: date = None
    suspend_on: date = None
    lapse_on: date = None
    closed_on: date = None
    left_as: str = RESIGNED


def membership_state(facts, today):
    """Return the state of a membership on ``today``.

    >>> d = date
    >>> def on(today, money=PAID, imported=False, cancelled=False, **arrears):
    ...     facts = Facts(imported, cancelled, money, d(2026, 1, 1), d(2026, 12, 31), **arrears)
    ...     return membership_state(facts, today)
    >>> on(d(2026, 5, 9)), on(d(2025, 12, 31)), on(d(2026, 12, 31)), on(d(2027, 1, 1))
    ('active', 'upcoming', 'active', 'lapsed')
    >>> on(d(2026, 5, 9), money=PART_PAID), on(d(2026, 5, 9), money=REVERSED)
    ('pending', 'cancelled')
    >>> unbilled = {"today": d(2026, 5, 9), "money": NOT_INVOICED}
    >>> on(**unbilled, imported=True), on(**unbilled, cancelled=True)
    ('active', 'cancelled')

    A cancelled order whose invoice stays paid keeps its member until the money is given back:

    >>> on(d(2026, 5, 9), cancelled=True)
    'active'

    An unpaid application does not lapse by itself, it stays on the list of those to chase:

    >>> on(d(2027, 5, 9), money=INVOICED)
    'pending'

    Arrears suspend, then end a membership; whoever resigned has left, owing or not:

    >>> arrears = {"suspend_on": d(2026, 3, 1), "lapse_on": d(2026, 6, 1)}
    >>> [on(day, **arrears) for day in (d(2026, 2, 28), d(2026, 3, 1), d(2026, 6, 1))]
    ['active', 'suspended', 'lapsed']
    >>> left, day = {"last_day": d(2026, 6, 30)}, d(2026, 7, 1)
    >>> on(d(2026, 6, 30), **left), on(day, **left), on(day, **left, **arrears)
    ('active', 'resigned', 'resigned')
    >>> on(d(2026, 6, 30), **left, left_as=DECEASED), on(day, **left, left_as=DECEASED)
    ('active', 'deceased')

    Whoever joined anew does not come back to the old membership by paying its old bills:

    >>> on(d(2026, 7, 1)), on(d(2026, 7, 1), closed_on=d(2026, 6, 1))
    ('active', 'lapsed')
    """
    return _state_since(facts, today)[0]


def state_since(facts, today):
    """Return the day on which a state that comes by the calendar began, else ``None``.

    >>> facts = Facts(False, False, PAID, date(2026, 1, 1), date(2026, 12, 31))
    >>> state_since(facts, date(2027, 1, 9)), state_since(facts, date(2026, 5, 9))
    (datetime.date(2027, 1, 1), datetime.date(2026, 1, 1))
    """
    return _state_since(facts, today)[1]


def _state_since(facts, today):
    unpaid = not facts.is_imported and facts.money != PAID
    if unpaid and (facts.money == REVERSED or facts.order_cancelled):
        return CANCELLED, None
    if facts.closed_on and today >= facts.closed_on and not facts.last_day:
        return LAPSED, facts.closed_on
    if unpaid:
        return PENDING, None
    if today < facts.start:
        return UPCOMING, None
    if facts.last_day and today > facts.last_day:
        return facts.left_as, facts.last_day + ONE_DAY
    ended = [day for day in (facts.end and facts.end + ONE_DAY, facts.lapse_on) if day]
    if ended and today >= min(ended):
        return LAPSED, min(ended)
    if facts.suspend_on and today >= facts.suspend_on:
        return SUSPENDED, facts.suspend_on
    return ACTIVE, facts.start


def next_change(facts, today):
    """Return the next day on which the calendar alone changes the state, or ``None``.

    >>> facts = Facts(False, False, PAID, date(2026, 1, 1), date(2026, 12, 31))
    >>> [next_change(facts, date(*day)) for day in ((2025, 12, 1), (2026, 1, 1), (2027, 1, 1))]
    [datetime.date(2026, 1, 1), datetime.date(2027, 1, 1), None]
    """
    days = (
        facts.start,
        facts.end and facts.end + ONE_DAY,
        facts.last_day and facts.last_day + ONE_DAY,
        facts.suspend_on,
        facts.lapse_on,
    )
    state = membership_state(facts, today)
    ahead = sorted({day for day in days if day and day > today})
    return next((day for day in ahead if membership_state(facts, day) != state), None)


def steps_since(facts, state, since, today):
    """Return [(day, state)] that the calendar brought after ``since``, oldest first.

    Empty where the calendar alone does not explain the present: somebody paid, or decided.

    :param state: the state recorded last
    :param since: the day it was recorded for
    :param today: the last day looked at

    >>> arrears = {"suspend_on": date(2026, 3, 1), "lapse_on": date(2026, 6, 1)}
    >>> facts = Facts(False, False, PAID, date(2026, 1, 1), date(2026, 12, 31), **arrears)
    >>> for day, state in steps_since(facts, ACTIVE, date(2026, 1, 1), date(2026, 7, 1)):
    ...     print(day, state)
    2026-03-01 suspended
    2026-06-01 lapsed

    A payment that made somebody active is no step of the calendar:

    >>> steps_since(facts, PENDING, date(2026, 1, 1), date(2026, 2, 1))
    []
    """
    if since is None or membership_state(facts, since) != state:
        return _step_missed(facts, state, since, today)
    steps = []
    while (day := next_change(facts, since)) and day <= today:
        steps.append((day, membership_state(facts, day)))
        since = day
    return steps


def _step_missed(facts, state, since, today):
    """The step to a state that ended by a day before the one recorded last."""
    now, began = _state_since(facts, today)
    by_calendar = now in (SUSPENDED, LAPSED, *LEFT) or (now == ACTIVE and state == UPCOMING)
    if now == state or not by_calendar:
        return []
    return [(max(filter(None, (began or today, since))), now)]
