# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Names (Doc 9303 part 3, 4.6)."""

import re


def read_names(field):
    """Return (surname, given names) as people write them; the zone knows capitals only.

    :returns: tuple of two strings and whether the end may be cut off

    >>> read_names("ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
    ('Eriksson', 'Anna Maria', False)
    >>> read_names("ARKFREITH<<<<<<<<<<<<<<<<<<<<<")
    ('Arkfreith', '', False)
    >>> read_names("NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGUANG<<"[:39])
    ('Nilavadhanananda', 'Arnpol Petch Charongu', True)
    >>> read_names("O<CONNOR<<ENYA<SIOBHAN<<<<<<<<")[:2]
    ('O Connor', 'Enya Siobhan')
    """
    surname, _separator, given = field.partition("<<")
    return _spell(surname), _spell(given), not field.endswith("<")


def _spell(part):
    return " ".join(word.capitalize() for word in re.split("<+", part) if word)
