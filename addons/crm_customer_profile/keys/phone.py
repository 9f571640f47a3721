# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Phone numbers in any format."""

import re

import phonenumbers

from .fold import digits, fold

#: Before the digits of a number written backwards, so that its tail is a beginning.
BACKWARDS = "<"
#: The shortest tail of a number one may search for.
SHORTEST_TAIL = 4
#: Digits from the end which identify a number, whatever was typed before them.
LONGEST_TAIL = 10
#: No number on earth is longer (ITU-T E.164), nor useful when shorter.
LONGEST_NUMBER = 15
SHORTEST_NUMBER = 5

_LOOKS_LIKE_PHONE = re.compile(r"[\d\s+().\-/]+")


def looks_like_phone(text):
    """Tell whether ``text`` may be a phone number or part of one.

    >>> looks_like_phone("+86 (756) 331-2345"), looks_like_phone("138a"), looks_like_phone(" - ")
    (True, False, False)
    """
    folded = fold(text)
    return bool(_LOOKS_LIKE_PHONE.fullmatch(folded) and digits(folded))


def international(text, regions=()):
    """Return the digits of a number in E.164, or "" when no country makes it a number.

    :param regions: ISO codes of the countries to try in this order, for a number without one

    >>> international("155 0181 5908", ["CN"]), international("0086-15501815908", ["CN"])
    ('8615501815908', '8615501815908')
    >>> international("(0756) 331-2345", ["US", "CN"]), international("020 7946 0958")
    ('867563312345', '')
    >>> international("+44 20 7946 0958"), international("12", ["CN"])
    ('442079460958', '')
    """
    plain = fold(text)
    for region in [*regions, None] if not plain.strip().startswith("+") else [None]:
        try:
            number = phonenumbers.parse(plain, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
    return ""


def phone_keys(text, regions=()):
    """Return the keys a number is filed under: whole, without country, and backwards.

    >>> sorted(phone_keys("155 0181 5908", ["CN"]))
    ['15501815908', '8615501815908', '<8095181055168']
    >>> sorted(phone_keys("0756 331 2345"))  # of no known country
    ['07563312345', '<54321336570']
    """
    typed = digits(text)
    if len(typed) < SHORTEST_NUMBER:
        return {typed} if typed else set()
    keys = {typed}
    whole = international(text, regions)
    if whole:
        keys.add(whole)
        number = phonenumbers.parse("+" + whole)
        keys.add(phonenumbers.national_significant_number(number))
    keys.add(BACKWARDS + (whole or typed)[::-1])
    return keys


def masked(text):
    """Return a number of which only the last four digits show.

    >>> masked("+86 155 0181 5908"), masked("5908"), masked("")
    ('••• 5908', '•••', '')
    """
    number = digits(text)
    if not number:
        return ""
    return f"••• {number[-4:]}" if len(number) > 6 else "•••"
