# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What to tell people about a roster: each problem of ``roster.problems`` as a sentence."""

from odoo.tools.translate import LazyTranslate

from ..roster import problems

_lt = LazyTranslate(__name__)

ROW_SENTENCES = {
    problems.COLUMN_COUNT: _lt(
        "This row has %(count)s cells where the headings have %(expected)s. Put quotes around"
        " a text that holds the separator."
    ),
    problems.MISSING_NUMBER: _lt("The member number is missing. Enter it under member_no."),
    problems.DUPLICATE_NUMBER: _lt(
        "Member number %(number)s stands on line %(line)s already. Give this member a number of"
        " his or her own, or delete the line that is wrong."
    ),
    problems.NUMBER_TAKEN: _lt(
        "Member number %(number)s belongs to %(holder)s in this club. Correct the number or the"
        " name."
    ),
    problems.MISSING_NAME: _lt("The name is missing. Enter it under name."),
    problems.BAD_GENDER: _lt(
        "The import does not know the gender %(value)s. Write M, F or O, or leave the cell empty."
    ),
    problems.IMPOSSIBLE_DATE: _lt(
        "%(value)s under %(column)s is not a date. Write year, month and day, as in 2026-05-09."
    ),
    problems.DATE_TOO_EARLY: _lt("%(value)s under %(column)s lies before 1900. Correct the year."),
    problems.BIRTHDAY_IN_FUTURE: _lt("The birthday %(value)s lies in the future. Correct it."),
    problems.TOO_OLD: _lt(
        "Someone born on %(value)s is more than %(years)s years old. Correct the birthday."
    ),
    problems.BAD_EMAIL: _lt(
        "%(value)s is not an e-mail address. Write one address, as in name@example.com, or leave"
        " the cell empty."
    ),
    problems.MISSING_TIER: _lt("The tier is missing. Enter the name of one under tier."),
    problems.UNKNOWN_TIER: _lt(
        "This club has no tier %(tier)s. Correct the name, or add the tier under Configuration >"
        " Tiers."
    ),
    problems.ARCHIVED_TIER: _lt(
        "The tier %(tier)s is archived. Choose another one, or take it out of the archive under"
        " Configuration > Tiers."
    ),
    problems.MISSING_JOINED: _lt(
        "The first day of the membership is missing. Enter it under joined_on."
    ),
    problems.JOINED_IN_FUTURE: _lt(
        "Joined on %(value)s, which is after today (%(today)s). Correct the date; who joins later"
        " starts as an application."
    ),
    problems.BORN_AFTER_JOINING: _lt(
        "Joined on %(value)s but born on %(birthday)s. Correct one of the two dates."
    ),
    problems.PAID_BEFORE_JOINED: _lt(
        "Paid until %(value)s, which is before the first day, %(joined)s. Correct one of the two"
        " dates; leave paid_until empty for a membership without end."
    ),
    problems.AMOUNT_NOT_NUMBER: _lt(
        "%(value)s under %(column)s is not a number. Write an amount, as in 1234.50."
    ),
    problems.NEGATIVE_AMOUNT: _lt(
        "%(value)s under %(column)s is negative. Write amounts without a sign; money the club"
        " owes to a member stands under deposit."
    ),
    problems.AMOUNT_TOO_PRECISE: _lt(
        "%(value)s under %(column)s has more decimals than the club's currency. Round it."
    ),
    problems.AMOUNT_TOO_LARGE: _lt(
        "%(value)s under %(column)s is too large for an amount. Look whether the cells of this"
        " row stand in the right columns."
    ),
    problems.REFERRER_IS_SELF: _lt(
        "%(value)s under referrer_no is this member's own number. Enter the number of whoever"
        " brought the member, or leave the cell empty."
    ),
    problems.REFERRER_UNKNOWN: _lt(
        "Nobody in this file or in the club has the number %(number)s under referrer_no. Correct"
        " it, or leave the cell empty."
    ),
    problems.REFERRER_BAD_ROW: _lt(
        "The referrer %(number)s stands on line %(line)s, which cannot be imported. Correct that"
        " line first, then import both."
    ),
    problems.BAD_HANDICAP: _lt(
        "%(value)s is not a handicap. Write it with one decimal: 22.5, or -1.7 for a player"
        " better than scratch."
    ),
    problems.HANDICAP_OUT_OF_RANGE: _lt(
        "A handicap lies between -10.0 (better than scratch) and 54.0; %(value)s does not."
    ),
    problems.BAD_YEAR: _lt(
        "%(value)s under playing_since is not a year between %(first)s and %(last)s. Correct it,"
        " or leave the cell empty."
    ),
    problems.OVERLAP: _lt(
        "This person holds a running membership of the same kind in these dates already, number"
        " %(number)s. Delete one of the two, or correct its dates."
    ),
    problems.REFUSED: _lt("Odoo did not take this row: %(error)s"),
}

FILE_SENTENCES = {
    problems.EMPTY_FILE: _lt("The file is empty. Choose the roster as a CSV or XLSX file."),
    problems.NOT_A_TABLE: _lt(
        "This file is not a table. Save the roster as CSV or XLSX, and choose that file."
    ),
    problems.OLD_EXCEL: _lt(
        "This is a workbook of the old Excel format. Save it as XLSX or CSV, and choose that file."
    ),
    problems.UNREADABLE_TEXT: _lt(
        "The characters of this file cannot be read. Save it as CSV in UTF-8, or as XLSX."
    ),
    problems.BROKEN_QUOTES: _lt(
        "From line %(line)s on the file cannot be read as CSV: a quotation mark is missing or one"
        " too many. Correct that line, or save the roster as XLSX."
    ),
    problems.BROKEN_WORKBOOK: _lt(
        "This workbook is damaged. Open it, save it again as XLSX or CSV, and choose that file."
    ),
    problems.MISSING_COLUMNS: _lt(
        "These columns are missing: %(missing)s. The first line of the file must hold the headings"
        " of the roster; it holds: %(found)s. A column may be empty, but it must be there."
    ),
    problems.REPEATED_COLUMNS: _lt(
        "These columns stand in the file more than once: %(repeated)s. Delete one of each."
    ),
    problems.NO_ROWS: _lt("The file holds headings and no members. Choose another file."),
    problems.TOO_MANY_ROWS: _lt(
        "The file holds more than %(limit)s rows. Split it into smaller files."
    ),
}
