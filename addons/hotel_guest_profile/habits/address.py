# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""How a guest is spoken to."""

from ...crm_customer_profile.keys.chinese import split_name
from ...crm_customer_profile.keys.fold import CJK_RUN

#: Names that were written down with their title already.
_TITLES = ("先生", "女士", "小姐", "夫人", "太太", "教授", "博士", "总")
_CHINESE_TITLES = {"male": "先生", "female": "女士"}
_ENGLISH_TITLES = {"male": "Mr", "female": "Ms"}


def address(name, gender=None, chinese=False):
    """Return what to call a guest: surname and title where both are known, else the name.

    :param chinese: the guest is spoken to in Chinese; who is on file in both scripts is called by
        the name that goes with it

    >>> address("丁志明", "male"), address("欧阳倩", "female"), address("丁先生"), address("丁志明")
    ('丁先生', '欧阳女士', '丁先生', '丁志明')
    >>> address("Anna Eriksson", "female"), address("Kim", "male"), address("Anna Eriksson")
    ('Ms Eriksson', 'Kim', 'Anna Eriksson')
    >>> address("邓婷婷 Tina Deng", "female", chinese=True), address("邓婷婷 Tina Deng", "female")
    ('邓女士', 'Ms Deng')
    """
    name = _in_script((name or "").strip(), chinese)
    if name.endswith(_TITLES):
        return name
    if CJK_RUN.fullmatch(name):
        surname, given = split_name(name)
        title = _CHINESE_TITLES.get(gender)
        return f"{surname}{title}" if surname and given and title else name
    words = name.split()
    title = _ENGLISH_TITLES.get(gender)
    return f"{title} {words[-1]}" if title and len(words) > 1 and words[-1].isalpha() else name


def _in_script(name, chinese):
    """Return the part of a name in Chinese characters, or the other; all of it where it is one."""
    parts = {True: [], False: []}
    for word in name.split():
        parts[bool(CJK_RUN.fullmatch(word))].append(word)
    return " ".join(parts[chinese] if all(parts.values()) else name.split())


def part_of_day(hour):
    """Return ``morning``, ``afternoon`` or ``evening`` of an hour of the day.

    >>> [part_of_day(hour) for hour in (4, 5, 11.5, 12, 18, 23)]
    ['evening', 'morning', 'morning', 'afternoon', 'evening', 'evening']
    """
    if 5 <= hour < 12:
        return "morning"
    return "afternoon" if 12 <= hour < 18 else "evening"
