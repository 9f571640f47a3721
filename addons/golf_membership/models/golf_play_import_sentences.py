# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What to tell people about a file of courses or rounds: each problem of ``play.problems``."""

from odoo.tools.translate import LazyTranslate

from odoo.addons.crm_customer_profile.models import customer_import_sentences as of_people

from ..play import problems
from . import golf_roster_sentences as of_roster

_lt = LazyTranslate(__name__)

ROW_SENTENCES = {
    problems.COLUMN_COUNT: of_roster.ROW_SENTENCES[problems.COLUMN_COUNT],
    problems.IMPOSSIBLE_DATE: of_roster.ROW_SENTENCES[problems.IMPOSSIBLE_DATE],
    problems.REFUSED: of_roster.ROW_SENTENCES[problems.REFUSED],
    problems.MISSING_VALUE: _lt("The cell under %(column)s is empty. Fill it in."),
    problems.UNKNOWN_COURSE: _lt(
        "The club has no course %(course)s. Import courses and ratings first."
    ),
    problems.UNKNOWN_TEES: _lt(
        "There are no tees %(tees)s on a course %(course)s. Import the courses first."
    ),
    problems.UNKNOWN_PERSON: _lt(
        "There is nobody with the member number or e-mail address “%(value)s”. Correct it, or"
        " enter the person first."
    ),
    problems.SEVERAL_PEOPLE: _lt("“%(value)s” are several people: give the member number."),
    problems.BAD_CHOICE: _lt("“%(value)s” is none of %(choices)s. Write one of them."),
    problems.BAD_TIME: _lt("“%(value)s” is no time: enter one like 8:20."),
    problems.BAD_NUMBER: _lt(
        "“%(value)s” under %(column)s is no whole number of strokes or holes. Correct it."
    ),
    problems.BAD_RATING: _lt(
        "“%(value)s” under %(column)s is no course rating: enter one with one decimal, like 71.2."
    ),
    problems.HOLE_ON_FILE: _lt(
        "Hole %(hole)s of %(course)s is on file already. Correct it with the course."
    ),
    problems.ROUND_ON_FILE: _lt(
        "%(name)s has another round on %(date)s at that time. Enter when each teed off, or withdraw"
        " one of them."
    ),
}

FILE_SENTENCES = {
    **{
        code: of_people.FILE_SENTENCES[code]
        for code in (
            *(problems.NOT_A_TABLE, problems.OLD_EXCEL, problems.BROKEN_WORKBOOK),
            problems.TOO_MANY_ROWS,
        )
    },
    problems.UNREADABLE_TEXT: of_roster.FILE_SENTENCES[problems.UNREADABLE_TEXT],
    problems.REPEATED_COLUMNS: of_roster.FILE_SENTENCES[problems.REPEATED_COLUMNS],
    problems.EMPTY_FILE: _lt("The file is empty. Choose a CSV or XLSX file."),
    problems.NO_ROWS: _lt("The file holds headings and no rows. Choose another file."),
    problems.BROKEN_QUOTES: _lt(
        "From line %(line)s on the file cannot be read as CSV: a quotation mark is missing or one"
        " too many. Correct that line, or save the file as XLSX."
    ),
    problems.MISSING_COLUMNS: _lt(
        "These columns are missing: %(missing)s. The first line of the file must hold the"
        " headings; it holds: %(found)s."
    ),
}
