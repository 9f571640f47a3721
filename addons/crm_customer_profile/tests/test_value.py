# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .value_common import ValueCommon


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
