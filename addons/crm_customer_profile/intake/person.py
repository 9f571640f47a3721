# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A person as a file tells of him or her, and what is known before the file is read."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from ..identity import documents
from ..tables import values


@dataclass(frozen=True)
class Layout:
    """Where in a row everything stands.

    :param positions: {one of ``columns.SINGLE``: index of the cell}
    :param wishes: {index of the cell: topic}
    :param width: how many cells a row has
    :param limits: list of (how many, {topic: its heading}) of topics that exclude one another
    """

    positions: dict
    wishes: dict
    width: int
    limits: tuple = ()


@dataclass(frozen=True)
class Knowledge:
    """What is known before a file is read.

    :param today: the reader's calendar day
    :param regions: ISO codes of the countries a phone number without one may be of
    :param languages: {folded name or code: code of a language in use}
    :param owners: {folded name, login or e-mail: user}
    :param source: the system the file comes from
    :param document_kind: of documents whose kind no column tells
    """

    today: date
    regions: tuple = ()
    languages: dict = field(default_factory=dict)
    owners: dict = field(default_factory=dict)
    source: str = ""
    document_kind: str = documents.OTHER


@dataclass(frozen=True)
class PersonRow:
    """A person as the row tells of him or her; empty where it does not."""

    line: int
    reference: str = ""
    source: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    birthday: date = None
    birth_year: int = 0
    gender: str = ""
    country: str = ""
    nationality: str = ""
    language: str = ""
    town: str = ""
    tags: tuple = ()
    owner: int = 0
    document_kind: str = ""
    document: str = ""
    wishes: tuple = ()

    @property
    def keys(self):
        """What makes a row and a contact one person: the name and the phone or e-mail."""
        return person_keys(self.name, self.phone, self.email)

    @property
    def stored_reference(self):
        """The reference of the row, or what stands in for one: the same for the same person."""
        if self.reference:
            return self.reference
        told = (self.name, self.phone, self.email, self.birthday, self.gender, self.town)
        text = "\x1f".join(str(part or "") for part in told)
        return "#" + hashlib.sha256(text.casefold().encode()).hexdigest()[:32]


def person_keys(name, phone, email):
    """Return the keys under which a person is recognised; none without phone and e-mail.

    >>> sorted(person_keys("Ann  Lee", "+86 155 0181 5908", "Ann@Example.com"))
    [('ann lee', '5501815908'), ('ann lee', 'ann@example.com')]
    """
    addresses = (values.phone_key(phone), (email or "").strip().casefold())
    return frozenset((values.tidy(name).casefold(), address) for address in addresses if address)
