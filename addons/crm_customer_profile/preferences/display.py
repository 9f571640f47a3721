# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A preference as a sentence; the phrases come translated from the caller."""


def compose(phrases, attitude, topic, number=None, unit="", exceptions=(), lower=False):
    """Return the sentence of a preference.

    :param phrases: patterns by the names used below; ``list`` joins several exceptions
    :param number: a :class:`~.number.NumberRule` or None
    :param lower: write topics small inside the sentence, as English does

    >>> english = {
    ...     "dislike": "Dislikes %(what)s", "like": "Likes %(what)s",
    ...     "except": "%(text)s, except %(exceptions)s", "list": " and ",
    ...     "at_least": "%(topic)s %(value)s or above", "unit": "%(number)s %(unit)s",
    ... }
    >>> compose(english, "dislike", "Sweets", exceptions=["Honey"], lower=True)
    'Dislikes sweets, except honey'
    >>> from .number import NumberRule
    >>> compose(english, "like", "Floor", NumberRule("at_least", 20.0), lower=True)
    'Likes floor 20 or above'
    >>> compose(english, "like", "TV", lower=True)
    'Likes TV'
    """
    what = _write(topic, lower)
    if number:
        value, upper = (_write_number(phrases, n, unit) for n in (number.value, number.upper))
        what = phrases[number.kind] % {"topic": what, "value": value, "upper": upper}
    text = phrases[attitude] % {"what": what}
    if exceptions:
        joined = phrases["list"].join(_write(name, lower) for name in exceptions)
        text = phrases["except"] % {"text": text, "exceptions": joined}
    return text


def _write(name, lower):
    # "King bed" is written small inside a sentence, "TV" and "iPad" are not.
    return name[0].lower() + name[1:] if lower and name[1:].islower() else name


def _write_number(phrases, number, unit):
    if number is None:
        return ""
    text = f"{number:g}"
    return phrases["unit"] % {"number": text, "unit": unit} if unit else text
