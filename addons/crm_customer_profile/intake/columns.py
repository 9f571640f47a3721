# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What the columns of a file stand for, guessed from their headings."""

import re
import unicodedata

REFERENCE, NAME, PHONE, EMAIL = "reference", "name", "phone", "email"
BIRTHDAY, BIRTH_YEAR, AGE, GENDER = "birthday", "birth_year", "age", "gender"
COUNTRY, NATIONALITY, LANGUAGE, TOWN = "country", "nationality", "language", "town"
TAGS, OWNER, SOURCE = "tags", "owner", "source"
DOCUMENT_KIND, DOCUMENT = "document_kind", "document"
PREFERENCE = "preference"

#: What a column may stand for once in a file; any number of columns are preferences.
SINGLE = (
    REFERENCE, NAME, PHONE, EMAIL, BIRTHDAY, BIRTH_YEAR, AGE, GENDER, COUNTRY, NATIONALITY,
    LANGUAGE, TOWN, TAGS, OWNER, SOURCE, DOCUMENT_KIND, DOCUMENT,
)  # fmt: skip

_HEADINGS = {
    REFERENCE: "id, no, ref, reference, external id, customer id, customer no, guest id, guest no,"
    "client id, code, number, 编号, 客户编号, 会员编号, 会员号, 客人编号, 卡号",
    NAME: "name, full name, customer, customer name, guest, guest name, name hash, 姓名, 名字,"
    "客户, 客户姓名, 客人姓名, 中文姓名",
    PHONE: "phone, mobile, tel, telephone, phone number, mobile number, mobile phone, cell, 电话,"
    "手机, 手机号, 手机号码, 联系电话, 电话号码",
    EMAIL: "email, e mail, mail, email address, 邮箱, 电子邮箱, 电子邮件, 邮件",
    BIRTHDAY: "birthday, birth date, date of birth, birthdate, dob, born, 生日,"
    "出生日期, 出生年月日",
    BIRTH_YEAR: "year of birth, birth year, 出生年份, 出生年",
    AGE: "age, 年龄",
    GENDER: "gender, sex, 性别",
    COUNTRY: "country, country code, country of residence, 国家, 国家地区, 国别",
    NATIONALITY: "nationality, citizenship, 国籍",
    LANGUAGE: "language, lang, preferred language, 语言, 语种",
    TOWN: "town, city, 城市, 市, 所在城市",
    TAGS: "tags, tag, labels, categories, 标签",
    OWNER: "owner, salesperson, account manager, sales, 负责人, 业务员, 客户经理, 销售员, 归属人",
    SOURCE: "source, system, source system, 来源, 来源系统",
    DOCUMENT_KIND: "document type, document kind, id type, kind of document, 证件类型, 证件种类",
    DOCUMENT: "document, document no, document number, id number, id card, passport, passport no,"
    "doc id, doc id hash, identity number, 证件号, 证件号码, 身份证, 身份证号, 身份证号码, 护照号,"
    "护照号码",
}  # fmt: skip


def fold(heading):
    """Return what spellings of one heading have in common.

    >>> fold("Guest No."), fold("guest_no"), fold("GuestNo"), fold("\ufeff手机 号码")
    ('guestno', 'guestno', 'guestno', '手机号码')
    """
    plain = unicodedata.normalize("NFKC", heading or "").casefold()
    return re.sub(r"[\W_]", "", plain)


_BY_HEADING = {
    fold(word): target for target, words in _HEADINGS.items() for word in words.split(",")
}


def count_known(headings):
    """Return how many of these texts are headings of people.

    >>> count_known(["Name", "手机", "Whatever"])
    2
    """
    return sum(fold(text) in _BY_HEADING for text in headings)


def guess(headings, topics):
    """Return ``(target, topic)`` for each heading; ``("", None)`` is for one left aside.

    :param headings: the first row of the file
    :param topics: {folded name of a topic: topic}

    >>> guess(["ID", "Phone", "Mobile", "SRQuiet", "x"], {"srquiet": 7})
    [('reference', None), ('phone', None), ('', None), ('preference', 7), ('', None)]
    """
    guesses, taken = [], set()
    for heading in headings:
        key = fold(heading)
        target = _BY_HEADING.get(key, "")
        if target in taken:
            target = ""
        taken.add(target)
        if not target and key in topics:
            guesses.append((PREFERENCE, topics[key]))
        else:
            guesses.append((target, None))
    return guesses
