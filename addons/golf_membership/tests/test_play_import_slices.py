# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.crm_customer_profile.tests.concurrency_common import death_after

from .play_import_common import PlayImportCommon


@tagged("post_install", "-at_install")
class TestPlayImportSlices(PlayImportCommon):
    """Slices of a few rows, and what happens when one does not come to its end."""

    def _set_slice_size(self, size):
        Import = type(self.env["golf.play.import"])
        return self.startPatcher(patch.object(Import, "_get_slice_size", lambda self: size))

    def test_killed_anywhere_it_goes_on(self):
        self._set_slice_size(2)
        mine = [("partner_id", "=", self.person.id)]
        done = 0
        for first_day, model, method in (
            (0, "golf.play.import", "_judge_rows"),
            (10, "golf.play.import", "_make_rounds"),
            (20, "golf.play.import", "_admit"),
            (30, "ir.cron", "_commit_progress"),
        ):
            with self.subTest(method):
                each = self._check("rounds", *self._make_lines(5, first_day))
                each.action_import()
                with death_after(self.registry, model, method, 2) as deaths:
                    self._run_scheduler()
                self.env.invalidate_all()
                self.assertTrue(deaths)
                self.assertEqual(each.state, "running")
                self.assertEqual(each.imported_count, 2, "the first slice is in, the second not")
                self.assertEqual(len(each.line_ids.round_id), 2)
                self.assertEqual(self.env["golf.round"].search_count(mine), done + 2)
                self._run_scheduler()
                self.assertEqual((each.state, each.imported_count), ("done", 5))
                done += 5
                self.assertEqual(self.env["golf.round"].search_count(mine), done)
                self.assertEqual(self._handicap().score_count, done)

    def test_rows_of_one_course_in_many_slices(self):
        self._set_slice_size(2)
        each = self._import(
            "ratings",
            "course,tees,for,holes,rating,slope,par",
            *(
                f"Hills,White,{who},{part},{rating},120,{par}"
                for who in ("men", "women")
                for part, rating, par in (("18", 71, 72), ("front", 35, 36), ("back", 36, 36))
            ),
        )
        self.assertEqual((each.state, each.imported_count), ("done", 6))
        course = self.env["golf.course"].search([("name", "=", "Hills")])
        self.assertEqual((len(course), len(course.tee_ids.rating_ids)), (1, 6))

    def test_a_player_is_taken_at_once(self):
        """Newest first, as files go, every slice would supersede what the one before found."""
        self._set_slice_size(4)
        headings, *lines = self._make_lines(4)
        lines.reverse()
        others = [line.replace("wang@", "chen@") for line in lines]
        self._make_person("Chen", "1979-05-06", email="chen@example.com")
        mixed = [line for pair in zip(lines, others, strict=True) for line in pair]
        each = self._import("rounds", headings, *mixed)
        self.assertEqual((each.state, each.imported_count), ("done", 8))
        revisions = self.env["golf.handicap.revision"].search([("company_id", "=", self.club.id)])
        self.assertEqual(len(revisions.partner_id), 2)
        self.assertEqual(set(revisions.mapped("version")), {1})

    def test_queries_do_not_grow_with_the_rows(self):
        """An import of 80 rounds asks as often as one of 20, give or take what Odoo batches."""
        self._import("rounds", *self._make_lines(1))  # warm caches
        counts = []
        for first_day, size in ((10, 20), (100, 80)):
            each = self._make_import("rounds", *self._make_lines(size, first_day))
            before = self.cr.sql_log_count
            each.action_check()
            each.action_import()
            self._run_scheduler()
            counts.append(self.cr.sql_log_count - before)
            self.assertEqual(each.imported_count, size)
        self.assertLess(counts[1] - counts[0], 20, counts)
        self.assertLess(counts[1], 300)
