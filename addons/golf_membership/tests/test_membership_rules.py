# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest

from odoo.tests import BaseCase, tagged

from ..membership import card, dates, search_key, state


@tagged("post_install", "-at_install")
class TestMembershipRules(BaseCase):
    """The pure rules, by their own worked examples."""

    def test_examples(self):
        for module in (card, dates, state, search_key):
            with self.subTest(module=module.__name__):
                failed, attempted = doctest.testmod(module)
                self.assertGreater(attempted, 3)
                self.assertEqual(failed, 0)

    def test_every_day_of_a_leap_cycle_has_a_term_that_ends_after_it(self):
        start = dates.date(2027, 1, 1)
        for offset in range(4 * 366):
            day = start + dates.timedelta(days=offset)
            for month in range(1, 13):
                end = dates.term_end(day, dates.CLUB_YEAR, month)
                self.assertTrue(day <= end <= day + dates.timedelta(days=365), (day, month))
            end = dates.term_end(day, dates.ANNIVERSARY)
            self.assertIn((end - day).days, (364, 365), day)

    def test_search_words_cannot_break_out_of_the_query(self):
        for text in ("a' | 'b", "x\\'y", "a:*&!", "'", "((", "😀"):
            query = search_key.search_query(text)
            if query is not None:
                words = query.replace("':*", "").replace("'", "").replace("&", " ").split()
                self.assertTrue(all(word.isalnum() for word in words), (text, query))
