# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .test_figures import FiguresCommon


@tagged("post_install", "-at_install")
class TestReport(FiguresCommon):
    """The report to compare says the same as the figures, by the days of its reader."""

    def test_the_pivot_says_the_same(self):
        [(late, kept, requests)] = self.env["service.report"]._read_group(
            [("request_id", "in", self.requests.ids)],
            [],
            ["late:sum", "kept:sum", "requests:sum"],
        )
        clocks = self.requests.sla_ids
        self.assertEqual(late, len(clocks.filtered(lambda c: c.state == "breached")))
        self.assertEqual(kept, len(clocks.filtered(lambda c: c.state == "met")))
        self.assertEqual(requests, len(self.requests))

    def test_the_share_of_routine_is_of_all(self):
        routine = self.requests[:10]
        routine.sudo().answered_by_article = True
        self.env.flush_all()
        [(share, some, whole)] = self.env["service.report"]._read_group(
            [("request_id", "in", self.requests.ids)],
            [],
            ["routine_percent:avg", "routine:sum", "requests:sum"],
        )
        self.assertEqual((some, whole), (10, 40))
        self.assertAlmostEqual(share, 25)
        line = self.env["service.report"].browse(routine[0].id)
        self.assertEqual(line.action_open_request()["res_id"], routine[0].id)

    def test_means_are_of_what_has_the_time(self):
        domain = [("id", "in", self.requests.ids)]
        [(answer, course)] = self.env["service.request"]._read_group(
            domain, [], ["first_response_seconds:avg", "resolution_seconds:avg"]
        )
        answered = self.requests.filtered("first_response_at")
        resolved = self.requests.filtered("first_resolved_at")
        self.assertLess(len(answered), len(self.requests))
        self.assertLess(len(resolved), len(self.requests))
        self.assertIn(0, answered.mapped("first_response_seconds"), "outside working hours")
        answer_mean = sum(answered.mapped("first_response_seconds")) / len(answered)
        course_mean = sum(resolved.mapped("resolution_seconds")) / len(resolved)
        self.assertAlmostEqual(float(answer), answer_mean, places=3)
        self.assertAlmostEqual(float(course), course_mean, places=3)
        [(answer, course)] = self.env["service.report"]._read_group(
            [("request_id", "in", self.requests.ids)],
            [],
            ["first_response_hours:avg", "resolution_hours:avg"],
        )
        self.assertAlmostEqual(float(answer) * 3600, answer_mean, places=3)
        self.assertAlmostEqual(float(course) * 3600, course_mean, places=3)

    def test_days_are_the_readers(self):
        """Resolved on a Tuesday night in Shanghai: on Tuesday there, on Monday elsewhere."""
        Report = self.env["service.report"].with_user(self.manager)
        queue = self.queue.copy({"name": "Night"})
        # Half past midnight in Shanghai on the 3rd of March is the 2nd still by UTC.
        request = self._ask_at(2, 10, queue_id=queue.id, user_id=self.agent.id)
        self._at(request, 2, 16, 30)._move("resolved")
        self.env.flush_all()

        def count(day, zone):
            self.manager.tz = zone
            period = (day, day, queue.id)
            figures = {f["key"]: f for f in Report.get_figures(*period)["figures"]}
            action = Report.get_figures_action("reopen", "all", *period)
            found = self.requests.search(action["domain"])
            self.assertEqual(len(found), figures["reopen"]["all"], "the list says the same")
            lines = Report.get_figures(*period)["agents"]
            self.assertEqual(sum(line["all"] for line in lines), figures["reopen"]["all"])
            return figures["reopen"]["all"]

        self.assertEqual(count("2026-03-03", "Asia/Shanghai"), 1)
        self.assertEqual(count("2026-03-02", "Asia/Shanghai"), 0)
        self.assertEqual(count("2026-03-02", "UTC"), 1)
        self.assertEqual(count("2026-03-02", False), 1)
        self.manager.tz = "Asia/Shanghai"
        told = Report.get_figures("2026-03-02", "2026-03-02")["period_help"]
        self.assertIn("Asia/Shanghai", told)
