# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the writer of a letter says himself, without what he quotes and what his program adds."""

import re

from lxml import html

#: Elements after which a line ends.
_BLOCKS = {"br", "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "pre", "table"}
#: What programs mark as quoted; the gateway of Odoo marks it the first way.
_QUOTES = (
    "//*[@data-o-mail-quote]|//blockquote|//style|//script"
    "|//*[contains(@class, 'gmail_quote') or contains(@class, 'yahoo_quoted')]"
)
#: From such a line on the text is of somebody else, or a signature (RFC 3676: two hyphens).
_QUOTED_FROM = re.compile(
    r"^(?:--$|[-_ ]{5,}.*|>.*|on .{6,120} wrote:|(?:from|von|发件人|寄件者|發件人)\s*[:：].*"
    r"|在.{4,80}(?:写道|寫道)\s*[:：]|.{4,80}于.{4,60}写道\s*[:：])$",
    re.IGNORECASE,
)
#: What telephones and free programs write below.
_ADDED = re.compile(
    r"^(?:sent (?:from|with) .{2,60}|get outlook for .{2,20}|发自.{2,40}|從我的.{2,20}(?:傳送|发送)"
    r"|由.{2,20}发送)$",
    re.IGNORECASE,
)


def own_words(body: str) -> str:
    r"""Return the text that the writer of an HTML body wrote himself, in lines.

    >>> own_words("<p>Thanks<br/>Mei</p><blockquote>We mended it</blockquote>")
    'Thanks\nMei'
    >>> own_words("Thanks!\nSent from my iPhone\n\nOn Mon, 2 Mar 2026 the club wrote:\n> Done.")
    'Thanks!'
    >>> own_words("<p>谢谢</p>发自我的iPhone<br>在 2026年3月2日，俱乐部 写道：<p>好了</p>")
    '谢谢'
    >>> own_words("<p>-- <br>Gus Guest</p>"), own_words(""), own_words("<!-- x -->")
    ('', '', '')
    """
    if not (body or "").strip():
        return ""
    tree = html.fragment_fromstring(body, create_parent="div")
    for quote in tree.xpath(_QUOTES):
        if quote.getparent() is not None:
            quote.drop_tree()
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    lines = []
    for line in tree.text_content().splitlines():
        line = " ".join(line.split())
        if _QUOTED_FROM.match(line):
            break
        if line and not _ADDED.match(line):
            lines.append(line)
    return "\n".join(lines)
