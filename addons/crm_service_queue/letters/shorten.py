# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What is shown of a letter that is too long to be shown."""

import re

_TAG_CUT = re.compile(r"<[^>]*$")


def shorten(body: str, kilobytes: int) -> str | None:
    """Return the beginning of an HTML body as far as it is shown, or None where all of it is.

    No tag is left half; what is left open is closed by whoever cleans the HTML.

    >>> shorten("short", 1) is None, shorten("x" * 5000, 0) is None
    (True, True)
    >>> len(shorten("x" * 5000, 1))
    1024
    >>> shorten("x" * 1020 + "<b class='y'>z</b>" * 99, 1)[-1]
    'x'
    """
    limit = kilobytes * 1024
    if not limit or len(body) <= limit:
        return None
    return _TAG_CUT.sub("", body[:limit])
