# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The number of a request in the subject of a letter."""

import re

_IN_BRACKETS = re.compile(r"[\[【［(（#]\s*([A-Za-z]{1,5}[-/]?\d{4,12})\s*[\]】］)）]?")


def find_numbers(subject: str) -> list[str]:
    """Return what may be numbers of requests: letters and digits in brackets or after a #.

    >>> find_numbers("Re: [SR000123] The locker"), find_numbers("回复：【sr000123】柜子")
    (['SR000123'], ['SR000123'])
    >>> find_numbers("Room 1204, SR000123"), find_numbers("")
    ([], [])
    """
    return [found.upper() for found in _IN_BRACKETS.findall(subject or "")]
