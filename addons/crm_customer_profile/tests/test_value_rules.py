# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from odoo.tests import tagged

from ..models.customer_value_score import MEASURES
from ..value import cycle, pareto, scoring
from .value_common import ValueCommon


def _decimal(figure, digits="0.1"):
    return None if figure is None else Decimal(str(figure)).quantize(Decimal(digits), ROUND_HALF_UP)


@tagged("post_install", "-at_install")
class TestValueAgainstRules(ValueCommon):
    """The SQL over everybody, against the pure rules over one person after the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rng = random.Random(19)
        cls.people = cls.env["res.partner"].create([{"name": f"Person {n}"} for n in range(30)])
        cls.facts = {person: defaultdict(list) for person in cls.people}
        orders, invoices, credits = [], [], []
        for person in cls.people[:28]:
            for _trade in range(rng.choice((0, 1, 2, 3, 5, 9))):
                lines = [
                    (product, rng.randrange(10, 900))
                    for product in rng.sample(list(cls.products), rng.randint(1, 3))
                ]
                orders.append((person, rng.randrange(1, 900), lines))
            for _trade in range(rng.choice((0, 0, 1, 2))):
                line = (rng.choice(cls.products), rng.randrange(10, 5000))
                invoices.append((person, rng.randrange(40, 900), [line]))
        for person, ago, lines in rng.sample(invoices, 4):
            credits.append((person, max(1, ago - 20), [(lines[0][0], lines[0][1] // 2)]))
        cls._order(*orders)
        moves = cls._invoice_people(*invoices)
        cls._invoice_people(*credits, kind="out_refund")
        cls.paid = {}
        for move, (_person, ago, _lines) in list(zip(moves, invoices, strict=True))[::2]:
            cls.paid[move] = rng.choice((ago, ago - 30, ago - 31, ago - 39))
            cls._pay(move, cls.paid[move])
        cls.env["crm.lead"].create(
            {
                "name": "A wish",
                "type": "opportunity",
                "partner_id": cls.people[29].id,
                "expected_revenue": 1000,
                "probability": 50,
                "company_id": cls.company.id,
            }
        )
        for person, ago, lines in orders + invoices:
            cls.facts[person]["visit"].append((ago, sum(price for _product, price in lines)))
            cls.facts[person]["product"] += [(ago, product) for product, _price in lines]
        for trades, sign in ((invoices, 1), (credits, -1)):
            for person, ago, lines in trades:
                cls.facts[person]["money"].append((ago, sign * lines[0][1]))
        for move in moves:
            due = cls.today - move.invoice_date_due
            settled = cls.paid.get(move)
            on_time = settled is not None and settled >= due.days
            cls.facts[move.partner_id]["due"].append(on_time)

    def _measure_by_rules(self, person):
        """Return what the statement should have found, in plain Python."""
        facts = self.facts[person]
        days = sorted({ago for ago, _amount in facts["visit"]}, reverse=True)
        habit = [self._day(ago) for ago in days if ago < 730]
        due = [on_time for on_time in facts["due"]]
        before = [amount for ago, amount in facts["money"] if 365 <= ago < 730]
        return {
            "trade_count": len([ago for ago in days if ago < 365]),
            "kind_count": len({product.categ_id for ago, product in facts["product"] if ago < 365}),
            "on_time": _decimal(100 * Decimal(sum(due)) / len(due)) if due else None,
            "due_count": len(due),
            "total": Decimal(sum(amount for ago, amount in facts["money"] if ago < 365)),
            "total_before": Decimal(sum(before)) if before else None,
            "total_ever": Decimal(sum(amount for _ago, amount in facts["money"])),
            "first_trade": self._day(days[0]) if days else None,
            "last_trade": self._day(days[-1]) if days else None,
            "cycle_days": cycle.find_cycle(habit),
            "regularity": cycle.find_regularity(habit),
        }

    def _read_raw(self, person, names):
        self.env.flush_all()
        columns = ", ".join(names)
        self.env.cr.execute(
            f"SELECT {columns} FROM customer_value WHERE partner_id = %s AND company_id = %s",
            [person.id, self.company.id],
        )
        row = self.env.cr.fetchone()
        if not row:
            return None
        # PostgreSQL's decimals arrive as floats; as text they are what is stored.
        exact = [Decimal(str(cell)) if isinstance(cell, float) else cell for cell in row]
        return dict(zip(names, exact, strict=True))

    def test_measures_and_points_follow_the_rules(self):
        # Everything due in the data is within the window of payment behaviour.
        self.env["customer.value.part"].search([("code", "=", "payment")]).window_days = 2000
        self._run_values()
        run = self._get_run()
        self.assertEqual(run.stage, "done")
        parts = self.env["customer.value.part"]._get_parts(self.company)
        compared = 0
        contributions = []
        for person in self.people[:28]:
            if not self.facts[person]:
                self.assertFalse(self._value(person))
                continue
            expected = self._measure_by_rules(person)
            found = self._read_raw(person, list(expected))
            self.assertEqual(found, expected, person.name)
            points = self._read_raw(
                person, [f"score_{code}" for code in (*MEASURES, "loyalty")] + ["score"]
            )
            measures = {
                "frequency": expected["trade_count"],
                "kinds": expected["kind_count"],
                "payment": expected["on_time"],
                "total": expected["total"],
                "influence": 0,
                "recency": (self.today - expected["last_trade"]).days,
                "tenure": (self.today - expected["first_trade"]).days,
                "regularity": expected["regularity"],
            }
            for code, measure in measures.items():
                measure = None if measure is None else Decimal(str(measure))
                expected_points = parts[code]._score(measure, run.rank_bands)
                self.assertEqual(points[f"score_{code}"], expected_points, (person.name, code))
                compared += 1
            for weight, name in (("weight_loyalty", "score_loyalty"), ("weight", "score")):
                self.assertEqual(
                    points[name],
                    scoring.weigh(
                        [(points[f"score_{code}"], part[weight]) for code, part in parts.items()]
                    ),
                )
            contributions.append(pareto.Contribution(person.id, expected["total"], points["score"]))
        self.assertGreater(compared, 120)
        extra = self._value(self.people[29])
        self.assertEqual(extra.pipeline, 500)
        contributions.append(
            pareto.Contribution(extra.partner_id.id, Decimal(0), Decimal(str(extra.score)))
        )
        self._check_places(contributions)

    def _check_places(self, contributions):
        # Other people of the database have traded nothing in this company.
        self.assertEqual(
            self.values.search_count([("company_id", "=", self.company.id)]), len(contributions)
        )
        classes = pareto.classify(contributions, 80, 95)
        golden = pareto.pick_golden(contributions, 20)
        for key, (letter, cumulative) in classes.items():
            raw = self._read_raw(
                self.env["res.partner"].browse(key), ["abc", "cumulative", "is_golden"]
            )
            self.assertEqual(raw["abc"], letter)
            self.assertEqual(raw["is_golden"], key in golden)
            if letter != "c":
                self.assertEqual(raw["cumulative"], cumulative)

    def test_a_second_run_changes_nothing(self):
        self._run_values()
        self.env.cr.execute("SELECT * FROM customer_value ORDER BY id")
        first = self.env.cr.fetchall()
        self.assertTrue(first)
        self._run_again()
        self.env.cr.execute("SELECT *, xmin FROM customer_value ORDER BY id")
        again = self.env.cr.fetchall()
        self.assertEqual([row[:-1] for row in again], first)

    def test_one_person_recomputed_is_what_the_night_computes(self):
        self._run_values()
        names = ["score", "abc", "place", "is_golden", "total", "cumulative", "cycle_state"]
        person = self.people.filtered(lambda p: self._value(p).total)[0]
        before = self._read_raw(person, names)
        self.env.cr.execute("UPDATE customer_value SET score = 1, total = 1, place = 99")
        person.action_recompute_customer_value()
        self.assertEqual(self._read_raw(person, ["total"])["total"], before["total"])
        self._run_again()
        self.assertEqual(self._read_raw(person, names), before)
