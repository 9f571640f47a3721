# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What to tell people about a file of people: each problem as a sentence."""

from odoo.tools.translate import LazyTranslate

from ..intake import problems
from ..tables import problems as of_file

_lt = LazyTranslate(__name__)

ROW_SENTENCES = {
    problems.WRONG_ENCODING: _lt(
        "This row is not in %(encoding)s like the rest of the file but seems to be in %(likely)s,"
        " and is shown so. Compare the name, and import the corrected row."
    ),
    problems.LOST_CHARACTERS: _lt(
        "Characters of this row cannot be read (%(value)s). Type it anew from the other system."
    ),
    problems.BROKEN_QUOTES: _lt(
        "A quotation mark of this row is missing or one too many. Correct it."
    ),
    problems.COLUMN_COUNT: _lt(
        "This row has %(count)s cells where the headings have %(expected)s. Put quotes around"
        " a text that holds the separator."
    ),
    problems.DUPLICATE_REFERENCE: _lt(
        "The reference %(value)s stands on line %(line)s already. Delete the line that is wrong."
    ),
    problems.DUPLICATE_PERSON: _lt(
        "%(value)s stands on line %(line)s already, alike in everything. Delete one of the two, or"
        " give both a reference."
    ),
    problems.MISSING_NAME: _lt("The name is missing. Enter it."),
    problems.SHORT_NAME: _lt("%(value)s is not a whole name. Enter family name and given name."),
    problems.OUT_OF_REACH: _lt(
        "This person is here already, and a colleague's. Ask a manager to import the row."
    ),
    problems.IMPOSSIBLE_DATE: _lt(
        "%(value)s is not a date. Write year, month and day, as in 1987-05-09."
    ),
    problems.FUTURE_BIRTHDAY: _lt("The birthday %(value)s lies in the future. Correct it."),
    problems.TOO_OLD: _lt(
        "Someone born on %(value)s is more than %(years)s years old. Correct the birthday."
    ),
    problems.BAD_BIRTH_YEAR: _lt(
        "Nobody of today was born in %(value)s. Correct the year, or leave the cell empty."
    ),
    problems.BAD_AGE: _lt("%(value)s is no age. Correct it, or leave the cell empty."),
    problems.BAD_GENDER: _lt(
        "The import does not know the gender %(value)s. Write M, F or O, or leave the cell empty."
    ),
    problems.PHONE_SHORT: _lt(
        "%(value)s is too short for a phone number. Complete it, or leave the cell empty."
    ),
    problems.PHONE_UNKNOWN: _lt(
        "%(value)s is a number of none of the countries told. Write it with its country, as in"
        " +86 155 0181 5908."
    ),
    problems.PHONE_WRONG: _lt(
        "No phone has the number %(value)s. Correct it, or leave the cell empty."
    ),
    problems.BAD_EMAIL: _lt(
        "%(value)s is not an e-mail address. Write one address, as in name@example.com, or leave"
        " the cell empty."
    ),
    problems.UNKNOWN_COUNTRY: _lt(
        "There is no country %(value)s. Write its name, or its code of two or three letters."
    ),
    problems.UNKNOWN_LANGUAGE: _lt(
        "%(value)s is none of the languages in use here. Install it, or leave the cell empty."
    ),
    problems.UNKNOWN_OWNER: _lt(
        "No colleague is called %(value)s, or more than one. Write the login."
    ),
    problems.UNKNOWN_DOCUMENT: _lt(
        "The import does not know the kind of document %(value)s. Write ID card, passport or other."
    ),
    problems.MASKED_DOCUMENT: _lt(
        "%(value)s is only the end of a document's number. Type all of it."
    ),
    problems.BAD_DOCUMENT: _lt(
        "The number ending in %(value)s cannot be one of this kind of document. Compare it with"
        " the document, and look whether the kind is right."
    ),
    problems.BAD_FLAG: _lt(
        "%(value)s in a column of a preference is neither yes nor no. Write 1 or 0."
    ),
    problems.CONTRADICTION: _lt(
        "%(value)s: no more than %(limit)s of these can be wanted at a time. Leave those that hold"
        " no longer empty."
    ),
    problems.REFUSED: _lt("Odoo did not take this row: %(error)s"),
}

FILE_SENTENCES = {
    of_file.EMPTY_FILE: _lt("The file is empty. Choose a CSV or XLSX file of people."),
    of_file.NOT_A_TABLE: _lt(
        "This file is not a table. Save the list as CSV or XLSX, and choose that file."
    ),
    of_file.OLD_EXCEL: _lt(
        "This is a workbook of the old Excel format. Save it as XLSX or CSV, and choose that file."
    ),
    of_file.BROKEN_WORKBOOK: _lt(
        "This workbook is damaged. Open it, save it again as XLSX or CSV, and choose that file."
    ),
    of_file.NO_ROWS: _lt("The file holds headings and no people. Choose another file."),
    of_file.TOO_MANY_ROWS: _lt(
        "The file holds more than %(limit)s rows. Split it into smaller files."
    ),
}


def sentence(env, lazy_text, values):
    """Return a sentence of the tables above in the language of ``env``."""
    translated = env._(lazy_text)
    return translated % values
