# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestQuality(ServiceCommon):
    """Finished requests are judged by somebody who had no hand in them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        at = fields.Datetime.now() - timedelta(days=2)
        cls.requests = cls.env["service.request"]
        for agent in (cls.agent, cls.colleague):
            for _index in range(6):
                request = cls._ask(user_id=agent.id, opened_at=at)
                request.with_context(service_moment=at)._move("resolved")
                cls.requests |= request

    def _draw(self, **values):
        sample = (
            self.env["service.quality.sample"]
            .with_user(self.reviewer)
            .create({"per_agent": 2, "number": 7, **values})
        )
        action = sample.action_draw()
        return self.env["service.quality.review"].with_user(self.reviewer).search(action["domain"])

    def test_a_draw_can_be_repeated(self):
        first = self._draw()
        self.assertEqual(len(first), 4)
        self.assertEqual(sorted(first.agent_id.ids), sorted((self.agent | self.colleague).ids))
        self.assertTrue(all(review.score_ids for review in first))
        self.assertEqual(self._draw(), first)
        others = {self._draw(number=number).request_id for number in range(20, 26)}
        self.assertGreater(len(others), 1)

    def test_the_days_of_a_draw_are_the_reviewers(self):
        """Finished late on the 2nd by UTC: on the 3rd in Shanghai."""
        self.env.flush_all()
        late = self.requests[0]
        late.sudo()._set_facts({late.id: {"first_resolved_at": datetime(2026, 3, 2, 17)}})
        self.reviewer.tz = "Asia/Shanghai"
        drawn = self._draw(date_from="2026-03-03", date_to="2026-03-03")
        self.assertEqual(drawn.request_id, late)
        with self.assertRaises(UserError):
            self._draw(date_from="2026-03-02", date_to="2026-03-02")

    def test_means_are_of_what_is_judged(self):
        reviews = self._draw()
        reviews[0].score_ids.score = "4"
        reviews[0].action_done()
        self.env.flush_all()
        Review, domain = self.env["service.quality.review"], [("id", "in", reviews.ids)]
        [(mean, count)] = Review._read_group(domain, [], ["score:avg", "__count"])
        self.assertEqual((mean, count), (4, 4))
        lines = [("review_id", "in", reviews.ids)]
        [(mean,)] = self.env["service.quality.score"]._read_group(lines, [], ["points:avg"])
        self.assertEqual(mean, 4)

    def test_a_draw_of_nothing_says_so(self):
        with self.assertRaises(UserError):
            self._draw(date_from="2020-01-01", date_to="2020-01-02")
        with self.assertRaises(UserError):
            self._draw(date_from="2020-01-03", date_to="2020-01-02")

    def test_nobody_judges_himself(self):
        self.agent.group_ids += self.env.ref("crm_service_queue.group_service_reviewer")
        Review = self.env["service.quality.review"].with_user(self.agent)
        own = self.requests.filtered(lambda r: r.user_id == self.agent)
        with self.assertRaises(ValidationError):
            Review.create({"request_id": own[0].id})
        # He had it once, and gave it away.
        own[1].user_id = self.colleague
        with self.assertRaises(ValidationError):
            Review.create({"request_id": own[1].id})
        drawn = self._draw(reviewer_id=self.reviewer.id)
        self.assertNotIn(self.reviewer, drawn.agent_id)

    def test_a_judgement_is_read_by_whom_it_concerns(self):
        review = self._draw().filtered(lambda r: r.agent_id == self.agent)[0]
        with self.assertRaises(UserError):
            review.action_done()
        scores = ["5", "4", "3", "2"]
        for line, score in zip(review.score_ids, scores, strict=True):
            line.score = score
        expected = sum(
            int(score) * line.criterion_id.weight
            for line, score in zip(review.score_ids, scores, strict=True)
        ) / sum(review.score_ids.mapped("criterion_id.weight"))
        self.assertAlmostEqual(review.score, expected)
        seen = self.env["service.quality.review"].with_user(self.agent)
        self.assertFalse(seen.search([("id", "=", review.id)]))
        review.action_done()
        self.assertEqual(seen.search([("id", "=", review.id)]).score, review.score)
        theirs = self.env["service.quality.review"].with_user(self.colleague)
        self.assertFalse(theirs.search([("id", "=", review.id)]))
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            seen.browse(review.id).write({"comment": "Unfair"})
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            seen.browse(review.id).action_done()

    def test_the_form(self):
        form = Form(self.env["service.quality.review"].with_user(self.reviewer))
        form.request_id = self.requests[0]
        review = form.save()
        self.assertEqual(review.agent_id, self.agent)
        self.assertEqual(
            len(review.score_ids), self.env["service.quality.criterion"].search_count([])
        )
        self.assertEqual(review.reviewer_id, self.reviewer)
        review.write({"score_ids": [Command.clear()]})
        with self.assertRaises(UserError):
            review.action_done()
