# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A whole zone, read."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from .check import FILLER, is_checked
from .country import country_code
from .dates import read_birthday, read_expiry
from .layout import find_layout
from .names import read_names

#: What scanners and word processors make of the filler.
_FILLERS = str.maketrans({"«": "<<", "‹": "<", "〈": "<", "＜": "<"})
_ALLOWED = re.compile(r"[A-Z0-9<]+")
#: Shorter texts are something else that somebody typed.
_SHORTEST = 50
_SEXES = {"M": "male", "F": "female", "X": "other"}


@dataclass(frozen=True)
class Problem:
    """Why a zone cannot be.

    :param kind: ``length``, ``characters``, ``check_digit``, ``date``, ``empty``
    :param field: ``zone``, ``number``, ``birthday``, ``expires``, ``optional``, ``composite``
        (the last digit, about all lines) or ``names``
    """

    kind: str
    field: str = "zone"


@dataclass(frozen=True)
class Zone:
    """What a machine-readable zone says.

    :param layout: ``TD1``, ``TD2``, ``TD3``, or "" where none is so long
    :param kind: ``passport``, ``visa`` or ``card``
    :param issuer: ISO code of the issuing country, two letters, "" where it is none
    :param sex: ``male``, ``female``, ``other``, None where not told
    :param is_cut: the names may go on where the field ended
    :param problems: empty where all of it holds together
    """

    layout: str = ""
    kind: str = ""
    issuer: str = ""
    number: str = ""
    surname: str = ""
    given: str = ""
    is_cut: bool = False
    nationality: str = ""
    birthday: date | None = None
    sex: str | None = None
    expires: date | None = None
    optional: str = ""
    problems: tuple = ()

    @property
    def name(self):
        """The name as it stands in most address books: given names first.

        >>> Zone(surname="Eriksson", given="Anna Maria").name
        'Anna Maria Eriksson'
        """
        return f"{self.given} {self.surname}".strip()


def looks_like_zone(text):
    r"""Tell whether somebody has typed or scanned a zone rather than a name or number.

    >>> looks_like_zone("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO740812")
    True
    >>> looks_like_zone("Anna Maria Eriksson"), looks_like_zone("L898902C3")
    (False, False)
    """
    plain = _clean(text)
    return len(plain) >= _SHORTEST and FILLER * 2 in plain


def read(text, today):
    r"""Return the :class:`Zone` of a text.

    :param today: decides the century of the two-digit years

    >>> zone = read("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    ...             "L898902C36UTO7408122F1204159ZE184226B<<<<<10", date(2026, 11, 22))
    >>> zone.layout, zone.number, zone.name, zone.sex, zone.problems
    ('TD3', 'L898902C3', 'Anna Maria Eriksson', 'female', ())
    >>> zone.birthday, zone.expires, zone.optional
    (datetime.date(1974, 8, 12), datetime.date(2012, 4, 15), 'ZE184226B')
    >>> zone = read("I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6"
    ...             "ERIKSSON<<ANNA<MARIA<<<<<<<<<<", date(2026, 11, 22))
    >>> zone.layout, zone.kind, zone.number, zone.problems
    ('TD1', 'card', 'D23145890', ())
    >>> zone = read("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<"
    ...             "D231458907UTO7408122F1204159<<<<<<<6", date(2026, 11, 22))
    >>> zone.layout, zone.surname, zone.problems
    ('TD2', 'Eriksson', ())
    >>> [(p.kind, p.field) for p in read("P<UTO" + "<" * 50, date(2026, 11, 22)).problems]
    [('length', 'zone')]
    """
    plain = _clean(text)
    if not _ALLOWED.fullmatch(plain):
        return Zone(problems=(Problem("characters"),))
    layout = find_layout(plain)
    if not layout:
        return Zone(problems=(Problem("length"),))
    problems = _find_wrong_digits(plain, layout)
    number, optional, is_right = _read_number(plain, layout)
    if not is_right:
        problems.insert(0, Problem("check_digit", "number"))
    elif not number:
        problems.insert(0, Problem("empty", "number"))
    days = {}
    for name, reading in (("birthday", read_birthday), ("expires", read_expiry)):
        try:
            days[name] = reading(_span(plain, getattr(layout, name)), today)
        except ValueError:
            problems.append(Problem("date", name))
    surname, given, is_cut = read_names(_span(plain, layout.names))
    if not surname and not given:
        problems.append(Problem("empty", "names"))
    return Zone(
        layout=layout.name,
        kind={"P": "passport", "V": "visa"}.get(plain[0], "card"),
        issuer=country_code(plain[2:5]),
        number=number,
        surname=surname,
        given=given,
        is_cut=is_cut,
        nationality=country_code(_span(plain, layout.nationality)),
        sex=_SEXES.get(plain[layout.sex]),
        optional=optional,
        problems=tuple(problems),
        **days,
    )


def _clean(text):
    r"""Return the lines joined: capitals, plain characters, no blanks.

    >>> _clean("p«uto\r\n ab＜1")
    'P<<UTOAB<1'
    """
    plain = unicodedata.normalize("NFKC", (text or "").translate(_FILLERS))
    return re.sub(r"\s", "", plain).upper()


def _span(plain, span):
    return plain[span[0] : span[1]]


def _read_number(plain, layout):
    """Return (number, optional data, whether the check digit is right).

    A number of more than nine places goes on in the optional data of a TD1, up to its check digit
    (Doc 9303 part 5, 4.2.2.1, note j); the place of the digit then holds a filler.

    >>> from .layout import TD1
    >>> _read_number("I<UTOD23145890<7349<<<<<<<<<<<" + "<" * 60, TD1)
    ('D23145890734', '', True)
    """
    number, digit = _span(plain, layout.number), plain[layout.number[1]]
    optional = _span(plain, layout.optional)
    if layout.more and digit == FILLER and optional.strip(FILLER):
        rest, _filler, optional = optional.partition(FILLER)
        number, digit = number + rest[:-1], rest[-1:]
    more = _span(plain, layout.more) if layout.more else ""
    told = " ".join(filter(None, (part.strip(FILLER) for part in (optional, more))))
    return (
        number.replace(FILLER, ""),
        told.replace(FILLER, " "),
        bool(digit) and is_checked(number, digit),
    )


def _find_wrong_digits(plain, layout):
    """Return the problems of the other check digits, in the order of the fields."""
    checks = [
        (name, _span(plain, span), plain[span[1]], name == "expires")
        for name, span in (("birthday", layout.birthday), ("expires", layout.expires))
    ]
    if layout.optional_check >= 0:
        optional = _span(plain, layout.optional)
        checks.append(("optional", optional, plain[layout.optional_check], True))
    everything = "".join(_span(plain, span) for span in layout.composite)
    checks.append(("composite", everything, plain[layout.composite_check], False))
    return [
        Problem("check_digit", name)
        for name, text, digit, may_be_empty in checks
        if not is_checked(text, digit, may_be_empty)
    ]
