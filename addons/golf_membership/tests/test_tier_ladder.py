# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from decimal import Decimal
from itertools import product

from odoo.tests import BaseCase, tagged

from ..tiers import ladder


@tagged("post_install", "-at_install")
class TestTierLadder(BaseCase):
    """The decisions about tiers, without a database."""

    def test_examples(self):
        failed, attempted = doctest.testmod(ladder)
        self.assertGreater(attempted, 10)
        self.assertEqual(failed, 0)

    def test_whoever_stands_anywhere(self):
        """Over every standing: up never below, down never under the floor, and then no more."""
        steps = [ladder.Step(1)] + [
            ladder.Step(rank, (ladder.Rule(rank, ladder.SPEND, Decimal(100 * rank)),))
            for rank in (2, 3, 4)
        ]
        for rank, floor, spent, review in product(
            (1, 2, 3, 4), (1, 2, 3, 4), (0, 199, 200, 350, 400), (False, True)
        ):
            values = {step.rank: Decimal(spent) for step in steps}
            move = ladder.decide(steps, ladder.Standing(rank, floor), values, review)
            with self.subTest(rank=rank, floor=floor, spent=spent, review=review):
                if move is None:
                    continue
                self.assertNotEqual(move.rank, rank)
                self.assertEqual(move.direction, "up" if move.rank > rank else "down")
                if move.direction == "down":
                    self.assertTrue(review)
                    self.assertGreaterEqual(move.rank, min(floor, rank))
                after = ladder.Standing(move.rank, min(floor, move.rank))
                self.assertIsNone(ladder.decide(steps, after, values, review))
