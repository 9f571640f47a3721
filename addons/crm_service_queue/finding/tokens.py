# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import html
import re
import unicodedata

#: Longer texts are cut: nobody types so much, and a hostile one costs nothing.
LONGEST = 20_000
#: As many different tokens of a question are looked up.
MOST = 60
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
# Han, kana and hangul are written without spaces between words.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")
#: Words that say nothing about a topic.
# fmt: off
IDLE = frozenset((
    "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been",
    "but", "by", "can", "could", "did", "do", "does", "for", "from", "get", "had", "has",
    "have", "he", "her", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its",
    "just", "me", "my", "no", "not", "of", "on", "or", "our", "out", "she", "should", "so",
    "some", "than", "that", "the", "their", "them", "then", "there", "they", "this", "to",
    "too", "up", "us", "was", "we", "were", "what", "when", "where", "which", "who", "why",
    "will", "with", "would", "you", "your", "please", "hello", "hi", "thanks", "thank",
    "什么", "怎么", "怎样", "可以", "我们", "你们", "他们", "没有", "不能", "不会",
    "这个", "那个", "请问", "谢谢", "你好", "您好", "一个", "一下", "时候", "因为",
    "所以", "但是", "如何", "为什", "是否",
))
# fmt: on


def strip_markup(text):
    """Return a text without HTML.

    >>> strip_markup("<p>Push &amp; turn</p><script>alert(1)</script>").split()
    ['Push', '&', 'turn']
    """
    return html.unescape(_TAG.sub(" ", (text or "")[:LONGEST]))


def _stem(word):
    """Return an English word without the ending of a plural.

    >>> [_stem(word) for word in ("lockers", "glass", "keys", "bus", "boxes", "parties")]
    ['locker', 'glass', 'key', 'bus', 'box', 'party']
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def tokenise(text):
    """Return the tokens of a text, each once, in the order of the text.

    Words of letters and digits count as they are, without case, accents and the ending of a
    plural; runs of Chinese, Japanese or Korean signs as each pair of neighbours.

    >>> tokenise("The LOCKERS won't open!")
    ['locker', 'won', 'open']
    >>> tokenise("储物柜打不开")
    ['储物', '物柜', '柜打', '打不', '不开']
    >>> tokenise("Ｇolf車 3号 café")
    ['golf', '車', '3', '号', 'cafe']
    >>> tokenise(None), tokenise(" %_' --")
    ([], [])
    """
    folded = unicodedata.normalize("NFKC", (text or "")[:LONGEST]).casefold()
    folded = "".join(
        char for char in unicodedata.normalize("NFD", folded) if not "\u0300" <= char <= "\u036f"
    )
    folded = unicodedata.normalize("NFC", folded)
    tokens = {}
    for run in _RUN.findall(folded):
        if not _IS_CJK.match(run):
            found = [_stem(run[:40])] if len(run) > 1 or run.isdigit() else []
        elif len(run) == 1:
            found = [run]
        else:
            found = [run[i : i + 2] for i in range(len(run) - 1)]
        for token in found:
            if token not in IDLE:
                tokens.setdefault(token)
    return list(tokens)
