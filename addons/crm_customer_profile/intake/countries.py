# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Countries as files name them: by two or three letters, in English or in Chinese."""

import functools

from babel import Locale
from babel.core import get_global

from .columns import fold

#: What stands where nobody knows.
UNKNOWN = frozenset(
    map(fold, ("other", "others", "unknown", "n/a", "na?", "其他", "其它", "未知", ""))
)
_OTHER_NAMES = {
    "uk": "GB", "greatbritain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "usa": "US", "unitedstatesofamerica": "US", "america": "US",
    "chinamainland": "CN", "mainlandchina": "CN", "prc": "CN", "peoplesrepublicofchina": "CN",
    "中国大陆": "CN", "中华人民共和国": "CN", "hongkong": "HK", "香港": "HK", "macau": "MO",
    "macao": "MO", "澳门": "MO", "台湾": "TW", "中国香港": "HK", "中国澳门": "MO", "中国台湾": "TW",
    "southkorea": "KR", "korea": "KR", "russia": "RU", "czechrepublic": "CZ", "holland": "NL",
    "turkey": "TR", "vietnam": "VN",
}  # fmt: skip


def country_code(text):
    """Return the ISO code of a country, "" where none is told, None where it is not known.

    >>> country_code("DEU"), country_code("gb"), country_code("Germany"), country_code("德国")
    ('DE', 'GB', 'DE', 'DE')
    >>> country_code("香港"), country_code("Other"), country_code(" "), country_code("Atlantis")
    ('HK', '', '', None)
    """
    key = fold(text)
    if key in UNKNOWN:
        return ""
    return _names().get(key)


@functools.cache
def _names():
    codes = {}
    territories = {language: Locale(language).territories for language in ("en", "zh")}
    for code in territories["en"]:
        if len(code) == 2 and code.isalpha():
            codes[fold(code)] = code
            for language in territories:
                codes[fold(territories[language].get(code))] = code
    for alias, (first, *others) in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and not others:
            codes[fold(alias)] = first
    return codes | _OTHER_NAMES
