# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Whether a letter is a mere word of thanks or of receipt, in English or Chinese.

Desks that reopen a request for each "thanks" count reopenings that are none; those that ask a
trained model say neither why, nor that, they left one closed. Here every piece of the letter must
be one of the few things people say then. Anything else, a question mark, or a name nobody knows
makes it a letter like any other: better opened once too often than lost.
"""

import re
from collections.abc import Iterable

#: Nobody says mere thanks at greater length (characters).
LONGEST = 300

_ADVERBS = (
    r"(?:\s+(?:so|very|a|much|lot|lots|million|again|indeed|everyone|all|both|team|kindly|to))*"
)
_FOR_WHAT = (
    r"(?:\s+for\s+(?:(?:all|the|your|you|a|such|this|that|very|quick|fast|prompt|swift|speedy|kind"
    r"|great|good|excellent|wonderful|nice|friendly|and|of|so|me|it|us|everything|help|helping"
    r"|assistance|support|service|reply|replying|response|answer|answering|feedback|update"
    r"|information|info|confirmation|confirming|letting|know|attention|patience|effort|efforts|work"
    r"|time|trouble|solution|solving|fixing|sorting|resolving|handling|out|quickly|promptly"
    r"|looking|into|taking|care)\s*)+)?"
)
#: Whatever matches one of these as a whole says thanks, or that it arrived, or that it is well.
_THANKS_EN = (
    r"(?:ok(?:ay)?\s+)?(?:many\s+|a thousand\s+|(?:great\s+)?again\s+)?"
    r"(?:thanks|thank you|thank u|thankyou|thx|thnx|tks|ty|cheers)"
    + _ADVERBS
    + _FOR_WHAT
    + _ADVERBS,
    r"(?:i |we )?(?:really |very much |much |greatly |highly |do )*appreciated?"
    r"(?: (?:it|that|this))?(?: (?:very much|a lot|so much))?",
    r"(?:very |so |that(?:'s| is) (?:very |so )?)*(?:kind|nice|helpful)(?: of you)?",
    r"(?:ok|okay|k|great|perfect|excellent|wonderful|super|superb|lovely|brilliant|awesome|amazing"
    r"|fantastic|fine|good|well done|great job|good job|nice work|noted|understood|got it"
    r"|(?:well )?received(?: with thanks)?|all good|all set"
    r"|(?:you are|you're) the best)(?: now)?",
    r"(?:that(?:'s| is) |it(?:'s| is) |this is |all is |everything(?:'s| is)? )"
    r"(?:all |very |just )*(?:great|perfect|fine|good|ok|okay|excellent|wonderful|lovely|clear"
    r"|solved|fixed|resolved|sorted)(?: (?:now|for me|with me))*",
    r"(?:it|that|this|everything|all)(?: all)? (?:works|worked|helps|helped)"
    r"(?: (?:fine|well|perfectly|great|a lot|now))*",
    r"(?:problem|issue) (?:is )?(?:now )?(?:solved|fixed|resolved|sorted)(?: now)?",
)
_POLITE_EN = (
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))"
    r"(?: (?:all|team|sir|madam|sir or madam|there|everyone|colleagues|friends))?",
    r"(?:with )?(?:best|kind|kindest|warm|warmest|many)?\s*(?:regards|wishes|greetings)",
    r"(?:yours )?(?:sincerely|faithfully|truly)|yours|best|all the best|cheers|bye|you too",
    r"(?:have|wish you) a (?:nice|good|great|lovely|wonderful|pleasant) (?:day|evening|weekend|week"
    r"|time|one)|see you (?:soon|next time|next week|again)",
    r"(?:mr|mrs|ms|miss|dr)",
)
_THANKS_ZH = (
    r"(?:真的是?|真是|实在|實在|实在是|太|非常|十分|万分|萬分|特别|特別|很|也|还是|還是|要|再次|再|衷心|好的?|那|就|先)*"
    r"(?:感谢|感謝|谢谢|謝謝|多谢|多謝|谢过|谢|謝|3q|感激|感恩)"
    r"(?:您们|您|你们|你們|你|大家|各位|贵方|了|啦|哦|噢|啊|呀|哈|~|一下)*"
    r"(?:的|这么|這麼|如此|及时|及時|快速|迅速|耐心|热情|熱情|大力|周到|和|与|快|您们|您|你们|你們|你|协助|協助|帮助|幫助|帮忙|幫忙|回复|回覆|答复|答覆|解答"
    r"|支持|服务|服務|关照|關照|处理|處理|配合|理解|反馈|反饋|告知|安排|了|啦)*",
    r"(?:实在|實在|真是|太|也|又)*(?:辛苦|麻烦|麻煩|有劳|有勞|费心|費心)(?:您们|您|你们|你們|你|大家|各位)?(?:了|啦)",
    r"(?:好的?|好[哒滴吧呀啊]|好嘞|收到|已收到|已阅|知道|明白|了解|清楚|没问题|沒問題|可以|行|嗯+|ok|okay)"
    r"(?:了|啦|的|哦|啊|呀)*",
    r"(?:问题|問題|事情|这个|這個|都|全|现在|現在|已经|已經|已)*(?:解决|解決|处理好|處理好|修好|搞定|弄好|办好|辦好|好)(?:了|啦)",
    r"(?:非常|很|太|真|挺|十分|特别|特別|我|我们|我們|对|對|服务|服務|处理|處理|结果|結果|你们|你們|您|的|都|得)*"
    r"(?:满意|滿意|棒|赞|讚|给力|給力|不错|不錯|好|周到|贴心|貼心|很快)(?:了|啦|的|哦|啊)*",
)
_POLITE_ZH = (
    r"(?:您好|你好|大家好|早上好|早安|上午好|下午好|晚上好|各位好|再见|再見|此致|敬礼|敬禮|顺祝|順祝)(?:啊|呀)?",
    r"(?:祝|顺颂|順頌).{0,12}|(?:商祺|安好|工作愉快|生活愉快|万事如意|周末愉快|身体健康)",
)


def _any_of(*patterns):
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_THANKS = re.compile(
    f"(?:{_any_of(*_THANKS_EN).pattern})|(?:{_any_of(*_THANKS_ZH).pattern}){{1,3}}"
)
_POLITE = _any_of(*_POLITE_EN, *_POLITE_ZH)
_PIECES = re.compile(r"[\n,.;!，。；！、…~～]+|\s[-–—]\s|\s{3,}|(?<=[\u4e00-\u9fff])\s+")
#: Faces and signs that mean well; any other is not read as thanks.
_FACES = re.compile(
    "[\U0001f642\U0001f60a\U0001f600\U0001f603\U0001f604\U0001f601\U0001f60d\U0001f970\U0001f917"
    "\U0001f44d\U0001f44c\U0001f44f\U0001f64f\U0001f389\U0001f490\U0001f339\U0001f91d\u2764\u263a"
    "\u2705\u2728\ufe0f\u200d\U0001f3fb-\U0001f3ff]|[:;]-?[)D]|\\^_?\\^"
)


def is_mere_thanks(text: str, names: Iterable[str] = ()) -> bool:
    """Tell whether a text says nothing but thanks, or that all is well or received.

    :param text: what somebody wrote himself, see ``own_words``
    :param names: of people who may be addressed or sign

    >>> is_mere_thanks("Dear Anna,\\nthank you so much for your quick help!\\nMei", ["Anna", "Mei"])
    True
    >>> is_mere_thanks("好的，谢谢您的帮助！🙏"), is_mere_thanks("收到，辛苦了。祝工作愉快")
    (True, True)
    >>> is_mere_thanks("Thanks, but it is still broken"), is_mere_thanks("谢谢，还是坏的")
    (False, False)
    >>> is_mere_thanks("Great. When will it be fixed?"), is_mere_thanks("谢谢吗？")
    (False, False)
    >>> is_mere_thanks("Dear Anna"), is_mere_thanks(""), is_mere_thanks("Thanks 😡")
    (False, False, False)
    """
    if not text or len(text) > LONGEST or re.search("[?？]", text):
        return False
    text = _FACES.sub("\n", text.lower().replace("’", "'"))
    known = {word for name in names for word in [name.lower(), *name.lower().split()] if word}
    thanked = False
    for piece in _PIECES.split(text):
        whole = _strip_names(piece, known)
        # "thanks for the help and support" is one piece, "thanks and have a nice day" are two.
        parts = [whole] if _is_said(whole) else whole.split(" and ")
        if not all(map(_is_said, parts)):
            return False
        thanked = thanked or any(_THANKS.fullmatch(part) for part in parts)
    return thanked


def _is_said(piece):
    return not piece or bool(_POLITE.fullmatch(piece) or _THANKS.fullmatch(piece))


def _strip_names(piece, known):
    """Return a piece without the people spoken to, or signing, at its beginning or end."""
    words = piece.strip(" \t\"'()（）*_-").split()
    while words and words[-1] in known:
        words.pop()
    while words and words[0] in known:
        words.pop(0)
    piece = " ".join(words)
    for name in known:
        # Chinese leaves no space before a name.
        if len(name) > 1 and not name.isascii():
            piece = piece.removeprefix(name).removesuffix(name)
    return piece
