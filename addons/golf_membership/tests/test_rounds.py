# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .round_common import RoundCommon


@tagged("post_install", "-at_install")
class TestRounds(RoundCommon):
    def assertRefused(self, words, call):
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            call()
            self.env.flush_all()
        self.assertIn(words, str(refused.exception))

    def _create(self, **values):
        return self.env["golf.round"].create(self._round_values(values.pop("total", 90), **values))

    # ---------------------------------------------------------- BAD INPUT

    def test_scores_that_cannot_be(self):
        for words, total in (
            ("300 cannot be the score of 18 holes", 300),
            ("17 cannot be the score", 17),
            ("whole numbers, not 85.5", 85.5),
            ("Enter the score", 0),
            ("cannot be the score", -3),
        ):
            self.assertRefused(words, lambda total=total: self._create(total=total))
        self.assertRefused(
            "cannot be the score of 9 holes", lambda: self._create(total=100, part="front")
        )
        self.assertRefused("-1 to 3, not 4", lambda: self._create(pcc=4))

    def test_holes_that_cannot_be(self):
        par = [4] * 18
        for words, card in (
            ("twice", self._card([*par, 5], [*range(1, 19), 7])),
            ("no score of the holes 18", self._card(par[1:], range(1, 18))),
            ("holes 1 to 18; 19 is none", self._card([*par, 4], [*range(1, 18), 18, 19])),
            ("26 strokes on hole 3", self._card([4, 4, 26, *par[3:]])),
            ("whole numbers, not 4.5", self._card([4.5, *par[1:]])),
            ("Hole 2 has no score", self._card([4, 0, *par[2:]])),
        ):
            self.assertRefused(words, lambda card=card: self._create(total=0, hole_ids=card))
        self.assertRefused(
            "were not played",
            lambda: self._create(total=0, part="front", hole_ids=self._card(par)),
        )

    def test_days_and_times_that_cannot_be(self):
        self.assertRefused("was born on 1985-03-04", lambda: self._create(date="1985-03-03"))
        self.assertRefused("still to come", lambda: self._create(days_ago=-1))
        self.assertRefused("0:00 and 23:59", lambda: self._create(tee_time=24))
        self._create(tee_time=8)
        self.assertRefused("another round on", lambda: self._create(tee_time=8))
        self.assertRefused("another round on", lambda: self._create(tee_time=8.5))
        later = self._create(tee_time=13)
        self.assertRefused("another round on", lambda: later.write({"tee_time": 8}))
        self._create(tee_time=8.5, partner_id=self.marker.id, marker_id=self.person.id,
                     certified_by_id=self.person.id)  # fmt: skip
        later.action_withdraw()
        self._create(tee_time=13)
        self.assertRefused("another round on", later.action_reopen)

    @mute_logger("odoo.sql_db")
    def test_one_round_at_a_time_in_the_database(self):
        first = self._create(tee_time=8)
        self.env.flush_all()
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                """INSERT INTO golf_round (partner_id, company_id, date, tee_time, tee_id, part,
                                           ratings_for, format, state)
                   SELECT partner_id, company_id, date, tee_time, tee_id, part, ratings_for, format,
                          state FROM golf_round WHERE id = %s""",
                [first.id],
            )

    def test_courses_that_cannot_be(self):
        rating = self.blue.rating_ids[0]
        hole = self.course.hole_ids[0]
        for words, record, values in (
            ("between 55 and 155; 54", rating, {"slope_rating": 54}),
            ("between 55 and 155; 156", rating, {"slope_rating": 156}),
            ("cannot be the course rating", rating, {"course_rating": 7.1}),
            ("cannot be the par", rating, {"par": 36}),
            ("3 to 6, not 7", hole, {"par_men": 7}),
            ("1 to 18, not 0", hole, {"index_men": 0}),
            ("holes 1 to 18; 19", hole, {"number": 19}),
            ("Stroke index 2 stands at two holes", hole, {"index_men": 2}),
        ):
            self.assertRefused(words, lambda record=record, values=values: record.write(values))

    def test_nobody_certifies_his_own_score(self):
        self.assertRefused(
            "of his or her own", lambda: self._create(certified_by_id=self.person.id)
        )
        self.assertRefused("of his or her own", lambda: self._create(marker_id=self.person.id))
        mine = self._create(state="draft", certified_by_id=False)
        self.env.user.partner_id = self.person
        self.assertRefused("of his or her own", mine.action_certify)
        self.assertEqual(mine.state, "draft")

    def test_tees_without_a_rating(self):
        self.assertRefused(
            "have no rating for these holes", lambda: self._create(part="back", total=45)
        )
        self._create(part="back", total=0, state="draft", certified_by_id=False)

    # ------------------------------------------------------------ THE WAY

    def test_from_draft_to_certified(self):
        played = self._create(total=0, state="draft", certified_by_id=False, marker_id=False)
        self.assertFalse(played.is_acceptable)
        self.assertRefused("Choose the marker", played.action_submit)
        played.marker_id = self.marker
        self.assertRefused("Enter the score", played.action_submit)
        played.action_fill_card()
        self.assertEqual((len(played.hole_ids), played.strokes), (18, 72))
        played.action_submit()
        self.assertEqual(played.state, "submitted")
        played.action_certify()
        self.assertTrue(played.certified_on)
        self.assertEqual(played.certified_by_id, self.env.user.partner_id)
        self.assertTrue(played.is_acceptable)
        self.assertRefused("this cannot be done", played.action_certify)
        self.assertRefused("stays on record", played.unlink)
        played.action_withdraw()
        self.assertFalse(played.is_acceptable)

    def test_what_does_not_count(self):
        self.assertFalse(self._create(format="scramble").is_acceptable)
        played = self._create(days_ago=1)
        self.assertTrue(played.is_acceptable)
        played.exclusion = "Broken off"
        self.assertFalse(played.is_acceptable)

    def test_ratings_stay_as_they_were(self):
        played = self._create(total=0, hole_ids=self._card([4] * 18))
        self.blue.rating_ids.filtered(lambda one: one.gender == "men")[0].slope_rating = 130
        self.course.hole_ids[0].par_men = 5
        self.assertEqual((played.slope_rating, played.hole_ids[0].par), (120, 4))
        woman = self._make_person("Wang Fang", "1990-01-01", gender="female")
        hers = self._create(partner_id=woman.id)
        self.assertEqual((hers.ratings_for, hers.course_rating, hers.slope_rating),
                         ("women", 76.1, 131))  # fmt: skip

    # ------------------------------------------------------------- PEOPLE

    def test_how_often_somebody_plays(self):
        self._play([90, 91, 92])
        self._create(days_ago=100)
        self._create(days_ago=400)
        self._create(days_ago=5, state="cancelled", certified_by_id=False)
        person = self.person
        self.assertEqual(
            (person.golf_rounds_90, person.golf_rounds_365, person.golf_round_count), (3, 4, 5)
        )

    def test_the_desk_and_the_timeline_know_of_rounds(self):
        self._play([90, 91, 92])
        self.person.is_customer = True
        shop = self._make_staff("shop")
        blocks = {one["key"]: one["lines"] for one in self.person.with_user(shop)._get_desk_card()}
        self.assertIn("Handicap ", blocks["golf"][0]["text"])
        self.assertEqual(len(blocks["golf"]), 5)
        self.person.golf_brand_ids = self.env["golf.club.brand"].create(
            [{"name": "Adler"}, {"name": "Brassie"}]
        )
        blocks = {one["key"]: one["lines"] for one in self.person.with_user(shop)._get_desk_card()}
        self.assertEqual(blocks["golf"][1], {"text": "Adler, Brassie", "note": "Club brands"})
        self.env.flush_all()
        rows = self.env["customer.timeline"].search(
            [("partner_id", "=", self.person.id), ("kind", "=", "round")]
        )
        self.assertEqual(len(rows), 3)
        self.assertIn("Seaside 92", rows[0].summary)
        self.assertEqual(rows[0].date.date(), self.today)

    def test_the_shop_reads_and_changes_nothing(self):
        played = self._create()
        shop = self._make_staff("shop")
        played.with_user(shop).read(["strokes", "partner_id"])
        with self.assertRaises(AccessError):
            played.with_user(shop).write({"total": 80})
        with self.assertRaises(AccessError):
            played.with_user(shop).action_withdraw()
        officer = self._make_staff("officer")
        played.with_user(officer).total = 88
        self.assertEqual(played.strokes, 88)

    def test_a_course_is_copied_and_its_holes_are_completed(self):
        twin = self.course.copy()
        self.assertEqual(len(twin.tee_ids.rating_ids), 3)
        twin.hole_ids.filtered(lambda hole: hole.number in (3, 12)).unlink()
        twin.action_add_holes()
        self.assertEqual(sorted(twin.hole_ids.mapped("number")), list(range(1, 19)))
        self.assertEqual(sorted(twin.hole_ids.mapped("index_men")), list(range(1, 19)))

    def test_clubs_keep_records_of_their_own(self):
        other = self.env["res.company"].create({"name": "Other Links"})
        self.blue.course_id.company_id = False
        self._create(tee_time=8)
        theirs = self._create(tee_time=8, company_id=other.id)
        self.assertEqual(theirs.company_id, other)
        officer = self._make_staff("officer")
        self.assertNotIn(theirs, self.env["golf.round"].with_user(officer).search([]))
        self.assertEqual(self.today - timedelta(0), theirs.date)
