# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..cadence import Cadence, days


@tagged("post_install", "-at_install")
class TestCadence(BaseCase):
    def test_examples(self):
        failed, attempted = doctest.testmod(days)
        self.assertTrue(attempted)
        self.assertFalse(failed)

    def test_each_day_of_four_years_has_the_next_one(self):
        first = date(2023, 12, 29)
        rules = [
            *(Cadence("weekday", n, first) for n in range(7)),
            *(Cadence("month_day", n, first) for n in (1, 15, 28, 29, 30, 31)),
            *(Cadence("every", n, first) for n in (1, 7, 10, 45)),
        ]
        for rule in rules:
            named = self._list_days(rule, first)
            for offset in range(4 * 365):
                day = first + timedelta(days=offset)
                self.assertEqual(rule.next_from(day), min(d for d in named if d >= day), rule)
            self.assertEqual(rule.next_from(date(2020, 1, 1)), named[0])

    def _list_days(self, rule, first):
        """The days of a rule, found by looking at every day."""
        every_day = [first + timedelta(days=n) for n in range(5 * 365)]
        if rule.kind == "weekday":
            return [day for day in every_day if day.weekday() == rule.number]
        if rule.kind == "every":
            return every_day[:: rule.number]
        return [
            day
            for day in every_day
            if day.day == rule.number
            or (day.day < rule.number and (day + timedelta(days=1)).month != day.month)
        ]
