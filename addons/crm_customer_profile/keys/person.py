# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The keys a person is filed under."""

import re
from dataclasses import dataclass

from .chinese import name_spellings
from .fold import CJK_RUN, fold, joined, words
from .phone import phone_keys

#: A key longer than this is cut: nobody types so much, and a B-tree has its limit.
LONGEST_KEY = 60
#: Names of more words than this are those of companies; the first words find them.
MOST_WORDS = 6
#: As many suffixes of a run of Chinese characters are keys.
MOST_SUFFIXES = 24
#: Before the keyed hash of a document's number; nobody can type it.
DOCUMENT = "#"


def document_key(hashed):
    """Return the key of a document from the keyed hash of its number.

    >>> len(document_key("0123456789abcdef" * 4))
    41
    """
    return DOCUMENT + hashed[:40]


@dataclass
class Traits:
    """What a person is recognised by, as it was written down.

    ``regions``: ISO codes of the countries to try for a phone number that names none.
    ``documents``: keyed hashes of the numbers of identity documents, never the numbers.
    """

    names: tuple = ()
    phones: tuple = ()
    regions: tuple = ()
    mails: tuple = ()
    numbers: tuple = ()
    plates: tuple = ()
    documents: tuple = ()


def name_keys(name):
    """Return the keys of a name: from each of its words on, so that any part of it finds it.

    >>> sorted(name_keys("王小明")), sorted(name_keys("Diana Müller"))
    (['小明', '明', '王小明'], ['dianamuller', 'mullerdiana'])
    """
    found = words(name)[:MOST_WORDS]
    keys = {"".join(found[start:] + found[:start]) for start in range(len(found))}
    for word in found:
        for run in CJK_RUN.findall(word):
            keys.update(run[start:] for start in range(min(len(run), MOST_SUFFIXES)))
    return keys


def number_keys(number):
    """Return the keys of a member or card number; those it ends in also without their zeros.

    >>> sorted(number_keys("GM-0012")), sorted(number_keys("88"))
    (['0012', '12', 'gm0012'], ['88'])
    """
    keys = {joined(number)}
    for run in re.findall(r"[0-9]+$", fold(number).strip()):
        keys.update((run, run.lstrip("0")))
    return keys


def plate_keys(plate):
    """Return the keys of a number plate: whole, and without the character of the province.

    >>> sorted(plate_keys("粤B·D12345"))
    ['bd12345', '粤bd12345']
    """
    whole = joined(plate)
    return {whole, CJK_RUN.sub("", whole)}


def mail_keys(mail):
    """Return the keys of an address: as it is, and without its punctuation.

    >>> sorted(mail_keys("Ann.Li@Example.com"))
    ['ann.li@example.com', 'annliexamplecom']
    """
    return {mail_key(mail), joined(mail)}


def mail_key(mail):
    """Return an address as it is looked for.

    >>> mail_key(" Ann.Li@Example.com ")
    'ann.li@example.com'
    """
    return re.sub(r"\s", "", (mail or "").lower())


def person_keys(traits):
    """Return the keys of a person as a sorted list of (kind, key).

    >>> for kind, key in person_keys(Traits(names=("王小明",), phones=("138 0000 1111",),
    ...         regions=("CN",), numbers=("M-7",), mails=("wang@example.com",))):
    ...     print(kind, key)
    mail wang@example.com
    mail wangexamplecom
    name 小明
    name 明
    name 王小明
    number 7
    number m7
    phone 13800001111
    phone 8613800001111
    phone <1111000083168
    pinyin wangxiaoming
    pinyin wxm
    pinyin xiaomingwang
    """
    keys = set()
    for name in traits.names:
        keys.update(("name", key) for key in name_keys(name))
        for word in words(name)[:MOST_WORDS]:
            for run in CJK_RUN.findall(word):
                keys.update(("pinyin", key) for key in name_spellings(run))
    for phone in traits.phones:
        keys.update(("phone", key) for key in phone_keys(phone, traits.regions))
    for mail in traits.mails:
        keys.update(("mail", key) for key in mail_keys(mail))
    for number in traits.numbers:
        keys.update(("number", key) for key in number_keys(number))
    for plate in traits.plates:
        keys.update(("plate", key) for key in plate_keys(plate))
    keys.update(("document", document_key(hashed)) for hashed in traits.documents)
    return sorted({(kind, key[:LONGEST_KEY]) for kind, key in keys if key})
