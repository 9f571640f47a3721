# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest

from odoo.tests import BaseCase, tagged

from ..finding import rank, tokenise, tokens, weigh, weights


@tagged("post_install", "-at_install")
class TestFinding(BaseCase):
    """How words and Chinese signs are told apart and weighed."""

    def test_examples(self):
        for module in (tokens, weights):
            self.assertFalse(doctest.testmod(module).failed)

    def test_chinese_among_words(self):
        self.assertEqual(tokenise("VIP储物柜"), ["vip", "储物", "物柜"])
        self.assertEqual(tokenise("ＶＩＰ 储物柜？"), ["vip", "储物", "物柜"])
        self.assertEqual(tokenise("我们怎么"), ["们怎"])

    def test_hostile_texts(self):
        for text in ("'; DROP TABLE x; --", "%" * 1000, "<" * 50_000, "a" * 1_000_000, "\x00"):
            self.assertLess(len(tokenise(text)), 10)
        self.assertEqual(weigh("<script>", "", "<script>alert(1)</script>"), {"script": 6})

    def test_ties_are_stable(self):
        hits = [(3, 6, 1), (1, 6, 1), (2, 6, 1)]
        self.assertEqual(rank(hits, 1), [1, 2, 3])
        self.assertEqual(rank(hits, 1, limit=2), [1, 2])
