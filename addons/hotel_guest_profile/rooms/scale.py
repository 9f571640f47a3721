# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How well many rooms suit one guest, without writing down why."""

from ...crm_customer_profile.preferences import judge
from ...crm_customer_profile.preferences.wish import ALLERGY, DISLIKE, LIKE, NEED, Verdict


class Scale:
    """Gives each room what ``preferences.weigh()`` gives it, thousands of them at once.

    Most wishes name a topic and nothing else: for these a room is weighed by operations on whole
    sets. The rest, with numbers or exceptions, is judged one by one.

    >>> from random import Random
    >>> from ...crm_customer_profile.preferences import Fact, NumberRule, Wish, weigh
    >>> rng, attitudes = Random(7), (LIKE, DISLIKE, NEED, ALLERGY)
    >>> wishes = [Wish(n, rng.randrange(12), rng.choice(attitudes),
    ...                frozenset({rng.randrange(12, 15)} if n % 4 == 0 else ()),
    ...                NumberRule("at_least", 5) if n % 5 == 0 else None) for n in range(20)]
    >>> for _n in range(500):
    ...     topics = rng.sample(range(15), 9)
    ...     fact = Fact(frozenset(topics), {topic: rng.randrange(9) for topic in topics[:5]})
    ...     fit = weigh(wishes, fact)
    ...     assert Scale(wishes).weigh(fact) == (len(fit.broken), fit.score), fact
    """

    def __init__(self, wishes):
        self._topics = {attitude: set() for attitude in (LIKE, DISLIKE, NEED, ALLERGY)}
        self._others = []
        for wish in wishes:
            known = self._topics[wish.attitude]
            # A topic that two of the guests wish for counts twice: sets would count it once.
            if wish.number or wish.exceptions or wish.topic in known:
                self._others.append(wish)
            else:
                known.add(wish.topic)

    def weigh(self, fact):
        """Return (hard needs broken, wishes met less wishes missed) of one room."""
        has = fact.topics
        liked, needed = self._topics[LIKE], self._topics[NEED]
        met, kept = len(liked & has), len(needed & has)
        broken = len(needed) - kept + len(self._topics[ALLERGY] & has)
        score = 2 * met - len(liked) + kept - len(self._topics[DISLIKE] & has)
        for wish in self._others:
            verdict = judge(wish, fact)
            if verdict is Verdict.MET:
                score += 1
            elif verdict is Verdict.MISSED:
                score -= 1
            elif verdict is Verdict.BROKEN:
                broken += 1
        return broken, score
