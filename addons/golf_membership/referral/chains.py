# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Who brought whom: the path of a person from the top of a chain down."""

#: A chain longer than this is a mistake; it also bounds what is read by walking up.
LONGEST_CHAIN = 200


def read_path(path):
    """Return the ids of a path from the top down, the person himself last.

    >>> read_path("/7/12/31/")
    [7, 12, 31]
    >>> read_path(None)
    []
    """
    return [int(part) for part in (path or "").split("/") if part]


def split_circles(pairs):
    """Return (good, closing): the pairs that can be kept, and those that would close a circle.

    Of a circle the first pairs stay.

    :param pairs: (referred, referrer) in the order in which they are told

    >>> split_circles([("b", "a"), ("c", "b"), ("a", "c"), ("d", "d")])
    ([('b', 'a'), ('c', 'b')], [('a', 'c'), ('d', 'd')])
    """
    above, good, closing = {}, [], []
    for person, referrer in pairs:
        ancestor = referrer
        while ancestor is not None and ancestor != person:
            ancestor = above.get(ancestor)
        if ancestor == person:
            closing.append((person, referrer))
        else:
            above[person] = referrer
            good.append((person, referrer))
    return good, closing
