# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The six states of a relation, replayed from the facts about a person."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

TO_IDENTIFY = "to_identify"
POTENTIAL = "potential"
OPPORTUNITY = "opportunity"
FIRST_TRADE = "first_trade"
MATURE = "mature"
LOST = "lost"

#: The way forward; ``LOST`` leads out of it from anywhere.
PATH = (TO_IDENTIFY, POTENTIAL, OPPORTUNITY, FIRST_TRADE, MATURE)
STATES = (*PATH, LOST)
PROSPECTS = (POTENTIAL, OPPORTUNITY)
TRADERS = (FIRST_TRADE, MATURE)


@dataclass(frozen=True)
class Thresholds:
    """When a customer is mature and when silence means lost.

    :param mature_trades: the number of the trade that makes a customer mature, at least 2
    :param prospect_days: days without a sign of life after which a prospect is lost; 0: never
    :param customer_days: the same for somebody who has traded; 0: never
    """

    mature_trades: int = 3
    prospect_days: int = 365
    customer_days: int = 730

    def __post_init__(self):
        if self.mature_trades < 2 or self.prospect_days < 0 or self.customer_days < 0:
            raise ValueError(f"impossible thresholds: {self}")

    def _get_patience(self, state):
        days = {**dict.fromkeys(PROSPECTS, self.prospect_days)}
        days.update(dict.fromkeys(TRADERS, self.customer_days))
        return timedelta(days=days.get(state, 0))


