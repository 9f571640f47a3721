# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import csv
import doctest
import io
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..play import cells, columns
from .play_import_common import PlayImportCommon


@tagged("post_install", "-at_install")
class TestPlayImport(PlayImportCommon):
    def test_documentation_tells_the_truth(self):
        for module in (cells, columns):
            failed, attempted = doctest.testmod(module)
            self.assertFalse(failed, module.__name__)
            self.assertTrue(attempted, module.__name__)

    # ----------------------------------------------------------- GOOD, BAD

    def test_rounds_good_and_bad(self):
        day = str(self.today)
        headings = "player,date,time,course,tees,holes,total,marker"
        each = self._check(
            "rounds",
            headings,
            f"wang@example.com,{day},8:20,Seaside,Blue,18,95,li@example.com",
            f"wang@example.com,{day},8:40,Seaside,Blue,18,95,li@example.com",
            f"wang@example.com,{day},13:00,seaside,blue,front,48,",
            f"nobody@example.com,{day},,Seaside,Blue,18,95,",
            f"wang@example.com,{day},16:00,Seaside,Blue,18,300,",
            f"wang@example.com,{day},17:00,Seaside,Blue,18,85.5,",
            f"wang@example.com,{day},18:00,Seaside,Gold,18,85,",
            "wang@example.com,1980-01-01,8:00,Seaside,Blue,18,85,",
            "wang@example.com,May,8:00,Seaside,Blue,18,85,",
            f"wang@example.com,{day},20:00,Seaside,Blue,back,45,",
            f"wang@example.com,{day},21:00,Seaside,Blue,12,45,",
            f"wang@example.com,{day},22:75,Seaside,Blue,18,95,",
            f",{day},7:00,Seaside,Blue,18,95,",
            f"wang@example.com,{day},7:00,Seaside,Blue,18,9,5,li@example.com",
        )
        mine = [("partner_id", "=", self.person.id)]
        self.assertFalse(self.env["golf.round"].search(mine), "a check makes nothing")
        self.assertEqual((each.state, each.row_count, each.good_count), ("checked", 14, 2))
        self.assertEqual(self._problems(each).keys(), {3, *range(5, 16)}, "all told by the check")
        each.action_import()
        self._run_scheduler()
        self.assertEqual((each.state, each.imported_count, each.bad_count), ("done", 2, 12))
        problems = self._problems(each)
        for line, words in (
            (3, "another round on"),
            (5, "nobody with the member number"),
            (6, "300 cannot be the score"),
            (7, "is no whole number"),
            (8, "no tees Gold"),
            (9, "was born on"),
            (10, "is not a date"),
            (11, "have no rating"),
            (12, "is none of"),
            (13, "is no time"),
            (14, "under player is empty"),
            (15, "9 cells where the headings have 8"),
        ):
            self.assertIn(words, problems[line])
        rounds = self.env["golf.round"].search(mine)
        self.assertEqual(sorted(rounds.mapped("total")), [48, 95])
        self.assertEqual(set(rounds.mapped("state")), {"certified"})
        self.assertEqual(each.line_ids.round_id, rounds)
        by_total = {one.total: one.certified_by_id for one in rounds}
        self.assertEqual(by_total, {95: self.marker, 48: self.officer.partner_id})
        self.assertEqual(self.env["golf.round"].search(each.action_open_made()["domain"]), rounds)
        self.assertTrue(self._handicap().score_count)
        refused = list(csv.reader(io.StringIO(each._make_bad_rows_file().decode("utf-8-sig"))))
        self.assertEqual(refused[0], [*headings.split(","), "Line", "What to do"])
        self.assertEqual(len(refused), 13)
        self.assertEqual(
            refused[1][:9],
            ["wang@example.com", day, "8:40", "Seaside", "Blue", "18", "95", "li@example.com", "3"],
        )
        self.assertIn("another round on", refused[1][9])
        self.assertIn(f"/{each.id}/bad_rows_file", each.action_download_bad_rows()["url"])

    def test_the_check_tells_what_a_round_would_refuse(self):
        """A slice of a big file shall not fail, and be taken apart row by row, for these."""
        day, holes = self.today, ",".join(f"h{number}" for number in range(1, 10))
        each = self._check(
            "rounds",
            f"player,date,time,course,tees,holes,pcc,total,marker,{holes}",
            f"wang@example.com,{day},8:00,Seaside,Blue,18,,95,wang@example.com" + "," * 9,
            f"wang@example.com,{day},8:00,Seaside,Blue,18,4,95," + "," * 9,
            f"wang@example.com,{day + timedelta(3)},8:00,Seaside,Blue,18,,95," + "," * 9,
            "li@example.com,1850-01-01,8:00,Seaside,Blue,18,,95," + "," * 9,
            f"li@example.com,{day},8:00,Seaside,Blue,front,,," + ",26" + ",5" * 8,
            f"li@example.com,{day},8:00,Seaside,Blue,front,,," + ",0" + ",5" * 8,
            f"li@example.com,{day},8:00,Seaside,Blue,18,,," + "," * 9,
            f"li@example.com,{day},8:00,Seaside,Blue,front,,," + ",5" * 9,
        )
        problems = self._problems(each)
        for line, words in (
            (2, "a score of his or her own"),
            (3, "-1 to 3, not 4"),
            (4, "still to come"),
            (5, "has played in 1850|was born on"),
            (6, "26 strokes on hole 1"),
            (7, "Hole 1 has no score"),
            (8, "of each hole, or in total"),
        ):
            self.assertRegex(problems[line], words)
        self.assertEqual((each.good_count, problems.keys()), (1, set(range(2, 9))))
        each.action_import()
        self._run_scheduler()
        self.assertEqual((each.imported_count, each.bad_count), (1, 7), "nothing new was found")

    def test_refused_rows_corrected_come_again(self):
        first = self._import("rounds", *self._make_lines(1), "wang@example.com,,8:20,Seaside,Blue")
        self.assertEqual((first.imported_count, first.bad_count), (1, 1))
        text = first._make_bad_rows_file().decode("utf-8-sig")
        corrected = text.replace("m,,8:20,Seaside,Blue,", f"m,{self.today},8:20,Seaside,Blue,88")
        self.assertNotEqual(corrected, text)
        again = self._import("rounds", *corrected.splitlines())
        self.assertEqual((again.imported_count, again.bad_count), (1, 0))
        again = self._check("rounds", *text.splitlines())
        self.assertEqual(
            again._make_bad_rows_file().decode("utf-8-sig"), text.replace(",,,3,", ",,,2,")
        )

    def test_the_same_rounds_again_are_refused_by_the_check(self):
        lines = self._make_lines(3)
        self._import("rounds", *lines)
        again = self._check("rounds", *lines, *self._make_lines(1, 20)[1:])
        self.assertEqual((again.good_count, again.bad_count), (1, 3))
        self.assertEqual(set(again.line_ids.mapped("reason_code")), {"round on file", False})
        self.assertIn("another round on", self._problems(again)[2])
        self.env["golf.round"].search([("partner_id", "=", self.person.id)]).action_withdraw()
        again.action_check()
        self.assertEqual((again.good_count, again.bad_count), (4, 0))

    def test_hole_by_hole(self):
        holes = ",".join(f"h{number}" for number in range(1, 19))
        fives = ",".join(["5"] * 18)
        each = self._import(
            "rounds",
            f"player,date,course,tees,{holes}",
            f"wang@example.com,{self.today},Seaside,Blue,{fives}",
            f"li@example.com,{self.today},Seaside,Blue,{fives[:-2]},",
        )
        self.assertEqual(self._problems(each).keys(), {3})
        played = self.env["golf.round"].search([("partner_id", "=", self.person.id)])
        self.assertEqual(played.strokes, 90)

    def test_courses_good_and_bad(self):
        each = self._import(
            "ratings",
            "course,city,tees,for,holes,rating,slope,par",
            "Hills,Zhuhai,White,men,18,71.2,125,72",
            "Hills,Zhuhai,White,women,18,75.9,131,72",
            "Hills,Zhuhai,White,men,front,35.4,160,36",
            "Hills,Zhuhai,White,men,back,35.8,abc,36",
            "Hills,Zhuhai,Red,Men,18,68.0,118,72",
            ",Zhuhai,Red,men,18,68.0,118,72",
            "Valley,Zhuhai,Red,men,18,nan,118,72",
            "Lake,Zhuhai,Red,men,18,68.0,118,7",
            "Hills,Zhuhai,Gold,men,18,72.0,300,72",
            "Hills,Zhuhai,Gold,men,18,72.0,130,72",
        )
        self.assertEqual(self._problems(each).keys(), {4, 5, 7, 8, 9, 10})
        course = self.env["golf.course"].search([("name", "=", "Hills")])
        self.assertEqual(sorted(course.tee_ids.mapped("name")), ["Gold", "Red", "White"])
        self.assertEqual(len(course.tee_ids.rating_ids), 4)
        self.assertEqual(each.line_ids.course_id, course)
        # A refused row leaves nothing of what was made for it.
        self.assertFalse(self.env["golf.course"].search([("name", "in", ("Valley", "Lake"))]))
        # Again, corrected: what is there is changed, not doubled.
        each = self._import(
            "ratings",
            "course,tees,rating,slope,par",
            "hills,white,71.4,126,72",
            "hills,white,71.5,126,72",
        )
        self.assertEqual(each.imported_count, 2)
        self.assertEqual(len(course.tee_ids.rating_ids), 4)
        self.assertIn(71.5, course.tee_ids.rating_ids.mapped("course_rating"))
        each = self._import(
            "holes",
            "course,hole,par,index",
            *(f"Hills,{number},4,{number}" for number in range(1, 18)),
            "Hills,18,4,17",
            "Hills,18,9,18",
            "Hills,18,5,18",
            "Nowhere,1,4,1",
            "Hills,18,5,18",
        )
        self.assertEqual(self._problems(each).keys(), {19, 20, 22, 23})
        self.assertIn("Hole 18 of Hills is on file already", self._problems(each)[23])
        self.assertEqual(sum(course.hole_ids.mapped("par_men")), 73)
        again = self._check("holes", "course,hole,par,index", "Hills,1,4,1")
        self.assertIn("on file already", self._problems(again)[2])

    def test_what_is_judged_bad_since_the_check(self):
        each = self._check("rounds", *self._make_lines(2))
        self.assertEqual(each.good_count, 2)
        each.action_import()
        self.person.email = "wang@example.org"
        self._run_scheduler()
        self.assertEqual((each.state, each.imported_count, each.bad_count), ("done", 0, 2))
        self.assertEqual(set(each.line_ids.mapped("reason_code")), {"unknown person"})

    def test_files_that_are_none(self):
        for words, kind, *lines in (
            ("missing: course, tees", "rounds", "player,date", "x,y"),
            ("not a table", "rounds", "%PDF-1.7"),
            ("headings and no rows", "holes", "course,hole,par,index"),
            ("more than once: par", "holes", "course,hole,par,index,par", "a,1,4,1,4"),
            ("From line 2", "holes", "course,hole,par,index", '"a,1,4,1'),
        ):
            with self.assertRaises(UserError) as refused:
                self._check(kind, *lines)
            self.assertIn(words, str(refused.exception))
        too_many = [*self._make_lines(0), *["a,b,c,d,e,f,g"] * (columns.MAX_ROWS + 1)]
        with self.assertRaisesRegex(UserError, "more than 20000 rows"):
            self._check("rounds", *too_many)

    def test_the_kind_is_what_the_check_depends_on(self):
        each = self._check("rounds", *self._make_lines(1))
        self.assertIn("player*", each.expected_headings)
        each.kind = "holes"
        self.assertEqual((each.state, each.row_count), ("draft", 0))
        self.assertIn("index_women", each.expected_headings)
        with self.assertRaisesRegex(UserError, "missing: hole, par, index"):
            each.action_check()

    # -------------------------------------------------------------- RIGHTS

    def test_who_may_import(self):
        with self.assertRaises(AccessError):
            self._make_import("rounds", "player", user=self._make_staff("shop"))
        each = self._import("rounds", *self._make_lines(1), user=self._make_staff("manager"))
        self.assertEqual(each.imported_count, 1)
        each = self._check("rounds", *self._make_lines(1, 9))
        for change in (
            lambda: each.line_ids.write({"status": "imported"}),
            lambda: each.line_ids.unlink(),
            lambda: each.with_user(self._make_staff("executive")).read(["name"]),
        ):
            with self.assertRaises(AccessError):
                change()
        with self.assertRaisesRegex(UserError, "by itself"):
            each.write({"state": "running"})
        each.unlink()

    def test_rights_that_are_taken_meanwhile_stop_the_import(self):
        each = self._check("rounds", *self._make_lines(2))
        each.action_import()
        self.officer.sudo().group_ids = self.env.ref("base.group_user")
        self._run_scheduler()
        each = each.sudo()
        self.assertEqual((each.state, each.imported_count), ("checked", 0))
        self.assertTrue(each.notice)
        self.assertFalse(each.line_ids.round_id)

    def test_two_clubs(self):
        other = self.env["res.company"].create({"name": "Other Links"})
        stranger = self._make_staff("officer", login="other_officer")
        stranger.sudo().write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        each = self._check("rounds", *self._make_lines(1))
        for change in (
            lambda: each.with_user(stranger).read(["name"]),
            lambda: each.line_ids.with_user(stranger).read(["subject"]),
            lambda: self._check("rounds", *self._make_lines(1), user=stranger),
        ):
            with self.assertRaises(AccessError):
                change()
        # Courses of one name in two clubs are two, and so are their holes.
        ratings = "course,tees,rating,slope,par", "Seaside,Blue,71.2,125,72"
        theirs = self._import("ratings", *ratings, user=stranger, company_id=other.id)
        self.assertEqual(theirs.sudo().imported_count, 1)
        course = theirs.sudo().line_ids.course_id
        self.assertEqual((course.company_id, course.name), (other, "Seaside"))
        self.assertNotEqual(course, self.course)
        self.assertNotIn(71.2, self.blue.rating_ids.mapped("course_rating"))
        each.action_import()
        self._run_scheduler()
        self.assertEqual(each.line_ids.round_id.tee_id, self.blue)
