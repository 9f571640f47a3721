# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Search keys of a member: number, name and phone, found by prefix through one index.

A member's keys are words without spaces. They are stored joined by a space and indexed as a
``tsvector`` made by ``array_to_tsvector(string_to_array(key, ' '))``, which asks nothing of the
database's locale (trigrams of Chinese names need one) and finds a prefix in logarithmic time.
"""

import re
import unicodedata

#: CJK ideographs, where every suffix of a run is a key (a search for a given name finds it).
_CJK_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_WORD = re.compile(r"[0-9a-z\u3400-\u9fff\uf900-\ufaff\u0400-\u04ff\uac00-\ud7af\u3040-\u30ff]+")
_PHONE_QUERY = re.compile(r"[\d\s+().\-/]+")

#: Digits from the end of a phone number that identify it whatever prefix was typed.
_PHONE_TAIL = 10
#: The shortest tail of a phone number one may search for.
_PHONE_MINIMUM = 4


def _fold(text):
    """Lower-case ``text`` and strip accents: ``Müller`` and ``muller`` meet."""
    decomposed = unicodedata.normalize("NFKD", (text or "").lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _digits(text):
    return re.sub(r"\D", "", text or "")


def member_keys(number="", names=(), phones=()):
    """Return the sorted keys under which a member is found.

    :param number: member number, any format
    :param names: names of the member (and the company whose nominee it is)
    :param phones: phone numbers, any format; stored backwards too so that a tail is a prefix

    >>> member_keys("GM-0012", ["王小明"])
    ['0012', '12', 'gm', 'gm0012', '小明', '明', '王小明']
    >>> member_keys("7", phones=["+86 155 0181 5908"])
    ['15501815908', '7', '8615501815908', 'r8095181055168']
    >>> member_keys("1008", ["Diana Müller-Gordon"])
    ['1008', 'diana', 'gordon', 'muller']
    """
    keys = set()
    folded = _fold(number)
    if folded:
        keys.update(_WORD.findall(folded))
        keys.add("".join(_WORD.findall(folded)))
        for run in re.findall(r"\d+", folded):
            keys.update((run, run.lstrip("0")))
    for name in names:
        for word in _WORD.findall(_fold(name)):
            keys.add(word)
            for run in _CJK_RUN.findall(word):
                keys.update(run[start:] for start in range(len(run)))
    for phone in phones:
        digits = _digits(phone)
        if digits:
            keys.update((digits, "r" + digits[::-1]))
            # Written internationally, what follows the first space is the national number.
            country, _space, national = phone.strip().partition(" ")
            if country.startswith("+") and national:
                keys.add(_digits(national))
    keys.discard("")
    return sorted(keys)


def search_query(text):
    """Return the ``tsquery`` that finds ``text`` among stored keys; ``None`` finds nothing.

    Every word must match a key by prefix; digits also match the tail of a phone number.

    >>> search_query("Wang 12")
    "'wang':* & '12':*"
    >>> search_query("155-0181-5908")
    "('15501815908':* | 'r8095181055':*)"
    >>> search_query("+86 155 0181 5908") == "('8615501815908':* | 'r8095181055':*)"
    True
    >>> search_query("  ") is None
    True
    """
    folded = _fold(text).strip()
    if _PHONE_QUERY.fullmatch(folded):
        digits = _digits(folded)
        if not digits:
            return None
        if len(digits) < _PHONE_MINIMUM:
            return f"'{digits}':*"
        tail = digits[-_PHONE_TAIL:][::-1]
        return f"('{digits}':* | 'r{tail}':*)"
    words = _WORD.findall(folded)
    if not words:
        return None
    return " & ".join(f"'{word}':*" for word in words)
