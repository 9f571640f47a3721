# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from odoo.tests import BaseCase, tagged

from ..changes import fees, leave, people
from ..dues.periods import Period

CENT = Decimal("0.01")
YEAR = Period(date(2030, 1, 1), date(2030, 12, 31))


@tagged("post_install", "-at_install")
class TestChangesRules(BaseCase):
    """The arithmetic of changes, by its own examples and over seeds."""

    def test_examples(self):
        for module in (fees, leave, people):
            with self.subTest(module=module.__name__):
                failed, attempted = doctest.testmod(module)
                self.assertGreater(attempted, 3)
                self.assertEqual(failed, 0)

    def test_what_is_kept_and_what_is_given_back_sum_up(self):
        random = Random(5)
        for _seed in range(300):
            amount = Decimal(random.randrange(10**7)) / 100
            day = YEAR.start + timedelta(days=random.randrange(365))
            rest = Period(day, YEAR.end)
            back = fees.unused(amount, YEAR, day, CENT)
            anew = fees.price_of_rest(amount, rest, YEAR, date(2020, 1, 1), CENT, True)
            self.assertEqual(back, anew, "a change to the same price costs nothing")
            self.assertTrue(0 <= back <= amount)

    def test_a_leave_in_parts_gives_back_what_the_whole_does(self):
        random = Random(6)
        for _seed in range(300):
            amount = Decimal(random.randrange(10**7)) / 100
            days = sorted(random.sample(range(365), 3))
            first, middle, last = (YEAR.start + timedelta(days=day) for day in days)
            whole = fees.leave_credit(amount, YEAR, Period(first, last), CENT)
            one = Period(first, middle)
            two = Period(middle + timedelta(days=1), last)
            parts = fees.leave_credit(amount, YEAR, one, CENT)
            left = amount - parts
            parts += fees.leave_credit(left, YEAR, two, CENT, (one,))
            self.assertLessEqual(abs(whole - parts), CENT)

    def test_a_transfer_never_costs_more_than_its_share(self):
        random = Random(7)
        for _seed in range(300):
            joining = Decimal(random.randrange(10**8)) / 100
            percent = Decimal(random.randrange(1, 101))
            fixed = Decimal(random.randrange(10**7)) / 100
            fee = fees.transfer_fee(fees.TransferRule(fixed, percent), joining, CENT)
            self.assertLessEqual(fee * 100, joining * percent)

    def test_a_child_is_admitted_until_the_day_it_outgrows(self):
        random = Random(8)
        for _seed in range(300):
            born = date(2008, 1, 1) + timedelta(days=random.randrange(3000))
            month = random.randrange(1, 13)
            for basis in (people.REGISTRATION, people.SEASON):
                day = people.outgrown_on(born, 18, basis, month)
                before = day - timedelta(days=1)
                self.assertGreaterEqual(people.age_for_admission(born, day, basis, month), 18)
                self.assertLess(people.age_for_admission(born, before, basis, month), 18)
