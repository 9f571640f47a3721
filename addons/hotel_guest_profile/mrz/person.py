# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Whether a document and somebody on file bear the same name."""

from ...crm_customer_profile.keys.chinese import name_spellings
from ...crm_customer_profile.keys.fold import CJK_RUN, words


def is_same_name(told, known):
    """Tell whether a name in the capitals of a zone is a name on file, in either order.

    A name in Chinese characters is compared by how it is read; of several names of one person
    (李静 Jane Lee) one is enough.

    >>> is_same_name("Anna Maria Eriksson", "Eriksson, Anna Maria")
    True
    >>> is_same_name("Xiaomin Zhang", "张晓敏"), is_same_name("Jing Li", "李静 Jane")
    (True, True)
    >>> is_same_name("Xiaomin Zhang", "王小明"), is_same_name("Anna Eriksson", "Anna Ericson")
    (False, False)
    """
    from_zone = words(told)
    if not from_zone:
        return False
    on_file = words(known)
    latin = [word for word in on_file if not CJK_RUN.fullmatch(word)]
    if sorted(from_zone) in (sorted(on_file), sorted(latin)):
        return True
    runs = [word for word in on_file if CJK_RUN.fullmatch(word)]
    return any("".join(from_zone) in name_spellings(run) for run in runs)
