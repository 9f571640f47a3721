# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .test_article import ArticleCommon


@tagged("post_install", "-at_install")
class TestArticleLanguage(ArticleCommon):
    """Each language of an answer has a text of its own."""

    def test_a_language_written_anew_leaves_the_others(self):
        """On a Chinese screen the whole answer is replaced; the English one is still there."""
        article = self._write("Towels", "<p>At the desk.</p><p>Day and night.</p>", publish=False)
        mine = article.with_user(self.agent)
        english, chinese = (mine.with_context(lang=code) for code in ("en_US", "zh_CN"))
        self.assertFalse(article.languages_behind)
        chinese.body = "<p>请到前台领取，随时都可以。</p>"
        self.assertEqual(chinese.body, "<p>请到前台领取，随时都可以。</p>")
        self.assertEqual(english.body, "<p>At the desk.</p><p>Day and night.</p>")
        self.assertIn("English", article.languages_behind)
        english.body = "<p>At the reception.</p>"
        self.assertEqual(chinese.body, "<p>请到前台领取，随时都可以。</p>")
        self.assertIn("Chinese", article.languages_behind)
        # Each is found by its own words.
        mine.action_submit()
        article.with_user(self.supervisor).action_publish()
        for words in ("reception", "前台领取"):
            self.assertIn(article, self.env["service.article"]._find(words))
        self.assertEqual(
            {version.lang: str(version.body) for version in article.version_ids},
            {"en_US": "<p>At the reception.</p>", "zh_CN": "<p>请到前台领取，随时都可以。</p>"},
        )

    def test_a_mended_word_makes_no_language_look_old(self):
        self.wifi.with_user(self.supervisor).action_revise()
        self.wifi.body = "<p>The password is on the cards of your room.</p>"
        self.assertIn("密码", self.wifi.with_context(lang="zh_CN").body)
        self.assertFalse(self.wifi.languages_behind)
        self.wifi.with_context(lang="zh_CN").body = "<p>请看房卡。</p>"
        # Translated in the dialog, it is up to date again.
        self.assertIn("English", self.wifi.languages_behind)
        self.wifi.update_field_translations("body", {"en_US": {"请看房卡。": "See the card."}})
        self.wifi.invalidate_recordset()
        self.assertEqual(self.wifi.with_context(lang="en_US").body, "<p>See the card.</p>")
        self.assertFalse(self.wifi.languages_behind)
