# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the number of an identity document must look like, and what it says."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum import get_cc_module
from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

#: Kinds of documents.
ID_CARD = "id_card"
PASSPORT = "passport"
HK_MACAU = "hk_macau_permit"
TAIWAN = "taiwan_permit"
RESIDENCE = "residence_permit"
DRIVING = "driving_licence"
OTHER = "other"

#: Of kinds that only China issues, the country need not be asked.
CHINESE = frozenset({HK_MACAU, TAIWAN, RESIDENCE})

#: Modules of python-stdnum for the personal number of a country.
_PERSONAL = {
    "BE": "nn",
    "BR": "cpf",
    "DK": "cpr",
    "ES": "dni",
    "FI": "hetu",
    "KR": "rrn",
    "MY": "nric",
    "NO": "fodselsnummer",
    "PL": "pesel",
    "SE": "personnummer",
    "TH": "pin",
    "TR": "tckimlik",
    "ZA": "idnr",
}
#: Mainland permits as printed: H or M and 8 digits (回乡证), 8 digits (台胞证); older ones add
#: the number of the issue.
_SHAPES = {
    HK_MACAU: re.compile(r"[HMC][0-9]{8}([0-9]{2})?"),
    TAIWAN: re.compile(r"[0-9]{8}([0-9]{2}[A-Z]?)?"),
}
_CHINESE_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{7,8}")
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


@dataclass(frozen=True)
class Reading:
    """What was read from a number.

    ``problem``: "" or why it cannot be: empty, length, characters, checksum, birthday, shape.
    ``birthday``, ``gender`` ("male", "female"): where the number says so, else None.
    """

    number: str
    problem: str = ""
    birthday: date | None = None
    gender: str | None = None


def normalise(number):
    """Return a number without blanks and punctuation, in capitals and half-width.

    >>> normalise("11010119900307 100x"), normalise("Ｅ１２ 34-5678"), normalise(None)
    ('11010119900307100X', 'E12345678', '')
    """
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", number or "")).upper()


def last_four(number):
    """Return what may be shown of a number: four characters, of a short one fewer.

    >>> last_four("110101199003071003"), last_four("E1234")
    ('1003', '34')
    """
    return number[-4:] if len(number) > 7 else number[-2:]


def read(kind, country, number):
    """Return the :class:`Reading` of a number as it was typed.

    :param kind: one of the constants of this module
    :param country: ISO code of the issuing country, or ""

    >>> reading = read("id_card", "CN", "110101 19900307 1001")
    >>> reading.problem, read("id_card", "CN", "11010119900307100").problem
    ('checksum', 'length')
    >>> read("id_card", "CN", "11010119900307803X").gender
    'male'
    >>> read("passport", "CN", "E12345678").problem, read("passport", "US", "12").problem
    ('', 'length')
    >>> read("hk_macau_permit", "", "H01234567").problem, read("taiwan_permit", "", "12").problem
    ('', 'shape')
    """
    number = normalise(number)
    if not number:
        return Reading(number, "empty")
    if not number.isascii():
        return Reading(number, "characters")
    if kind in (ID_CARD, DRIVING) and country == "CN" or kind == RESIDENCE:
        return _read_chinese(number)
    if kind == ID_CARD and country in _CARDS:
        return Reading(number, _CARDS[country](number))
    if kind == ID_CARD and country in _PERSONAL:
        return Reading(number, _ask_stdnum(country, number))
    if kind in _SHAPES:
        return Reading(number, "" if _SHAPES[kind].fullmatch(number) else "shape")
    if kind == PASSPORT:
        return Reading(number, _check_passport(country, number))
    # Longer than any printed: a system that hands over a hash in place of the number.
    if not 4 <= len(number) <= (80 if kind == OTHER else 30):
        return Reading(number, "length")
    return Reading(number)


def _read_chinese(number):
    """Read a citizen's number (GB 11643: place, birthday, order, check character).

    The order is odd for men. Permits of residents from Hong Kong, Macau and Taiwan (81, 82, 83)
    are built alike. Places are not checked: districts have been abolished and renamed.

    >>> _read_chinese("11010119900230803X").problem
    'checksum'
    >>> _read_chinese("810000199408230021").birthday
    datetime.date(1994, 8, 23)
    """
    if len(number) != 18:
        return Reading(number, "length")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return Reading(number, "characters")
    if number[-1] != ric.calc_check_digit(number):
        return Reading(number, "checksum")
    try:
        birthday = ric.get_birth_date(number)
    except ValidationError:
        return Reading(number, "birthday")
    return Reading(number, "", birthday, "male" if int(number[16]) % 2 else "female")


def _ask_stdnum(country, number):
    """Return the problem python-stdnum finds with a personal number.

    >>> _ask_stdnum("KR", "9710139019902"), _ask_stdnum("KR", "97101390199")
    ('', 'length')
    """
    try:
        get_cc_module(country.lower(), _PERSONAL[country]).validate(number)
    except InvalidLength:
        return "length"
    except InvalidFormat:
        return "characters"
    except InvalidChecksum:
        return "checksum"
    except ValidationError:
        return "shape"
    return ""


def _check_passport(country, number):
    """ICAO 9303 allows nine characters; some countries print more.

    >>> _check_passport("CN", "X1"), _check_passport("CN", "EA1234567"), _check_passport("", "AB")
    ('shape', '', 'length')
    """
    if country == "CN":
        fits = len(number) == 9 and _CHINESE_PASSPORT.fullmatch(number)
        return "" if fits else "shape"
    if not 5 <= len(number) <= 14:
        return "length"
    return "" if re.search("[0-9]", number) else "shape"


def _check_hong_kong(number):
    """Return the problem with a Hong Kong identity card, whose last place is modulo 11.

    >>> _check_hong_kong("A1234563"), _check_hong_kong("A1234564"), _check_hong_kong("1234563")
    ('', 'checksum', 'shape')
    """
    if not re.fullmatch(r"[A-Z]{1,2}[0-9]{6}[0-9A]", number):
        return "shape"
    letters = number[:-7].rjust(2)
    places = [36 if char == " " else ord(char) - 55 for char in letters]
    places += [int(char) for char in number[-7:-1]]
    total = sum(weight * place for weight, place in zip(range(9, 1, -1), places, strict=True))
    return "" if (total + int(number[-1], 11)) % 11 == 0 else "checksum"


def _check_taiwan(number):
    """Return the problem with a national identity card of Taiwan.

    >>> _check_taiwan("A123456789"), _check_taiwan("A123456788"), _check_taiwan("A12345678")
    ('', 'checksum', 'shape')
    """
    if not re.fullmatch(r"[A-Z][0-9]{9}", number):
        return "shape"
    letter = _TAIWAN_LETTERS.index(number[0]) + 10
    places = [letter // 10, letter % 10, *map(int, number[1:])]
    weights = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
    total = sum(weight * place for weight, place in zip(weights, places, strict=True))
    return "" if total % 10 == 0 else "checksum"


_CARDS = {"HK": _check_hong_kong, "TW": _check_taiwan}
