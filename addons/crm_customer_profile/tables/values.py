# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Single values of any table, from the text people typed. Each raises :class:`Unusable`."""

import re
import unicodedata
from datetime import date

from . import problems

_ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\\\"]+@(?:[^\s@.,;<>()\[\]\\\"]+\.)+[^\s@.,;<>()\[\]\\\"]{2,}")
_GENDERS = {
    "f": "female", "female": "female", "w": "female", "woman": "female", "女": "female",
    "m": "male", "male": "male", "man": "male", "男": "male",
    "o": "other", "x": "other", "d": "other", "other": "other", "其他": "other",
}  # fmt: skip
_YES = {"1", "1.0", "y", "yes", "true", "t", "x", "v", "✓", "√", "是", "有", "对", "真", "要"}
_NO = {"0", "0.0", "n", "no", "false", "f", "-", "–", "否", "无", "没有", "不", "假", "不要"}


class Unusable(ValueError):
    """A value that means nothing; ``code`` says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def tidy(text):
    """Return ``text`` trimmed, with runs of blanks as one: a name as people write it.

    >>> tidy("  王 小明\\u3000"), tidy(None)
    ('王 小明', '')
    """
    return " ".join((text or "").split())


def clean(text):
    """Return ``text`` trimmed, with runs of blanks as one and full-width signs as plain ones.

    >>> clean("  王 小明\\u3000"), clean("１０００"), clean(None)
    ('王 小明', '1000', '')
    """
    if not text:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def parse_date(text):
    """Return the date ``text`` writes year first, or ``None`` for nothing.

    Day-first and month-first dates are not guessed at: 05/09/2026 is two different days.

    >>> parse_date("2026-05-09") == parse_date("2026/5/9") == parse_date("20260509")
    True
    >>> parse_date("2026年5月9日"), parse_date("2026-05-09 00:00:00"), parse_date(" ")
    (datetime.date(2026, 5, 9), datetime.date(2026, 5, 9), None)
    >>> for wrong in ("1987-02-30", "09/05/2026", "soon", "2026-05"):
    ...     try:
    ...         parse_date(wrong)
    ...     except Unusable as error:
    ...         print(error.code)
    impossible date
    impossible date
    impossible date
    impossible date
    """
    text = clean(text)
    if not text:
        return None
    if match := _ISO_DATE.fullmatch(text):
        year, _separator, month, day = match.groups()
    elif match := _COMPACT_DATE.fullmatch(text) or _CHINESE_DATE.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise Unusable(problems.IMPOSSIBLE_DATE)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unusable(problems.IMPOSSIBLE_DATE) from None


def parse_year(text, first, last):
    """Return the year ``text`` names, between ``first`` and ``last``, or ``None`` for nothing.

    >>> parse_year("2013", 1900, 2026), parse_year("", 1900, 2026)
    (2013, None)
    >>> for wrong in ("13", "1899", "2027", "long"):
    ...     try:
    ...         parse_year(wrong, 1900, 2026)
    ...     except Unusable as error:
    ...         print(error.code)
    bad year
    bad year
    bad year
    bad year
    """
    text = clean(text)
    if not text:
        return None
    if not re.fullmatch(r"\d{4}", text) or not first <= int(text) <= last:
        raise Unusable(problems.BAD_YEAR)
    return int(text)


def parse_email(text):
    """Return an e-mail address as typed, or ``None`` for nothing.

    >>> parse_email(" member@example.com "), parse_email("王@例子.中国"), parse_email("")
    ('member@example.com', '王@例子.中国', None)
    >>> for wrong in ("not-an-address", "a@b", "a b@example.com", "a@example.com, b@example.com"):
    ...     try:
    ...         parse_email(wrong)
    ...     except Unusable as error:
    ...         print(error.code)
    bad e-mail
    bad e-mail
    bad e-mail
    bad e-mail
    """
    text = (text or "").strip()
    if not text:
        return None
    if not _EMAIL.fullmatch(text):
        raise Unusable(problems.BAD_EMAIL)
    return text


def parse_gender(text):
    """Return ``female``, ``male``, ``other``, or ``None`` where nothing is told.

    >>> parse_gender("M"), parse_gender("女"), parse_gender("x"), parse_gender("")
    ('male', 'female', 'other', None)
    >>> try:
    ...     parse_gender("1")
    ... except Unusable as error:
    ...     print(error.code)
    bad gender
    """
    text = clean(text).casefold()
    if not text:
        return None
    if text not in _GENDERS:
        raise Unusable(problems.BAD_GENDER)
    return _GENDERS[text]


def parse_flag(text):
    """Return whether a cell says yes; an empty one says no.

    >>> parse_flag("1"), parse_flag("Yes"), parse_flag("是"), parse_flag("0"), parse_flag(" ")
    (True, True, True, False, False)
    >>> try:
    ...     parse_flag("2")
    ... except Unusable as error:
    ...     print(error.code)
    neither yes nor no
    """
    word = clean(text).casefold()
    if word in _YES:
        return True
    if word and word not in _NO:
        raise Unusable(problems.BAD_FLAG)
    return False


def phone_key(text):
    """Return what two spellings of one phone number have in common, or ``""``.

    Ten digits from the end leave out the country code and the zero that stands in for it.

    >>> phone_key("+86 155 0181 5908") == phone_key("15501815908")
    True
    >>> phone_key("ext. 12")
    ''
    """
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text or ""))
    return digits[-10:].lstrip("0") if len(digits) >= 6 else ""
