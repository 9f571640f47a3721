# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What a person reads on the screen must be in the language of the screen."""

import re

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def in_language(text: str, language: str) -> None:
    """Check that a text is Chinese where ``language`` is, and not elsewhere.

    :param language: ``en_US`` or ``zh_CN``
    """
    assert text.strip(), "no text at all"
    assert bool(_CHINESE.search(text)) == (language == "zh_CN"), text
