# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .round_common import RoundCommon


@tagged("post_install", "-at_install")
class TestPlayImport(RoundCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.email = "wang@example.com"
        cls.marker.email = "li@example.com"

    def _import(self, kind, *lines, user=None):
        wizard = self.env["golf.play.import"].with_user(user or self.env.user)
        content = base64.b64encode("\n".join(lines).encode())
        wizard = wizard.create({"kind": kind, "file": content, "file_name": "list.csv"})
        wizard.action_import()
        return wizard

    def _problems(self, wizard):
        return {line.line_number: line.reason for line in wizard.line_ids}

    def test_rounds_good_and_bad(self):
        day = str(self.today)
        wizard = self._import(
            "rounds",
            "player,date,time,course,tees,holes,total,marker",
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
        )
        self.assertEqual((wizard.good_count, wizard.bad_count), (2, 9))
        problems = self._problems(wizard)
        for line, words in (
            (3, "another round on"),
            (5, "nobody with the member number"),
            (6, "300 cannot be the score"),
            (7, "is no whole number"),
            (8, "no tees Gold"),
            (9, "was born on"),
            (10, "is no day"),
            (11, "have no rating"),
            (12, "is none of"),
        ):
            self.assertIn(words, problems[line])
        rounds = self.env["golf.round"].search([("partner_id", "=", self.person.id)])
        self.assertEqual(sorted(rounds.mapped("total")), [48, 95])
        self.assertEqual(set(rounds.mapped("state")), {"certified"})
        refused = base64.b64decode(wizard.bad_rows_file).decode("utf-8-sig").splitlines()
        self.assertEqual(len(refused), 10)
        self.assertTrue(refused[1].startswith("3,wang@example.com"))

    def test_hole_by_hole(self):
        holes = ",".join(f"h{number}" for number in range(1, 19))
        fives = ",".join(["5"] * 18)
        wizard = self._import(
            "rounds",
            f"player,date,course,tees,{holes}",
            f"wang@example.com,{self.today},Seaside,Blue,{fives}",
            f"li@example.com,{self.today},Seaside,Blue,{fives[:-2]},",
        )
        self.assertEqual(self._problems(wizard).keys(), {3})
        played = self.env["golf.round"].search([("partner_id", "=", self.person.id)])
        self.assertEqual(played.strokes, 90)

    def test_courses_good_and_bad(self):
        wizard = self._import(
            "ratings",
            "course,city,tees,for,holes,rating,slope,par",
            "Hills,Zhuhai,White,men,18,71.2,125,72",
            "Hills,Zhuhai,White,women,18,75.9,131,72",
            "Hills,Zhuhai,White,men,front,35.4,160,36",
            "Hills,Zhuhai,White,men,back,35.8,abc,36",
            "Hills,Zhuhai,Red,Men,18,68.0,118,72",
            ",Zhuhai,Red,men,18,68.0,118,72",
        )
        self.assertEqual(self._problems(wizard).keys(), {4, 5, 7})
        course = self.env["golf.course"].search([("name", "=", "Hills")])
        self.assertEqual(sorted(course.tee_ids.mapped("name")), ["Red", "White"])
        self.assertEqual(len(course.tee_ids.rating_ids), 3)
        # Again, corrected: what is there is changed, not doubled.
        self._import(
            "ratings",
            "course,tees,rating,slope,par",
            "hills,white,71.5,126,72",
        )
        self.assertEqual(len(course.tee_ids.rating_ids), 3)
        self.assertIn(71.5, course.tee_ids.rating_ids.mapped("course_rating"))
        wizard = self._import(
            "holes",
            "course,hole,par,index",
            *(f"Hills,{number},4,{number}" for number in range(1, 18)),
            "Hills,18,4,17",
            "Hills,18,9,18",
            "Hills,18,5,18",
            "Nowhere,1,4,1",
        )
        self.assertEqual(self._problems(wizard).keys(), {19, 20, 22})
        self.assertEqual(sum(course.hole_ids.mapped("par_men")), 73)

    def test_files_that_are_none(self):
        with self.assertRaises(UserError) as refused:
            self._import("rounds", "player,date", "x,y")
        self.assertIn("course, tees", str(refused.exception))
        with self.assertRaises(UserError):
            self._import("rounds", "%PDF-1.7")
        with self.assertRaises(AccessError):
            self._import("rounds", "player", user=self._make_staff("shop"))
        officer = self._make_staff("officer")
        wizard = self._import(
            "rounds",
            "player,date,course,tees,total",
            f"wang@example.com,{self.today},Seaside,Blue,95",
            user=officer,
        )
        self.assertEqual(wizard.good_count, 1)
