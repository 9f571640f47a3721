# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What somebody typed into the search box asks for."""

from dataclasses import dataclass

from .chinese import sounds
from .fold import CJK_RUN, by_script, digits, joined, words
from .person import LONGEST_KEY, document_key, mail_key
from .phone import (
    BACKWARDS,
    LONGEST_NUMBER,
    LONGEST_TAIL,
    SHORTEST_TAIL,
    international,
    looks_like_phone,
)

#: More words than these narrow nothing down any more.
MOST_WORDS = 5
#: A shorter number cannot be that of a document.
SHORTEST_DOCUMENT = 6
#: Comes after all that may follow the beginning of a key, byte by byte.
LAST = "\U0010ffff"


@dataclass(frozen=True)
class Probe:
    """Look for keys that begin with ``key``, or with ``exact`` for that key only."""

    key: str
    exact: bool = False

    @property
    def last(self):
        """The last of the keys that are hit, byte by byte; the first is ``key`` itself.

        >>> Probe("wang", exact=True).last
        'wang'
        >>> "wang".encode() < "wang伟".encode() < Probe("wang").last.encode()
        True
        """
        return self.key if self.exact else self.key + LAST


@dataclass(frozen=True)
class Query:
    """What is looked for.

    ``whole``: probes of all that was typed, any of which may hit.
    ``parts``: for each word its probes; a person must be hit by one of each. Empty for one word.
    ``sound``: probes for people of a name that sounds so, tried when nothing else is found.
    ``problem``: "empty" or "short" when there is nothing to look for.
    """

    whole: tuple = ()
    parts: tuple = ()
    sound: tuple = ()
    problem: str = ""


def read_query(text, regions=(), hash_document=None):
    """Return the :class:`Query` of a text.

    :param regions: ISO codes of the countries to try for a phone number that names none
    :param hash_document: gives the keyed hashes of a document's number; None to leave these out

    >>> read_query("王").whole
    (Probe(key='王', exact=False),)
    >>> [probe.key for probe in read_query("155-0181-5908", ["CN"]).whole]
    ['8615501815908', '15501815908', '<8095181055']
    >>> [probe.key for probe in read_query("5908").whole]
    ['5908', '<8095']
    >>> query = read_query("wang 5908")
    >>> [probe.key for probe in query.whole], [[p.key for p in part] for part in query.parts]
    (['wang5908'], [['wang'], ['5908', '<8095']])
    >>> read_query("Ann@Example").whole
    (Probe(key='ann@example', exact=False),)
    >>> read_query("w").problem, read_query(" 7 ").problem, read_query("- ").problem
    ('short', 'short', 'empty')
    """
    plain = joined(text)
    if not plain:
        return Query(problem="empty")
    if len(plain) < 2 and not CJK_RUN.search(plain):
        return Query(problem="short")
    if "@" in text:
        return Query(whole=(Probe(mail_key(text)[:LONGEST_KEY]),))
    whole = _probes(text, plain, regions)
    if hash_document and len(plain) >= SHORTEST_DOCUMENT and digits(plain):
        whole += [Probe(document_key(hashed), exact=True) for hashed in hash_document(plain)]
    parts = () if looks_like_phone(text) else _parts(text, regions)
    return Query(whole=tuple(whole), parts=parts, sound=_sound(plain))


def _probes(text, plain, regions):
    if not looks_like_phone(text):
        return [Probe(plain[:LONGEST_KEY])]
    number = digits(text)
    probes = []
    whole = international(text, regions)
    if whole and whole != number:
        probes.append(Probe(whole, exact=True))
    probes.append(Probe(number.removeprefix("00") if number.startswith("00") else number))
    if SHORTEST_TAIL <= len(number) <= LONGEST_NUMBER:
        probes.append(Probe(BACKWARDS + number[-LONGEST_TAIL:][::-1]))
    return probes


def _parts(text, regions):
    """The probes of each word, where there are several.

    >>> [[probe.key for probe in part] for part in _parts("王5908", ())]
    [['王'], ['5908', '<8095']]
    >>> _parts("Ann", ())
    ()
    """
    pieces = [piece for word in words(text) for piece in by_script(word)][:MOST_WORDS]
    if len(pieces) < 2:
        return ()
    return tuple(tuple(_probes(piece, piece, regions)) for piece in pieces)


def _sound(plain):
    """Probes for names that sound like the Chinese word typed.

    >>> [probe.key for probe in _sound("章敏")][:1], _sound("章")
    (['zhangmin'], ())
    """
    if len(plain) < 2 or not CJK_RUN.fullmatch(plain):
        return ()
    return tuple(Probe(spelled) for spelled in sounds(plain))