class Lead(NamedTuple):
    """One request: when it came, when it was qualified and when it was lost, if it was."""

    opened: datetime
    qualified: datetime | None = None
    lost: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of a person.

    ``quotes`` are offers made, ``trades`` confirmed orders and paid invoices of their own,
    ``voices`` further signs of life: contacts the person began or answered.
    """

    leads: tuple[Lead, ...] = ()
    quotes: tuple[datetime, ...] = ()
    trades: tuple[datetime, ...] = ()
    voices: tuple[datetime, ...] = ()

    def get_first(self):
        """Return when the first of the facts happened, None without any."""
        days = [lead.opened for lead in self.leads]
        return min([*days, *self.quotes, *self.trades, *self.voices], default=None)


class Step(NamedTuple):
    """A change of state and the rule behind it."""

    state: str
    at: datetime
    rule: str


class Outcome(NamedTuple):
    """The steps, the state they lead to, and when silence will end it (None: never)."""

    steps: tuple[Step, ...]
    state: str
    silent_on: datetime | None


@dataclass
class _Replay:
    facts: Facts
    thresholds: Thresholds
    state: str = TO_IDENTIFY
    trades: int = 0
    last_sign: datetime | None = None
    steps: list = field(default_factory=list)

    def _get_silent_on(self):
        patience = self.thresholds._get_patience(self.state)
        return self.last_sign + patience if patience and self.last_sign else None

    def _be_silent_until(self, moment):
        silent_on = self._get_silent_on()
        if silent_on and silent_on <= moment:
            self._go(LOST, silent_on, "silence")

    def _go(self, state, at, rule):
        if state != self.state:
            self.state = state
            self.steps.append(Step(state, at, rule))

    def _is_anything_open(self, moment):
        return any(
            lead.opened <= moment and (lead.lost is None or lead.lost > moment)
            for lead in self.facts.leads
        ) or any(quote <= moment for quote in self.facts.quotes)

    def take(self, at, kind):
        self._be_silent_until(at)
        if kind != "lead_lost":
            self.last_sign = at if self.last_sign is None else max(self.last_sign, at)
        if kind == "lead" and self.state in (TO_IDENTIFY, LOST):
            self._go(POTENTIAL, at, kind)
        elif kind in ("qualified", "quote") and self.state in (TO_IDENTIFY, POTENTIAL, LOST):
            self._go(OPPORTUNITY, at, kind)
        elif kind == "trade":
            self.trades += 1
            mature = self.trades >= self.thresholds.mature_trades
            self._go(MATURE if mature else FIRST_TRADE, at, kind)
        elif kind == "lead_lost" and self.state in PROSPECTS and not self._is_anything_open(at):
            self._go(LOST, at, kind)


#: Of what happens in the same moment, what leads further comes later.
_ORDER = ("lead", "voice", "lead_lost", "qualified", "quote", "trade")


def _get_events(facts):
    events = [(lead.opened, "lead") for lead in facts.leads]
    events += [(lead.qualified, "qualified") for lead in facts.leads if lead.qualified]
    events += [(lead.lost, "lead_lost") for lead in facts.leads if lead.lost]
    events += [(at, "quote") for at in facts.quotes]
    events += [(at, "trade") for at in facts.trades]
    events += [(at, "voice") for at in facts.voices]
    return sorted(events, key=lambda event: (event[0], _ORDER.index(event[1])))


def replay(facts, thresholds, now, manual=None):
    """Return the :class:`Outcome` of the facts until ``now``.

    :param manual: ``(state, datetime)`` of the last move by hand; it stands until the next fact
        of a later moment. Steps begin behind it.

    >>> day = lambda n: datetime(2026, 1, 1) + timedelta(days=n)
    >>> facts = Facts(leads=(Lead(day(0), qualified=day(30)),), trades=(day(183),))
    >>> for step in replay(facts, Thresholds(), now=day(200)).steps:
    ...     print(step.state, (step.at - day(0)).days, step.rule)
    potential 0 lead
    opportunity 30 qualified
    first_trade 183 trade

    Two years of silence, not a day less:

    >>> replay(facts, Thresholds(), now=day(183 + 729)).steps[-1].state
    'first_trade'
    >>> replay(facts, Thresholds(), now=day(183 + 730)).steps[-1]._replace(at=None)
    Step(state='lost', at=None, rule='silence')

    A request that is lost loses the person, unless another is open:

    >>> one = Lead(day(0), lost=day(9))
    >>> replay(Facts(leads=(one,)), Thresholds(), now=day(10)).steps[-1].state
    'lost'
    >>> replay(Facts(leads=(one, Lead(day(5)))), Thresholds(), now=day(10)).steps[-1].state
    'potential'

    A move by hand holds until something new happens:

    >>> outcome = replay(facts, Thresholds(), now=day(200), manual=(LOST, day(190)))
    >>> outcome.state, outcome.steps
    ('lost', ())
    >>> later = Facts(facts.leads, trades=(day(183), day(195)))
    >>> replay(later, Thresholds(), now=day(200), manual=(LOST, day(190))).steps[-1].state
    'first_trade'
    """
    run = _Replay(facts, thresholds)
    for at, kind in _get_events(facts):
        if at > now:
            break
        if manual and at <= manual[1]:
            run.trades += kind == "trade"
            continue
        if manual and run.last_sign is None:
            run.state, run.last_sign = manual
        run.take(at, kind)
    if manual and run.last_sign is None:
        run.state, run.last_sign = manual
    run._be_silent_until(now)
    return Outcome(tuple(run.steps), run.state, run._get_silent_on())


def get_missing_steps(outcome, recorded_state, recorded_at, now):
    """Return the steps to add to a history that ends with ``recorded_state``.

    What was recorded stays. Where facts were taken back or dated into the past, so that the
    outcome contradicts the record, one step of the rule ``correction`` brings the state right.

    >>> day = lambda n: datetime(2026, 1, 1) + timedelta(days=n)
    >>> facts = Facts(leads=(Lead(day(0)),), trades=(day(5),))
    >>> outcome = replay(facts, Thresholds(), now=day(9))
    >>> [s.state for s in get_missing_steps(outcome, TO_IDENTIFY, None, day(9))]
    ['potential', 'first_trade']
    >>> [s.state for s in get_missing_steps(outcome, POTENTIAL, day(0), day(9))]
    ['first_trade']

    Three orders in the same second are three trades:

    >>> outcome = replay(Facts(trades=(day(5),) * 3), Thresholds(), now=day(9))
    >>> [s.rule for s in get_missing_steps(outcome, FIRST_TRADE, day(5), day(9))]
    ['trade']

    The order is cancelled:

    >>> outcome = replay(Facts(facts.leads), Thresholds(), now=day(9))
    >>> get_missing_steps(outcome, FIRST_TRADE, day(5), day(9))[0]._replace(at=None)
    Step(state='potential', at=None, rule='correction')
    """
    if outcome.state == recorded_state:
        return []
    steps = outcome.steps
    if recorded_at is not None:
        known = [
            index
            for index, step in enumerate(steps)
            if step.state == recorded_state and step.at <= recorded_at
        ]
        steps = steps[known[-1] + 1 :] if known else steps
        # A day before the last recorded one would have somebody leave before coming.
        steps = [s for s in steps if s.at > recorded_at or (known and s.at == recorded_at)]
    missing, state = [], recorded_state
    for step in steps:
        if step.state != state:
            missing.append(step)
            state = step.state
    if state != outcome.state:
        missing.append(Step(outcome.state, now, "correction"))
    return missing
