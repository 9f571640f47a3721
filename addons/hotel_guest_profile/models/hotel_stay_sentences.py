# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What to tell people about stays from a file or another system: each problem as a sentence."""

from odoo.tools.translate import LazyTranslate

from odoo.addons.crm_customer_profile.models import customer_import_sentences as of_people

from ..stays import problems

_lt = LazyTranslate(__name__)

ROW_SENTENCES = {
    problems.WRONG_ENCODING: _lt(
        "Characters of this row cannot be read. Save the file as CSV in UTF-8, or as XLSX."
    ),
    problems.BROKEN_QUOTES: of_people.ROW_SENTENCES[problems.BROKEN_QUOTES],
    problems.COLUMN_COUNT: of_people.ROW_SENTENCES[problems.COLUMN_COUNT],
    problems.UNKNOWN_NAME: _lt("A stay has nothing called %(names)s. Correct the names."),
    problems.MISSING_VALUE: _lt("%(column)s is missing. Enter it."),
    problems.DUPLICATE_REFERENCE: _lt(
        "The reference %(value)s stands on line %(line)s already. Delete the line that is wrong."
    ),
    problems.IMPOSSIBLE_DATE: _lt(
        "“%(value)s” under %(column)s is no date. Write year, month and day: 2026-05-31."
    ),
    problems.BAD_TIME: _lt(
        "“%(value)s” under %(column)s is no moment. Write one like 2026-05-31T08:30:00+08:00."
    ),
    problems.BAD_NUMBER: _lt(
        "“%(value)s” under %(column)s is no number of people. Write a whole number."
    ),
    problems.BAD_AMOUNT: _lt(
        "“%(value)s” under %(column)s is no amount. Write it with a point and no other signs."
    ),
    problems.BAD_CHOICE: _lt(
        "“%(value)s” under %(column)s is none of %(choices)s. Write one of them."
    ),
    problems.DEPARTURE_FIRST: _lt(
        "The guest departs on %(departure)s, before the arrival on %(arrival)s. Correct the dates."
    ),
    problems.NOBODY_STAYS: _lt(
        "Nobody stays: adults, children and babies are 0. Enter how many there are."
    ),
    problems.NEGATIVE_AMOUNT: _lt(
        "%(value)s under %(column)s is negative. Enter what the stay costs, and a refund as a"
        " credit note."
    ),
    problems.UNKNOWN_PROPERTY: _lt(
        "There is no property with the code %(value)s. Correct it, or enter the property first."
    ),
    problems.UNKNOWN_ROOM_TYPE: _lt(
        "%(property)s has no room type with the code %(value)s. Correct it, or enter the type"
        " first."
    ),
    problems.UNKNOWN_ROOM: _lt(
        "%(property)s has no room %(value)s. Correct the number, or enter the room first."
    ),
    problems.UNKNOWN_CODE: _lt(
        "There is no %(column)s with the code %(value)s. Correct it, or enter it first."
    ),
    problems.UNKNOWN_COMPANY: _lt(
        "There is no company called %(value)s (%(column)s). Correct the name, or enter the company"
        " first."
    ),
    problems.UNKNOWN_GROUP: _lt(
        "%(property)s has no group booking called %(value)s. Enter the group first."
    ),
    problems.CHECKED_IN_HERE: _lt(
        "The guest of %(stay)s has been checked in at the front desk. Check out there, or tell the"
        " other system."
    ),
    problems.REFUSED: of_people.ROW_SENTENCES[problems.REFUSED],
}

FILE_SENTENCES = {
    **{
        code: of_people.FILE_SENTENCES[code]
        for code in (
            *(problems.NOT_A_TABLE, problems.OLD_EXCEL, problems.BROKEN_WORKBOOK),
            problems.TOO_MANY_ROWS,
        )
    },
    problems.EMPTY_FILE: _lt("The file is empty. Choose a CSV or XLSX file of stays."),
    problems.NO_ROWS: _lt("The file holds headings and no stays. Choose another file."),
    problems.MISSING_COLUMNS: _lt(
        "These columns are missing: %(missing)s. The first line of the file must hold the"
        " headings; it holds: %(found)s."
    ),
    problems.REPEATED_COLUMNS: _lt(
        "These headings stand twice: %(repeated)s. Rename or delete one of each."
    ),
}
