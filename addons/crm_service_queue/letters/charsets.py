# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Letters whose character set is a wrong name for it, as Chinese mail programs often give.

GB2312 is said where GBK or GB18030 is meant, Big5 where Hong Kong's characters are in it, and some
name a set nobody knows. Each is read by the larger set, which reads the smaller one the same.
"""

import codecs
from email.message import Message

#: What reads all that the named set reads, and more.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}


def _find_charset(declared: str, payload: bytes) -> str:
    r"""Return the name of a set that reads the bytes.

    >>> _find_charset("gb2312", "镕".encode("gbk")), _find_charset("utf-8", b"a")
    ('gb18030', 'utf-8')
    >>> _find_charset("x-unknown", "你好".encode()), _find_charset("x", "你好".encode("gbk"))
    ('utf-8', 'gb18030')
    >>> _find_charset("utf-8", "x".encode() * 99 + b"\xe4\xbd"), _find_charset("zip", b"a")
    ('utf-8', 'utf-8')
    >>> _find_charset("8bit", bytes([0xFF, 0xFE, 0xE9]))
    'latin-1'
    """
    try:
        found = codecs.lookup(declared)
        # Some codecs are no character sets (zip, hex).
        name = found.name if found._is_text_encoding else ""
    except (LookupError, ValueError):
        name = ""
    name = _LARGER.get(name, name)
    if name:
        text = payload.decode(name, errors="replace")
        # A letter cut in the middle of a character is still what it says it is.
        if text.count("\ufffd") * 50 <= len(text):
            return name
    for charset in ("utf-8", "gb18030"):
        try:
            payload.decode(charset)
        except UnicodeDecodeError:
            continue
        return charset
    return name or "latin-1"


def repair_charsets(message: Message) -> None:
    """Name the character sets of the texts of a message so that they can be read."""
    for part in message.walk():
        if part.get_content_maintype() != "text":
            continue
        declared = part.get_param("charset")
        if not declared:
            continue
        # As RFC 2231 may have it: (charset, language, value).
        declared = declared[2] if isinstance(declared, tuple) else declared
        try:
            payload = part.get_payload(decode=True) or b""
        except (LookupError, ValueError):
            continue
        charset = _find_charset(declared.strip().strip("'\""), payload)
        if charset.lower() != declared.lower():
            part.set_param("charset", charset)
