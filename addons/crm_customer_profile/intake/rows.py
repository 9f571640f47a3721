# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""One row about a person: from text to values, with everything that is wrong in the row itself."""

from datetime import date  # noqa: F401  (the examples use it)

import phonenumbers

from ..identity import documents
from ..keys.fold import digits
from ..keys.phone import international
from ..tables import encoding, values
from ..tables.problems import Problem
from . import columns, problems
from .countries import country_code
from .person import Knowledge, Layout, PersonRow  # noqa: F401  (the examples use them)

#: Nobody has lived longer; in years.
OLDEST = 125
#: Stands for the hidden part of a document's number.
MASK = "••••"
_SHORTEST_PHONE = 6
_DOCUMENT_KINDS = {
    documents.ID_CARD: "id card, identity card, national id, 身份证, 居民身份证",
    documents.PASSPORT: "passport, 护照",
    documents.HK_MACAU: "hk macau permit, 港澳居民来往内地通行证, 回乡证",
    documents.TAIWAN: "taiwan permit, 台湾居民来往大陆通行证, 台胞证",
    documents.RESIDENCE: "residence permit, 居住证",
    documents.DRIVING: "driving licence, driving license, 驾驶证, 驾照",
    documents.OTHER: "other, other document, 其他",
}
_KIND_BY_NAME = {
    columns.fold(name): kind
    for kind, names in _DOCUMENT_KINDS.items()
    for name in (kind, *names.split(","))
}


class _Reader:
    """Reads the cells of one row and keeps what was wrong with them."""

    def __init__(self, cells, layout):
        self._cells, self._layout = cells, layout
        self.problems = []

    def text(self, target):
        position = self._layout.positions.get(target)
        return "" if position is None else values.clean(self._cells[position])

    def report(self, code, text="", **more):
        self.problems.append(Problem(code, {"value": values.tidy(text)[:80], **more}))

    def value(self, target, parse, *args, code=None):
        text = self.text(target)
        try:
            return parse(text, *args)
        except values.Unusable as error:
            self.report(code or error.code, text)
            return None


def parse_row(line, cells, layout, known):
    """Return ``(PersonRow, [Problem])`` for the cells of a row.

    >>> layout = Layout({"name": 0, "phone": 1, "age": 2, "nationality": 3}, {4: "quiet"}, 5)
    >>> known = Knowledge(date(2026, 7, 1), ("CN",), source="PMS")
    >>> row, wrong = parse_row(2, ["王小明", "155 0181 5908", "59", "CHN", "1"], layout, known)
    >>> row.phone, row.birth_year, row.nationality, row.wishes, wrong
    ('+86 155 0181 5908', 1967, 'CN', ('quiet',), [])
    >>> def codes(*cells):
    ...     return [problem.code for problem in parse_row(2, cells, layout, known)[1]]
    >>> codes("", "12", "-1", "Atlantis", "2")
    ['missing name', 'bad age', 'phone too short', 'unknown country', 'neither yes nor no']
    >>> codes("王", "0161 496 0000", "", "", ""), codes("Ann", "+86 123 456 7", "", "", "")
    (['name of one letter', 'phone of no country'], ['no phone number'])
    >>> codes("王\ufffd", "", "", "", ""), codes("Ann")
    (['lost characters'], ['wrong number of columns'])
    """
    if len(cells) != layout.width:
        shown = {"count": str(len(cells)), "expected": str(layout.width)}
        return PersonRow(line), [Problem(problems.COLUMN_COUNT, shown)]
    reader = _Reader(cells, layout)
    for cell in cells:
        if encoding.LOST in cell:
            reader.report(problems.LOST_CHARACTERS, cell)
    name = reader.text(columns.NAME)
    if not name:
        reader.report(problems.MISSING_NAME)
    elif len(name) < 2:
        reader.report(problems.SHORT_NAME, name)
    country = _read_country(reader, columns.COUNTRY)
    nationality = _read_country(reader, columns.NATIONALITY)
    birthday = _read_birthday(reader, known)
    kind, number = _read_document(reader, known, nationality)
    row = PersonRow(
        line=line,
        reference=reader.text(columns.REFERENCE),
        source=reader.text(columns.SOURCE) or known.source,
        name=name,
        phone=_read_phone(reader, (country, nationality, *known.regions)),
        email=reader.value(columns.EMAIL, values.parse_email) or "",
        birthday=birthday,
        birth_year=0 if birthday else _read_birth_year(reader, known),
        gender=reader.value(columns.GENDER, values.parse_gender) or "",
        country=country,
        nationality=nationality,
        language=_look_up(reader, columns.LANGUAGE, known.languages, problems.UNKNOWN_LANGUAGE)
        or "",
        town=reader.text(columns.TOWN),
        tags=_read_tags(reader),
        owner=_look_up(reader, columns.OWNER, known.owners, problems.UNKNOWN_OWNER) or 0,
        document_kind=kind,
        document=number,
        wishes=_read_wishes(reader, cells, layout),
    )
    return row, sort_problems(reader.problems)


