# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from .tokens import strip_markup, tokenise

#: How much a token counts by where it stands.
WEIGHTS = {"name": 6, "keywords": 4, "body": 1}
#: What an article gains when its category is that of the request, or one above it.
SAME_CATEGORY = 5
#: Less is chance.
LEAST = 2


def weigh(name, keywords, body):
    """Return {token: weight} of an article; a token counts where it counts most.

    >>> sorted(weigh("Locker", "key", "<p>The key of the locker is a card</p>").items())
    [('card', 1), ('key', 4), ('locker', 6)]
    """
    weights = {}
    for part, text in (("body", strip_markup(body)), ("keywords", keywords), ("name", name)):
        for token in tokenise(text):
            weights[token] = WEIGHTS[part]
    return weights


def rank(hits, asked, same_category=(), limit=5):
    """Return the ids of the best hits, the best first.

    :param hits: (id, sum of the weights of the tokens found, number of tokens found)
    :param asked: how many tokens were asked for
    :param same_category: ids of articles of the category in question
    :param limit: how many at most

    What has more of what was asked wins over what has one word of it often:

    >>> rank([(1, 6, 1), (2, 6, 4)], asked=4)
    [2, 1]
    >>> rank([(1, 6, 1), (2, 6, 1)], asked=2, same_category={2})
    [2, 1]
    >>> rank([(1, 1, 1)], asked=6)
    []
    >>> rank([(1, 1, 1)], asked=1)
    [1]
    """
    scored = []
    for id_, weight, count in hits:
        if weight < LEAST and asked > 1:
            continue
        score = weight * (1 + count / max(asked, 1))
        if id_ in same_category:
            score += SAME_CATEGORY
        scored.append((-score, id_))
    return [id_ for _score, id_ in sorted(scored)[:limit]]
