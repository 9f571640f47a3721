# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Check digits (Doc 9303 part 3, 4.9)."""

_WEIGHTS = (7, 3, 1)
FILLER = "<"


def check_digit(text):
    """Return the check digit of a field as a character.

    Digits count as they are, A to Z as 10 to 35, the filler as nothing; weights are 7, 3, 1 in
    turn, and what is left after division by 10 is the digit.

    :raises ValueError: there is a character that no zone can have

    >>> check_digit("L898902C3"), check_digit("740812"), check_digit("AB2134<<<")
    ('6', '2', '5')
    >>> check_digit("ab")
    Traceback (most recent call last):
        ...
    ValueError: no character of a machine-readable zone: 'a'
    """
    total = sum(_value(char) * _WEIGHTS[place % 3] for place, char in enumerate(text))
    return str(total % 10)


def is_checked(text, digit, may_be_empty=False):
    """Tell whether a check digit is the one of its field.

    :param may_be_empty: an empty field may have a filler in place of the digit

    >>> is_checked("740812", "2"), is_checked("740812", "3")
    (True, False)
    >>> is_checked("<<<<", "<"), is_checked("<<<<", "<", may_be_empty=True)
    (False, True)
    """
    if may_be_empty and digit == FILLER:
        return not text.strip(FILLER)
    return digit == check_digit(text)


def _value(char):
    if char == FILLER:
        return 0
    if char.isascii() and (char.isdigit() or char.isupper()):
        return int(char, 36)
    raise ValueError(f"no character of a machine-readable zone: {char!r}")
