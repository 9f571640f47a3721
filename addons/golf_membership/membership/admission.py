# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Admission of a candidate: seconders, posting of the name, decision, and the days that follow.

Sources of the rules: tgccgolf.com, rights and interests (two referrers, 10 days of posting, a
committee, 12 months after a refusal); m.docduoduo.com p-10023312 (joining fee within 7 days of
approval); renrendoc.com p-11968512 (joining fee given back within 15 days of a refusal).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

APPROVED = "approved"
REFUSED = "refused"

#: What an application lacks.
LACKS_WAIT = "wait"
LACKS_SECONDERS = "seconders"
LACKS_POSTING = "posting"
LACKS_DAYS = "days"
LACKS_DECISION = "decision"
IS_REFUSED = "refused"


@dataclass(frozen=True)
class Rule:
    """What the by-laws of a tier ask of an application; zero and ``False``: not asked.

    :param int seconders: how many members second it
    :param int posting_days: how long the name of the candidate is posted
    :param committee: whether a committee decides
    """

    seconders: int = 0
    posting_days: int = 0
    committee: bool = False

    def __bool__(self):
        return bool(self.seconders or self.posting_days or self.committee)


@dataclass(frozen=True)
class Facts:
    """What is known of an application.

    :param int seconders: how many there are
    :param posting_ends: last day of posting; ``None`` before the name is posted
    :param decision: :data:`APPROVED`, :data:`REFUSED` or ``None``
    :param wait_until: first day on which the person may apply again, after another refusal
    """

    seconders: int = 0
    posting_ends: date | None = None
    decision: str | None = None
    wait_until: date | None = None


def days_after(day, count):
    """Return the last of so many days after ``day``, which itself is not counted.

    >>> days_after(date(2026, 5, 9), 10)
    datetime.date(2026, 5, 19)
    """
    return day + timedelta(days=count)


def next_application(refused_on, months):
    """Return the first day on which somebody who was refused may apply again, or ``None``.

    >>> next_application(date(2026, 5, 9), 12), next_application(date(2028, 2, 29), 12)
    (datetime.date(2027, 5, 9), datetime.date(2029, 2, 28))
    >>> next_application(date(2026, 5, 9), 0) is None
    True
    """
    return refused_on + relativedelta(months=months) if months else None


def lacking(rule, facts, day, before_decision=False):
    """Return what an application lacks on ``day``, or ``None``: the candidate is admitted.

    :param before_decision: whether the question is if the committee can approve of it

    >>> rule, day = Rule(seconders=2, posting_days=10, committee=True), date(2026, 5, 20)
    >>> lacking(rule, Facts(seconders=1), day), lacking(rule, Facts(seconders=2), day)
    ('seconders', 'posting')
    >>> lacking(rule, Facts(2, day), day), lacking(rule, Facts(2, date(2026, 5, 19)), day)
    ('days', 'decision')
    >>> lacking(rule, Facts(2, date(2026, 5, 19)), day, before_decision=True)
    >>> lacking(rule, Facts(2, date(2026, 5, 19), APPROVED), day)
    >>> lacking(rule, Facts(2, date(2026, 5, 19), REFUSED), day)
    'refused'
    >>> lacking(Rule(), Facts(), day)
    >>> lacking(Rule(), Facts(wait_until=date(2026, 5, 21)), day)
    'wait'
    >>> lacking(Rule(), Facts(wait_until=day), day)
    """
    if facts.decision == REFUSED:
        return IS_REFUSED
    if facts.wait_until and day < facts.wait_until:
        return LACKS_WAIT
    if facts.seconders < rule.seconders:
        return LACKS_SECONDERS
    if rule.posting_days and not facts.posting_ends:
        return LACKS_POSTING
    if rule.posting_days and day <= facts.posting_ends:
        return LACKS_DAYS
    if rule.committee and not before_decision and facts.decision != APPROVED:
        return LACKS_DECISION
    return None
