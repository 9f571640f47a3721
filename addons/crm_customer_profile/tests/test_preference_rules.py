# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from itertools import product

from odoo.tests import BaseCase, tagged

from ..preferences import NumberRule, Wish, conflict, display, find_conflicts, number, wish


@tagged("post_install", "-at_install")
class TestPreferenceRules(BaseCase):
    """The rules of preferences, without records."""

    def test_examples(self):
        for module in (conflict, display, number, wish):
            with self.subTest(module=module.__name__):
                failed, attempted = doctest.testmod(module)
                self.assertTrue(attempted)
                self.assertFalse(failed)

    def test_two_rules_meet_where_some_number_keeps_both(self):
        rules = [
            NumberRule(kind, value, value + span if kind == "between" else None)
            for kind, value, span in product(number.KINDS, range(4), range(3))
        ]
        # Halves too: nothing but the ends decides, and ends are whole here.
        tries = [n / 2 for n in range(-4, 20)]
        for first, second in product(rules, rules):
            common = any(first.is_kept_by(n) and second.is_kept_by(n) for n in tries)
            self.assertEqual(first.meets(second), common, (first, second))

    def test_an_exception_is_no_contradiction(self):
        sweets = Wish(1, "sweets", "dislike", frozenset({"honey"}))
        self.assertFalse(find_conflicts([sweets, Wish(2, "honey", "like")]))
        self.assertFalse(find_conflicts([sweets, Wish(2, "sweets", "like")]))
