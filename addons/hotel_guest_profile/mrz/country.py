# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Issuing states and nationalities (Doc 9303 part 3, section 5)."""

import functools

from babel.core import get_global

#: Codes beside ISO 3166-1: Germany's single letter, the kinds of British passports, Kosovo.
_OTHERS = {"D": "DE", "RKS": "XK"} | dict.fromkeys(("GBD", "GBN", "GBO", "GBP", "GBS"), "GB")


def country_code(code):
    """Return the two letters of a country, "" for what is none (UNO, stateless, unknown).

    >>> country_code("CHN"), country_code("D<<"), country_code("GBO"), country_code("XXA")
    ('CN', 'DE', 'GB', '')
    >>> country_code("UTO"), country_code("")
    ('', '')
    """
    code = code.strip("<")
    return _OTHERS.get(code) or _iso().get(code, "")


@functools.cache
def _iso():
    """The two letters for each three of ISO 3166-1."""
    return {
        three: codes[0]
        for three, codes in get_global("territory_aliases").items()
        if len(three) == 3 and three.isalpha() and len(codes) == 1
    }
