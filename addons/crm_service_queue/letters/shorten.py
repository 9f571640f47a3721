# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What is shown of a letter that is too long to be shown."""

import re
from email.message import EmailMessage

#: Text beyond so many bytes is not even read as HTML: that takes a minute and a gigabyte, and the
#: parser drops what is over ten megabytes in one piece.
MOST_READ = 2 * 1024 * 1024

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


def cut_texts(message: EmailMessage, most: int = MOST_READ) -> list[tuple[str, bytes]]:
    """Cut the texts of a message that are too long to be read; return them whole, as files.

    >>> letter = EmailMessage()
    >>> letter.set_content("word " * 100)
    >>> [(name, len(data)) for name, data in cut_texts(letter, 50)], len(letter.get_content())
    ([('letter.txt', 501)], 51)
    >>> cut_texts(letter, 100)
    []
    """
    files = []
    for part in message.walk():
        if part.get_content_maintype() != "text" or part.get_filename():
            continue
        payload = part.get_payload(decode=True) or b""
        if len(payload) <= most:
            continue
        kind = part.get_content_subtype()
        files.append(("letter.html" if kind == "html" else "letter.txt", payload))
        charset = part.get_content_charset() or "utf-8"
        text = payload[:most].decode(charset, errors="replace")
        part.set_content(_TAG_CUT.sub("", text) if kind == "html" else text, subtype=kind)
    return files
