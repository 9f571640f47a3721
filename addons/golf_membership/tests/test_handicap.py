# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import handicap
from .round_common import RoundCommon


@tagged("post_install", "-at_install")
class TestHandicap(RoundCommon):
    def _index(self, person=None):
        kept = self._handicap(person)
        return kept.index if kept.has_index else None

    def _revisions(self, person=None):
        return self.env["golf.handicap.revision"].search(
            [("handicap_id", "=", self._handicap(person).id)], order="date, version"
        )

    def test_from_rounds_to_a_handicap(self):
        self._play([95, 96], last_days_ago=1)
        self.assertIsNone(self._index())
        self._play([97])
        differentials = [handicap.score_differential(n, _d("70.6"), 120) for n in (95, 96, 97)]
        self.assertEqual(_d(self._index()), handicap.handicap_index(differentials))
        self.assertEqual(self.person.golf_handicap_text, f"{self._index():.1f}")
        kept = self._handicap()
        self.assertEqual((kept.score_count, kept.date, kept.has_low), (3, self.today, False))
        self.assertEqual(self.person.golf_club_handicap_id, kept)
        found = self.env["res.partner"].search([("golf_club_handicap_id.index", "<", 54)])
        self.assertEqual(found, self.person)

    def test_the_database_says_what_the_package_says(self):
        totals = [100, 95, 91, 99, 88, 104, 97, 93, 90, 101, 96, 94, 99, 105, 92, 89, 98, 97, 95,
                  110, 78, 108, 112, 107, 109, 111]  # fmt: skip
        rounds = self._play(totals)
        rating = handicap.Rating(706, 120, 72)
        scores = [handicap.Score(one.id, one.date, 0, rating, one.total) for one in rounds]
        expected = handicap.revise(scores)
        found = self._revisions()
        self.assertEqual(
            [(one.date, round(one.index * 10), one.cap, one.reduction) for one in found],
            [(one.day, one.index, one.cap, one.reduction) for one in expected],
        )
        self.assertEqual(round(self._handicap().low_index * 10), expected[-1].low)
        self.assertTrue(found.filtered("reduction"))
        last = found[-1]
        self.assertEqual(len(last.counted_ids), 8)
        self.assertIn("The 8 lowest of 20", last.explanation)

    def test_a_card_counts_by_net_double_bogeys(self):
        self._play([95, 96, 97], last_days_ago=1)
        index = _d(self._index())
        strokes = handicap.course_handicap(index, 120, _d("70.6"), 72)
        self.env["golf.round"].create(self._round_values(0, hole_ids=self._card([5] * 17 + [12])))
        facts = self._revisions()[-1].facts
        # Hole 18 has stroke index 18.
        most = handicap.maximum_hole_score(4, strokes, 18)
        self.assertEqual(facts["latest"][0][2], 85 + most)
        self.assertLess(most, 12)

    def test_nine_holes_count_with_what_is_expected_on_nine_more(self):
        self._play([95, 96, 97], last_days_ago=1)
        index = _d(self._index())
        self._play([47], part="front")
        found = self._revisions()[-1].facts["latest"][0][1]
        expected = handicap.nine_hole_differential(47, _d("35.3"), 121, index)
        self.assertEqual(found, int(expected * 10))

    def test_a_corrected_round_supersedes_what_followed(self):
        rounds = self._play([95, 96, 97, 94, 99, 98])
        before = self._revisions()
        self.assertEqual(before.mapped("is_current"), [True] * 4)
        rounds[3].total = 104
        after = self._revisions()
        standing = after.filtered("is_current")
        self.assertEqual(standing.mapped("date"), before.mapped("date"))
        self.assertLessEqual(before, after, "nothing is lost")
        self.assertEqual(standing[0], before[0], "what was before it stays")
        self.assertEqual(
            [(one.version, one.is_current) for one in after if one.date == rounds[3].date],
            [(1, False), (2, True)],
        )
        rounds[3].total = 94
        again = self._revisions().filtered("is_current")
        self.assertEqual(again.mapped("index"), before.mapped("index"))
        self.assertEqual(again[1].version, 3)
        count = len(self._revisions())
        self._handicap().action_recalculate()
        self.assertEqual(len(self._revisions()), count, "calculated again, nothing changes")

    def test_a_withdrawn_round_takes_its_revision_along(self):
        rounds = self._play([95, 96, 97, 80])
        index = self._index()
        rounds[3].action_withdraw()
        standing = self._revisions().filtered("is_current")
        self.assertEqual(standing.mapped("date"), [rounds[2].date])
        self.assertNotEqual(self._index(), index)
        self.assertEqual(self._handicap().date, rounds[2].date)
        rounds[2].exclusion = "No valid reason to stop"
        self.assertIsNone(self._index())
        self.assertFalse(self._revisions().filtered("is_current"))
        rounds[2].exclusion = False
        rounds[3].action_reopen()
        rounds[3].action_certify()
        self.assertEqual(self._index(), index)

    def test_the_order_of_posting_does_not_matter(self):
        twin = self._make_person("Twin", "1985-03-04")
        values = [self._round_values(90 + n % 7, 30 - n // 2, tee_time=8 + 5 * (n % 2))
                  for n in range(24)]  # fmt: skip
        self.env["golf.round"].create(values)
        for one in reversed(values):
            self.env["golf.round"].create(one | {"partner_id": twin.id})
        ours, theirs = self._revisions(), self._revisions(twin).filtered("is_current")
        names = ("date", "index", "calculated", "cap", "reduction", "score_count")
        self.assertEqual([one.read(names)[0] | {"id": 0} for one in ours],
                         [one.read(names)[0] | {"id": 0} for one in theirs])  # fmt: skip
        self.assertEqual(len(ours), 11, "one a day, from the third score on")

    def test_rows_are_only_ever_added(self):
        self._play([95, 96, 97])
        revision = self._revisions()
        with self.assertRaises(UserError):
            revision.index = 1
        with self.assertRaises(UserError):
            revision.unlink()
        self.env.flush_all()
        for statement in (
            "UPDATE golf_handicap_revision SET index = 1 WHERE id = %s",
            "DELETE FROM golf_handicap_revision WHERE id = %s",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.errors.RaiseException),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [revision.id])
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env["golf.handicap.revision"].sudo().create(revision.copy_data()[0])

    def test_many_players_cost_no_more_queries(self):
        people = self.env["res.partner"].create(
            [{"name": f"Player {n}", "birthday": "1990-01-01"} for n in range(12)]
        )
        values = [
            self._round_values(90 + n, n, partner_id=person.id)
            for person in people
            for n in range(4)
        ]
        self.env["golf.round"].create(values)
        kept = self.env["golf.handicap"].search([("partner_id", "in", people.ids)])
        counts = []
        for some in (kept[:2], kept):
            self.env.flush_all()
            self.env.invalidate_all()
            rounds = self.env["golf.round"].search([("partner_id", "in", some.partner_id.ids)])
            before = self.env.cr.sql_log_count
            rounds.write({"pcc": rounds[0].pcc + 1})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3, counts)

    # -------------------------------------------------------------- OTHERS

    def test_an_official_handicap_stands_beside(self):
        self._play([95, 96, 97], last_days_ago=1)
        club = self._index()
        self.env["golf.handicap.statement"].create(
            {"partner_id": self.person.id, "index": 18.4, "provider": "CGA", "date": self.today}
        )
        self.assertEqual(self.person.golf_official_text, "18.4")
        self.assertEqual(self.person.golf_handicap_text, "18.4", "the newest is shown")
        self.assertEqual(self._index(), club)
        with self.assertRaises(ValidationError):
            self.env["golf.handicap.statement"].create(
                {"partner_id": self.person.id, "index": 54.1, "date": "2020-01-01"}
            )

    def test_a_typed_handicap_is_dated_and_all_make_a_graph(self):
        self._play([95, 96, 97, 98], last_days_ago=3)
        self.person.write({"golf_has_handicap": True, "golf_handicap": 14.2})
        self.assertEqual(self.person.golf_handicap_text, "14.2")
        stated = self.person.golf_statement_ids
        self.assertEqual((stated.source, stated.date, stated.index), ("declared", self.today, 14.2))
        self.person.golf_handicap = 14.0
        self.assertEqual(self.person.golf_statement_ids.index, 14.0, "one a day")
        self.env.flush_all()
        history = self.env["golf.handicap.history"].search(
            [("partner_id", "=", self.person.id)], order="date"
        )
        self.assertEqual(history.mapped("source"), ["club", "club", "declared"])
        self.assertEqual(self.person.golf_handicap_count, 3)
        plus = self._make_person("Plus", golf_has_handicap=True, golf_handicap=-1.5)
        self.assertEqual(plus.golf_statement_ids.index_text, "+1.5")

    def test_the_committee_decides(self):
        self._play([95] * 5, last_days_ago=2)
        index = self._index()
        manager = self._make_staff("manager")
        officer = self._make_staff("officer")
        values = {"partner_id": self.person.id, "strokes": -2.5, "reason": "Plays better"}
        with self.assertRaises(AccessError):
            self.env["golf.handicap.adjustment"].with_user(officer).create(values)
        decision = self.env["golf.handicap.adjustment"].with_user(manager).create(values)
        self.assertAlmostEqual(self._index(), index - 2.5)
        self.assertIn("committee", self._revisions()[-1].explanation)
        with self.assertRaises(UserError):
            decision.strokes = -1
        decision.action_archive()
        self.assertAlmostEqual(self._index(), index)
        for bad in ({"strokes": 0}, {"strokes": 11}, {"date": "2999-01-01"}):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.env["golf.handicap.adjustment"].create(values | bad)

    def test_rules_of_the_club_are_followed_by_the_job(self):
        self._play([95, 96])
        self._play([95, 96, 97], partner_id=self.marker.id, marker_id=self.person.id,
                   certified_by_id=self.person.id)  # fmt: skip
        self.assertIsNone(self._index())
        self.club.golf_minimum_scores = 2
        self.assertTrue(self._handicap().is_stale)
        self._run_cron("ir_cron_golf_handicaps")
        self.assertFalse(self.env["golf.handicap"].search([("is_stale", "=", True)]))
        self.assertIsNotNone(self._index())
        with self.assertRaises(ValidationError):
            self.club.golf_minimum_scores = 0

    def test_merged_contacts_have_one_record(self):
        twin = self._make_person("王小明", "1985-03-04")
        self._play([95, 96, 97], last_days_ago=10)
        self._play([85, 86, 87], partner_id=twin.id)
        (self.person | twin).write({"golf_has_handicap": True, "golf_handicap": 20})
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.person | twin).ids, self.person
        )
        kept = self._handicap()
        self.assertEqual((len(kept), kept.score_count), (1, 6))
        standing = self._revisions().filtered("is_current")
        self.assertEqual(standing[-1].score_count, 6)
        everything = self.env["golf.handicap.revision"].search(
            [("partner_id", "=", self.person.id)]
        )
        self.assertEqual(len(everything.filtered("is_current")), len(standing))
        self.assertEqual(len(everything), len(standing) + 1, "what the other had is kept")
        self.assertEqual(len(self.person.golf_statement_ids), 1)

    def test_a_merge_undone_gives_each_the_own_record(self):
        twin = self._make_person("王小明", "1985-03-04")
        self._play([95, 96, 97], last_days_ago=10)
        self._play([85, 86, 87], partner_id=twin.id)
        people = self.person | twin
        before = {one: self._get_index_of(one) for one in people}
        self.env["base.partner.merge.automatic.wizard"]._merge(people.ids, self.person)
        self.assertNotEqual(self._get_index_of(self.person), before[self.person])
        merge = self.env["customer.merge"].search([("partner_id", "=", self.person.id)])
        merge.with_user(self.env.ref("base.user_admin")).action_undo()
        self.assertEqual({one: self._get_index_of(one) for one in people}, before)
        self.assertEqual(self.env["golf.round"].search_count([("partner_id", "=", twin.id)]), 3)

    def _get_index_of(self, person):
        self.env.invalidate_all()
        handicap = self.env["golf.handicap"].search([("partner_id", "=", person.id)])
        return len(handicap), handicap.score_count, handicap.index

    def test_contacts_that_played_at_once_are_two(self):
        twin = self._make_person("王小明", "1985-03-04")
        self._play([95])
        self._play([95], partner_id=twin.id)
        with self.assertRaises(UserError) as refused:
            self.env["base.partner.merge.automatic.wizard"]._merge(
                (self.person | twin).ids, self.person
            )
        self.assertIn("at the same time", str(refused.exception))


def _d(value):
    """Return a number of the database as the package takes it."""
    return handicap.round_half_up(handicap.numbers.Decimal(str(value)), 1)
