# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import csv
import doctest
import io
import json
from datetime import date
from pathlib import Path

import openpyxl

from odoo.tests import BaseCase, tagged

from ..roster import checking, columns, problems, reading, rows, values
from ..roster.problems import RosterFileError

DATA = Path(__file__).parent / "data"
TIERS = ("Individual", "Corporate nominee", "Couple", "Junior", "Honorary")


def read_expected():
    return json.loads((DATA / "member_roster_expected.json").read_text(encoding="utf-8"))


def roster_bytes():
    return (DATA / "member_roster.csv").read_bytes()


def make_csv(*members, delimiter=",", encoding="utf-8-sig", headings=columns.COLUMNS):
    """Return a roster file of these members, each a dict of cells."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, headings, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(members)
    return stream.getvalue().encode(encoding)


def make_xlsx(lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestRosterRules(BaseCase):
    """The pure half of the import, without a database."""

    def setUp(self):
        super().setUp()
        self.knowledge = checking.Knowledge(
            date(2026, 7, 1),
            tiers={name.casefold(): checking.Tier(1, "individual") for name in TIERS},
        )

    def _check(self, content):
        table = reading.read(content)
        return checking.check(table.rows, self.knowledge, len(table.headings))

    def _codes(self, **cells):
        member = {"member_no": "1", "name": "A", "tier": "Couple", "joined_on": "2020-01-01"}
        (verdict,) = self._check(make_csv({**member, **cells}))
        return [problem.code for problem in verdict.problems]

    def test_examples(self):
        attempted = 0
        for module in (columns, values, reading, rows, checking):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertEqual(result.failed, 0)
                attempted += result.attempted
        self.assertGreater(attempted, 30)

    def test_given_roster_is_judged_as_expected(self):
        expected = read_expected()
        verdicts = self._check(roster_bytes())
        bad = {
            str(verdict.row.line): verdict.problems[0].code
            for verdict in verdicts
            if verdict.status == checking.BAD
        }
        self.assertEqual(bad, expected["bad_rows"])
        self.assertEqual(len(verdicts), expected["rows"])
        self.assertEqual(len(verdicts) - len(bad), expected["good_rows"])

    def test_encodings_and_delimiters_make_no_difference(self):
        rows_of = reading.read(roster_bytes()).rows
        text = roster_bytes().decode("utf-8-sig")
        for encoding in ("utf-8", "gb18030", "utf-16"):
            with self.subTest(encoding=encoding):
                self.assertEqual(reading.read(text.encode(encoding)).rows, rows_of)
        members = list(csv.DictReader(io.StringIO(text)))
        for delimiter in (";", "\t"):
            with self.subTest(delimiter=delimiter):
                content = make_csv(*members, delimiter=delimiter)
                self.assertEqual(reading.read(content).rows, rows_of)

    def test_workbook_is_read_like_the_text_file(self):
        lines = list(csv.reader(io.StringIO(roster_bytes().decode("utf-8-sig"))))
        typed = [lines[0]]
        for cells in lines[1:]:
            typed.append([self._as_typed(cell) for cell in cells])
        verdicts, expected = self._check(make_xlsx(typed)), self._check(roster_bytes())
        self.assertEqual(
            [(v.status, v.row, [problem.code for problem in v.problems]) for v in verdicts],
            [(v.status, v.row, [problem.code for problem in v.problems]) for v in expected],
        )

    def _as_typed(self, cell):
        """What Excel makes of a cell: numbers, dates, nothing, text."""
        for convert in (int, float, date.fromisoformat):
            try:
                return convert(cell)
            except ValueError:
                continue
        return cell or None

    def test_files_that_are_no_rosters(self):
        good = make_csv({"member_no": "1"})
        cases = {
            problems.EMPTY_FILE: b" \n ",
            problems.NOT_A_TABLE: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
            problems.OLD_EXCEL: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            problems.BROKEN_QUOTES: good + b'2,"never closed\n3,x\n',
            problems.BROKEN_WORKBOOK: make_xlsx([["a"]])[:200],
            problems.MISSING_COLUMNS: b"number,surname\n1,Lee\n",
            problems.REPEATED_COLUMNS: make_csv(headings=(*columns.COLUMNS, "name")),
            problems.NO_ROWS: make_csv(),
        }
        for code, content in cases.items():
            with self.subTest(code=code), self.assertRaises(RosterFileError) as caught:
                reading.read(content)
            self.assertEqual(caught.exception.code, code)
        with self.assertRaises(RosterFileError) as caught:
            reading.read(make_csv({"member_no": "1"}, {"member_no": "2"}), max_rows=1)
        self.assertEqual(caught.exception.code, problems.TOO_MANY_ROWS)
        for content in (b"%PDF-1.4\n%\xe2\xe3", b"\x00\x01\x02" * 50, b"\xff\xd8\xff\xe0JFIF"):
            with self.assertRaises(RosterFileError) as caught:
                reading.read(content)
            self.assertEqual(caught.exception.code, problems.NOT_A_TABLE)

    def test_what_else_a_row_may_hold(self):
        cases = {
            problems.MISSING_NUMBER: {"member_no": " "},
            problems.MISSING_TIER: {"tier": ""},
            problems.MISSING_JOINED: {"joined_on": ""},
            problems.DATE_TOO_EARLY: {"joined_on": "0202-01-01"},
            problems.BIRTHDAY_IN_FUTURE: {"birthday": "2030-01-01"},
            problems.TOO_OLD: {"birthday": "1901-01-01"},
            problems.BORN_AFTER_JOINING: {"birthday": "2021-01-01"},
            problems.NEGATIVE_AMOUNT: {"deposit": "-50000"},
            problems.AMOUNT_TOO_PRECISE: {"balance_due": "350.505"},
            problems.AMOUNT_TOO_LARGE: {"annual_dues": "15501815908000"},
            problems.BAD_GENDER: {"gender": "Herr"},
            problems.BAD_YEAR: {"playing_since": "twenty"},
            problems.BAD_HANDICAP: {"handicap": "n/a"},
        }
        for code, cells in cases.items():
            with self.subTest(code=code):
                self.assertEqual(self._codes(**cells), [code])
        self.assertEqual(self._codes(), [])

    def test_every_problem_of_a_row_is_told(self):
        codes = self._codes(name="", email="x", handicap="97", balance_due="12,0x")
        self.assertEqual(
            codes,
            [
                problems.MISSING_NAME,
                problems.BAD_EMAIL,
                problems.AMOUNT_NOT_NUMBER,
                problems.HANDICAP_OUT_OF_RANGE,
            ],
        )

    def test_a_row_of_the_wrong_width_is_told_by_itself(self):
        content = make_csv({"member_no": "1"}) + b"2,Smith, John,M\n"
        codes = [problem.code for problem in self._check(content)[1].problems]
        self.assertEqual(codes, [problems.COLUMN_COUNT])

    def test_one_person_cannot_hold_two_running_memberships_of_a_kind(self):
        member = {"name": "Ann Lee", "mobile": "15501815908", "tier": "Couple"}
        member |= {"joined_on": "2020-01-01", "paid_until": "2026-12-31"}
        verdicts = self._check(
            make_csv(
                {**member, "member_no": "1"},
                {**member, "member_no": "2", "mobile": "+86 155 0181 5908"},
                {**member, "member_no": "3", "paid_until": "2021-12-31"},
                {**member, "member_no": "4", "mobile": "13000000000"},
            )
        )
        self.assertEqual([v.status for v in verdicts], ["good", "bad", "good", "good"])
        self.assertEqual(verdicts[1].problems[0].code, problems.OVERLAP)

    def test_a_chain_of_referrers_falls_with_its_head(self):
        member = {"name": "A", "tier": "Couple", "joined_on": "2020-01-01"}
        verdicts = self._check(
            make_csv(
                {**member, "member_no": "3", "referrer_no": "2"},
                {**member, "member_no": "2", "referrer_no": "1"},
                {**member, "member_no": "1", "name": ""},
                {**member, "member_no": "4", "referrer_no": "5"},
                {**member, "member_no": "5", "referrer_no": "4"},
            )
        )
        codes = [[problem.code for problem in verdict.problems] for verdict in verdicts]
        fallen = [problems.REFERRER_BAD_ROW]
        self.assertEqual(codes, [fallen, fallen, [problems.MISSING_NAME], [], []])