def sort_problems(found):
    """Return problems in the order in which they are told."""
    return sorted(found, key=lambda problem: problems.ROW_CODES.index(problem.code))


def _read_country(reader, target):
    text = reader.text(target)
    code = country_code(text)
    if code is None:
        reader.report(problems.UNKNOWN_COUNTRY, text)
    return code or ""


def _read_birthday(reader, known):
    day = reader.value(columns.BIRTHDAY, values.parse_date)
    if day and day > known.today:
        reader.report(problems.FUTURE_BIRTHDAY, day.isoformat())
    elif day and known.today.year - day.year > OLDEST:
        reader.report(problems.TOO_OLD, day.isoformat(), years=str(OLDEST))
    return day


def _read_birth_year(reader, known):
    first, last = known.today.year - OLDEST, known.today.year
    year = reader.value(
        columns.BIRTH_YEAR, values.parse_year, first, last, code=problems.BAD_BIRTH_YEAR
    )
    text = reader.text(columns.AGE).removesuffix(".0").removesuffix("岁")
    if year or not text:
        return year or 0
    if not (text.isascii() and text.isdigit() and int(text) <= OLDEST):
        reader.report(problems.BAD_AGE, text)
        return 0
    return last - int(text)


def _read_phone(reader, regions):
    text = reader.text(columns.PHONE)
    if not text:
        return ""
    number = international(text, [region for region in regions if region])
    if number:
        parsed = phonenumbers.parse("+" + number)
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if len(digits(text)) < _SHORTEST_PHONE:
        reader.report(problems.PHONE_SHORT, text)
    elif text.startswith(("+", "00")):
        reader.report(problems.PHONE_WRONG, text)
    else:
        reader.report(problems.PHONE_UNKNOWN, text)
    return ""


def _look_up(reader, target, known, code):
    text = reader.text(target)
    if not text:
        return None
    found = known.get(columns.fold(text))
    if found is None:
        reader.report(code, text)
    return found


def _read_tags(reader):
    text = reader.text(columns.TAGS)
    for separator in ";；、，|":
        text = text.replace(separator, ",")
    return tuple(dict.fromkeys(filter(None, map(values.tidy, text.split(",")))))


def _read_document(reader, known, nationality):
    """Return ``(kind, number)``; what is told of a wrong number is its end.

    >>> layout = Layout({"document": 0, "document_kind": 1}, {}, 2)
    >>> reader = _Reader(["110101199003071001", "身份证"], layout)
    >>> _read_document(reader, Knowledge(date(2026, 7, 1), ("CN",)), ""), reader.problems[0].values
    (('', ''), {'value': '••••1001'})
    """
    number = reader.text(columns.DOCUMENT)
    if not number:
        return "", ""
    kind_text = reader.text(columns.DOCUMENT_KIND)
    kind = _KIND_BY_NAME.get(columns.fold(kind_text)) if kind_text else known.document_kind
    if kind is None:
        reader.report(problems.UNKNOWN_DOCUMENT, kind_text)
    elif "•" in number:
        reader.report(problems.MASKED_DOCUMENT, number)
    else:
        country = document_country(kind, nationality, known.regions)
        reading = documents.read(kind, country, number)
        if not reading.problem:
            return kind, reading.number
        reader.report(problems.BAD_DOCUMENT, mask(number))
    return "", ""


def document_country(kind, nationality, regions):
    """Return the country that has issued a document, as far as can be told: "" for none."""
    if kind == documents.OTHER:
        return nationality
    return nationality or next(iter(regions), "")


def mask(number):
    """Return what may be shown of a document's number.

    >>> mask("110101 1990 0307 1003"), mask("")
    ('••••1003', '')
    """
    number = documents.normalise(number)
    return MASK + documents.last_four(number) if number else ""


def _read_wishes(reader, cells, layout):
    """Return the topics wished for.

    >>> layout = Layout({}, {0: "king", 1: "twin"}, 2, [(1, {"king": "King", "twin": "Twin"})])
    >>> reader = _Reader(["1", "1"], layout)
    >>> _read_wishes(reader, ["1", "1"], layout), reader.problems[0].values
    (('king', 'twin'), {'value': 'King, Twin', 'limit': '1'})
    """
    wishes = []
    for position, topic in layout.wishes.items():
        try:
            if values.parse_flag(cells[position]):
                wishes.append(topic)
        except values.Unusable as error:
            reader.report(error.code, cells[position])
    for limit, headings in layout.limits:
        told = [headings[topic] for topic in wishes if topic in headings]
        if len(told) > limit:
            reader.report(problems.CONTRADICTION, ", ".join(told), limit=str(limit))
    return tuple(dict.fromkeys(wishes))
