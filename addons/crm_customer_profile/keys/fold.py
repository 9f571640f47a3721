# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""One spelling for what people write in many."""

import re
import unicodedata

#: Chinese characters, where every suffix of a run is a key: a given name finds its bearer.
CJK_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
#: Letters and digits of the scripts guests write their names in.
_WORD = re.compile(
    r"[0-9a-z\u00df\u00e6\u00f0\u00f8\u00fe\u0131\u0142\u0111\u0153"
    r"\u0370-\u03ff\u0400-\u04ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
_SCRIPT = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\u3400-\u9fff\uf900-\ufaff]+")
#: Letters no accent is taken off, but which people without them on the keyboard spell so.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"}
)


def fold(text):
    """Return ``text`` in lower case, in half-width characters and without accents.

    >>> fold("Müller"), fold("ＡＢＣ１２"), fold("Strauß"), fold("김민수"), fold(None)
    ('muller', 'abc12', 'strauss', '김민수', '')
    """
    decomposed = unicodedata.normalize("NFKD", (text or "").lower())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", plain).translate(_PLAIN)


def words(text):
    """Return the words of ``text``, folded.

    >>> words("Diana Müller-Gordon"), words("O'Neil (王)")
    (['diana', 'muller', 'gordon'], ['o', 'neil', '王'])
    """
    return _WORD.findall(fold(text))


def joined(text):
    """Return ``text`` as one word: letters and digits only.

    >>> joined("GM-0012"), joined("粤B·12345")
    ('gm0012', '粤b12345')
    """
    return "".join(words(text))


def by_script(word):
    """Split a word where Chinese characters meet others.

    >>> by_script("王5908"), by_script("ann")
    (['王', '5908'], ['ann'])
    """
    return _SCRIPT.findall(word)


def digits(text):
    """Return the digits of ``text``; full-width ones count.

    >>> digits("(0756) 331-2345"), digits("１３８")
    ('07563312345', '138')
    """
    return re.sub(r"[^0-9]", "", fold(text))
