# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The characters of a text file whose encoding nobody has written down."""

import codecs
import re
from dataclasses import dataclass

from . import problems
from .problems import TableFileError

UTF_8, GB18030, WESTERN = "utf-8", "gb18030", "cp1252"
_BY_MARK = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_SIGNS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b")
_OLD_EXCEL_SIGN = b"\xd0\xcf\x11\xe0"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: A pair of bytes as Chinese text in GB2312, the common part of GB18030, is full of.
_GB2312_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_CHINESE = re.compile("[\u3400-\u9fff]")
#: What a program writes in place of characters it could not keep: they are lost.
LOST = "\ufffd"


@dataclass(frozen=True)
class Line:
    """A line of the file.

    :param text: with its line break
    :param wrong: false when it reads in the encoding of the file
    :param likely: the encoding a wrong line reads in, "" when in none; ``text`` is read so
    """

    text: str
    wrong: bool = False
    likely: str = ""


def decode(content):
    """Return the text of a file in one of the encodings in which people export their tables.

    Without a mark it is UTF-8; else GB18030 (Excel in China) where its bytes come in the pairs of
    Chinese text; else Windows-1252 (Excel in western Europe).

    >>> decode("王小明".encode("gb18030")), decode("Müller".encode("cp1252"))
    ('王小明', 'Müller')
    >>> decode("喆,王小明李欢曹飞".encode("gb18030")), decode("Ünlü".encode("utf-16"))
    ('喆,王小明李欢曹飞', 'Ünlü')
    """
    _refuse_other_files(content)
    for encoding in _likely_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            raise TableFileError(problems.NOT_A_TABLE)
        return text
    raise TableFileError(problems.UNREADABLE_TEXT)


def decode_lines(content, encoding=None):
    """Return ``(encoding, [Line])``: every line on its own, so that a wrong one harms no other.

    Files get mixed where rows of two programs are copied into one. The encoding is the one most
    lines with such characters read in; the others are marked, and read as what they seem to be.

    :param encoding: of the file, where a person has said so

    >>> good, other = "王小明,1\\n".encode(), "李欢,2\\n".encode("gb18030")
    >>> encoding, lines = decode_lines(good + good + other)
    >>> encoding, [(line.text.strip(), line.wrong, line.likely) for line in lines][1:]
    ('utf-8', [('王小明,1', False, ''), ('李欢,2', True, 'gb18030')])
    >>> encoding, lines = decode_lines(other + good + other)
    >>> encoding, [(line.text.strip(), line.wrong, line.likely) for line in lines][:2]
    ('gb18030', [('李欢,2', False, ''), ('王小明,1', True, 'utf-8')])
    >>> decode_lines(b"a,\\x81\\n", "gb18030")[1][0].text
    'a,\\\\x81\\n'
    """
    _refuse_other_files(content)
    for mark, marked in _BY_MARK:
        if content.startswith(mark):
            if marked == "utf-16":
                text = content.decode(marked, "replace")
                return marked, [Line(part, LOST in part) for part in text.splitlines(True)]
            content, encoding = content[len(mark) :], encoding or UTF_8
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").splitlines(True)
    encoding = encoding or _find_encoding(lines)
    read = [_read_line(line, encoding) for line in lines]
    if any(_CONTROL.search(line.text) for line in read):
        raise TableFileError(problems.NOT_A_TABLE)
    return encoding, read


def _refuse_other_files(content):
    if content.startswith(_OLD_EXCEL_SIGN):
        raise TableFileError(problems.OLD_EXCEL)
    if content.startswith(_BINARY_SIGNS):
        raise TableFileError(problems.NOT_A_TABLE)


def _likely_encodings(content):
    for mark, encoding in _BY_MARK:
        if content.startswith(mark):
            return (encoding,)
    return (UTF_8, *_legacy_encodings(content))


def _legacy_encodings(content):
    high = sum(byte >= 0x80 for byte in content)
    in_pairs = 2 * len(_GB2312_PAIR.findall(content))
    return (GB18030, WESTERN) if in_pairs >= 0.8 * high else (WESTERN, GB18030)


def _find_encoding(lines):
    telling = [line for line in lines if not line.isascii()]
    other = [line for line in telling if not _reads(line, UTF_8)]
    if 2 * len(other) <= len(telling):
        return UTF_8
    return _legacy_encodings(b"".join(other))[0]


def _reads(line, encoding):
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _read_line(line, encoding):
    if line.isascii():
        return Line(line.decode("ascii"))
    if encoding in (GB18030, WESTERN) and _reads(line, UTF_8):
        text = line.decode(UTF_8)
        # Bytes of GB18030 pass for UTF-8 now and then, but not for Chinese in it.
        if encoding == WESTERN or _CHINESE.search(text):
            return Line(text, True, UTF_8)
    if _reads(line, encoding):
        text = line.decode(encoding)
        return Line(text, LOST in text)
    for likely in (UTF_8, *_legacy_encodings(line)):
        if likely != encoding and _reads(line, likely):
            return Line(line.decode(likely), True, likely)
    return Line(line.decode(encoding, "backslashreplace"), True)
