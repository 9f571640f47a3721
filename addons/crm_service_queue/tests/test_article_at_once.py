# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestArticleAtOnce(ConcurrencyCase):
    """Two jobs look for articles to be reviewed at the same time."""

    def setUp(self):
        super().setUp()
        with self._session() as env:
            articles = env["service.article"].create(
                [
                    {
                        "name": f"Towels {number}",
                        "body": "<p>At the desk.</p>",
                        "state": "published",
                        "review_by": "2020-01-01",
                    }
                    for number in range(3)
                ]
            )
            self.article_ids = articles.ids
        self.addCleanup(self._take_out)

    def _take_out(self):
        with self._session() as env:
            env["service.article"].browse(self.article_ids).unlink()

    def test_the_owner_is_reminded_once(self):
        """Another job reminds between the look of this one and its lock."""
        Article = self.registry["service.article"]
        original, looks, outcomes = Article.try_lock_for_update, [], []

        def review(env):
            env["service.article"]._cron_review()

        def lock_late(articles, **kwargs):
            if set(self.article_ids) & set(articles.ids):
                looks.append(articles.ids)
                if len(looks) == 1:
                    outcomes.extend(self._run_at_once(review))
            return original(articles, **kwargs)

        with mute_logger("odoo.sql_db"), patch.object(Article, "try_lock_for_update", lock_late):
            self.assertEqual(self._run_at_once(review), [None])
        self.assertEqual(outcomes, [None])
        for article_id in self.article_ids:
            reminders = self._count(
                """SELECT count(*) FROM mail_activity
                    WHERE res_model = 'service.article' AND res_id = %s""",
                article_id,
            )
            self.assertEqual(reminders, 1)
