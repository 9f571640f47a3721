# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random
from collections import defaultdict
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from odoo.exceptions import UserError, ValidationError
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


@tagged("post_install", "-at_install")
class TestValue(ValueCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create({"name": "Li Wei"})
        cls.friend = cls.env["res.partner"].create({"name": "Anna Steady"})

    def test_an_invoice_of_an_order_is_no_second_trade(self):
        order = self._order((self.person, 10, [(self.fee, 500)]))
        order.order_line.qty_delivered = 1
        invoice = order._create_invoices()
        invoice.invoice_date = self._day(3)
        invoice.action_post()
        self.person.action_recompute_customer_value()
        value = self._value(self.person)
        self.assertEqual((value.trade_count, value.total), (1, 500))
        self.assertEqual(value.last_trade, self._day(10))

    def test_a_credit_note_takes_the_money_back(self):
        self._invoice_people((self.person, 20, [(self.fee, 800)]))
        self._invoice_people((self.person, 10, [(self.fee, 300)]), kind="out_refund")
        self.person.action_recompute_customer_value()
        value = self._value(self.person)
        self.assertEqual((value.total, value.trade_count), (500, 1))

    def test_drafts_cancelled_and_other_companies_do_not_count(self):
        self._order((self.person, 5, [(self.fee, 100)])).action_cancel()
        other = self.env["res.company"].create({"name": "Another Links"})
        self.env.user.company_ids |= other
        self.env["sale.order"].create(
            {
                "partner_id": self.person.id,
                "company_id": other.id,
                "state": "sale",
                "order_line": [(0, 0, {"product_id": self.fee.id, "price_unit": 70})],
            }
        )
        self.person.action_recompute_customer_value()
        self.assertFalse(self._value(self.person))
        self.person.with_company(other).action_recompute_customer_value()
        theirs = self.values.search([("partner_id", "=", self.person.id)])
        self.assertEqual((theirs.company_id, theirs.trade_count), (other, 1))

    def test_money_is_in_the_currency_of_the_company(self):
        foreign = self.setup_other_currency("EUR", rates=[("2000-01-01", 2.0)])
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.person.id,
                "currency_id": foreign.id,
                "invoice_date": self._day(10),
                "invoice_line_ids": [
                    (0, 0, {"product_id": self.fee.id, "price_unit": 100, "tax_ids": False})
                ],
            }
        )
        move.action_post()
        self.person.action_recompute_customer_value()
        self.assertEqual(self._value(self.person).total, 50)

    def test_an_address_counts_for_whom_it_belongs_to(self):
        address = self.env["res.partner"].create(
            {"name": "Accounts", "parent_id": self.person.id, "type": "invoice"}
        )
        self._invoice_people((address, 5, [(self.fee, 40)]))
        self.person.action_recompute_customer_value()
        self.assertEqual(self._value(self.person).total, 40)

    def test_a_contact_counts_for_itself_or_for_the_company(self):
        firm = self.env["res.partner"].create({"name": "Fairway Ltd", "is_company": True})
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": firm.id})
        self._invoice_people((contact, 5, [(self.fee, 40)]))
        (firm | contact).action_recompute_customer_value()
        self.assertEqual((self._value(contact).total, len(self._value(firm))), (40, 0))
        self.company.customer_value_credit = "commercial"
        (firm | contact).action_recompute_customer_value()
        self.assertEqual((len(self._value(contact)), self._value(firm).total), (0, 40))

    def test_who_is_no_customer_any_more_has_no_value(self):
        self._order((self.person, 5, [(self.fee, 100)]))
        self._run_values()
        self.assertTrue(self._value(self.person))
        self.person.is_customer = False
        self._run_again()
        self.assertFalse(self._value(self.person))

    def test_bands_give_their_points(self):
        part = self.env.ref("crm_customer_profile.customer_value_part_frequency")
        part.write(
            {
                "method": "bands",
                "band_ids": [
                    (0, 0, {"start": 1, "points": 30}),
                    (0, 0, {"start": 2, "points": 77}),
                ],
            }
        )
        self._order(
            (self.person, 5, [(self.fee, 1)]),
            (self.person, 9, [(self.fee, 1)]),
            (self.friend, 9, [(self.fee, 1)]),
        )
        (self.person | self.friend).action_recompute_customer_value()
        self.assertEqual(self._value(self.person).score_frequency, 77)
        self.assertEqual(self._value(self.friend).score_frequency, 30)

    def test_weights_that_make_no_sense_are_refused(self):
        total = self.env.ref("crm_customer_profile.customer_value_part_total")
        recency = self.env.ref("crm_customer_profile.customer_value_part_recency")
        loyalty = self.env.ref("crm_customer_profile.customer_value_part_loyalty")
        for part, values, sentence in (
            (recency, {"weight": 5}, "none of the seven parts"),
            (recency, {"low": 7, "high": 7}, "two different measures"),
            (loyalty, {"weight_loyalty": 5}, "part of loyalty"),
            (total, {"method": "mix"}, "mixed from other parts"),
        ):
            with self.assertRaisesRegex(ValidationError, sentence), self.env.cr.savepoint():
                part.write(values)
        with self.assertRaisesRegex(ValidationError, "At least one part"):
            self.env["customer.value.part"].search([]).write({"weight": 0})

    def test_a_company_may_have_a_part_of_its_own(self):
        shared = self.env.ref("crm_customer_profile.customer_value_part_total")
        own = shared.copy({"company_id": self.company.id, "weight": 99})
        parts = self.env["customer.value.part"]._get_parts(self.company)
        self.assertEqual(parts["total"], own)

    def test_trend_is_told_from_the_months_before(self):
        self._order((self.person, 400, [(self.fee, 100)]))
        self._run_values()
        self.env["customer.value.snapshot"].flush_model()
        month = self.today.replace(day=1)
        self.env.cr.execute("ALTER TABLE customer_value_snapshot DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE customer_value_snapshot SET month = %s, score = 90 WHERE partner_id = %s",
            [(month - timedelta(days=40)).replace(day=1), self.person.id],
        )
        self.env.cr.execute("ALTER TABLE customer_value_snapshot ENABLE TRIGGER USER")
        self._run_again()
        value = self._value(self.person)
        self.assertEqual(value.score_before, 90)
        self.assertAlmostEqual(value.trend, value.score - 90, 1)
        self.assertEqual(value.risk, "some")
        months = self.env["customer.value.snapshot"].search([("partner_id", "=", self.person.id)])
        self.assertEqual(len(months), 2)
        with self.assertRaises(UserError):
            months.write({"score": 5})
        with self.assertRaises(UserError):
            months.unlink()

    def test_habits_that_change_are_flagged(self):
        self._order(
            *((self.person, ago, [(self.fee, 100)]) for ago in (120, 127, 134, 141)),
            *((self.person, ago, [(self.dinner, 400)]) for ago in (1, 8, 15)),
            *((self.friend, ago, [(self.fee, 100)]) for ago in (1, 8, 15, 120, 127, 134)),
        )
        (self.person | self.friend).action_recompute_customer_value()
        value = self._value(self.person)
        self.assertEqual((value.usual_product_id, value.recent_product_id), self._pair())
        self.assertEqual((value.usual_amount, value.recent_amount), (100, 400))
        self.assertTrue(value.habit_changed)
        self.assertEqual(value.usual_weekday, str(self._day(120).isoweekday()))
        self.assertEqual(self._value(self.friend).usual_amount, 100)
        self.assertEqual(
            self._value(self.friend).habit_changed,
            self._day(1).isoweekday() != self._day(120).isoweekday(),
        )

    def _pair(self):
        return (self.fee, self.dinner)

    def test_every_part_opens_its_records(self):
        order = self._order((self.person, 10, [(self.fee, 500)]))
        invoice = self._invoice_people((self.person, 90, [(self.fee, 800)]))
        self.person.action_recompute_customer_value()
        value = self._value(self.person)

        def opened(part):
            action = value.with_context(part=part).action_open_part()
            return self.env[action["res_model"]].search(action["domain"])

        self.assertEqual(opened("frequency"), order)
        self.assertEqual(opened("kinds"), order.order_line)
        self.assertEqual(opened("total"), invoice)
        self.assertEqual(opened("payment").move_id, invoice)
        self.assertEqual(opened("influence"), self.env["res.partner"])
        self.assertFalse(opened("pipeline"))
        with self.assertRaises(UserError):
            opened("weather")
        self.assertEqual(self.person.customer_score, value.score)

    def test_people_are_found_by_their_value(self):
        self._order((self.person, 10, [(self.fee, 500)]))
        self._invoice_people((self.person, 90, [(self.fee, 800)]))
        self._run_values()
        found = self.env["res.partner"].search(
            [("customer_abc", "=", "a"), ("customer_golden", "=", True)]
        )
        self.assertEqual(found, self.person)

    def test_measuring_takes_the_same_queries_for_one_and_for_many(self):
        people = self.env["res.partner"].create([{"name": f"Crowd {n}"} for n in range(20)])
        self._order(*((person, 5, [(self.fee, 10)]) for person in people))
        people.action_recompute_customer_value()
        counts = []
        for some in (people[:2], people):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.action_recompute_customer_value()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
