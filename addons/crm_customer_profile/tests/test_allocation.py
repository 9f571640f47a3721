# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
import importlib
from collections import Counter
from contextlib import contextmanager

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase, tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestAllocationExamples(BaseCase):
    def test_examples(self):
        for name in ("balance", "number", "rule"):
            module = importlib.import_module(f"odoo.addons.crm_customer_profile.allocation.{name}")
            failed, attempted = doctest.testmod(module)
            self.assertFalse(failed)
            self.assertTrue(attempted, name)


@tagged("post_install", "-at_install")
class TestAllocation(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whoever else is in this database is not the business of these tests.
        cls.env["res.partner"].search([("is_customer", "=", True)]).is_customer = False
        cls.env["customer.allocation.rule"].search([]).active = False
        cls.Rule = cls.env["customer.allocation.rule"]
        cls.Run = cls.env["customer.allocation.run"]
        cls.Partner = cls.env["res.partner"]
        cls.guangdong = cls.env.ref("base.state_cn_GD", False) or cls.env[
            "res.country.state"
        ].create({"name": "Guangdong", "code": "GDX", "country_id": cls.env.ref("base.cn").id})

    def _rule(self, name, *users, **values):
        return self.Rule.create({"name": name, "user_ids": [u.id for u in users], **values})

    @contextmanager
    def _refused(self, sentence):
        with self.assertRaisesRegex(ValidationError, sentence), self.env.cr.savepoint():
            yield

    def _run(self, partners=None):
        return self.Run.with_user(self.supervisor)._allot(partners)

    def test_by_source_of_the_person_or_of_the_first_lead(self):
        source = self.env["utm.source"].create({"name": "Fair"})
        medium = self.env.ref("utm.utm_medium_phone", False) or self.env["utm.medium"].create(
            {"name": "Call"}
        )
        self._rule("Fair", self.officer, source_ids=source.ids)
        self._rule("Phone", self.colleague, medium_ids=medium.ids, sequence=20)
        direct = self.Partner.create({"name": "Ann", "customer_source_id": source.id})
        by_lead = self.Partner.create({"name": "Bob"})
        self.env["crm.lead"].create(
            {"name": "Asks", "partner_id": by_lead.id, "source_id": source.id}
        )
        called = self.Partner.create({"name": "Cy", "customer_medium_id": medium.id})
        other = self.Partner.create({"name": "Dee"})
        run = self._run()
        self.assertEqual((direct | by_lead).user_id, self.officer)
        self.assertEqual(called.user_id, self.colleague)
        self.assertFalse(other.user_id)
        self.assertEqual((run.given, run.left), (3, 1))

    def test_by_region_and_city(self):
        self._rule("City", self.officer, cities="Zhuhai, 珠海", sequence=1)
        self._rule("Region", self.colleague, state_ids=self.guangdong.ids, sequence=2)
        place = {"state_id": self.guangdong.id, "country_id": self.guangdong.country_id.id}
        near = self.Partner.create({"name": "Ann", "city": "zhuhai ", **place})
        chinese = self.Partner.create({"name": "安", "city": "珠海"})
        far = self.Partner.create({"name": "Bob", "city": "Shenzhen", **place})
        self._run()
        self.assertEqual((near | chinese).user_id, self.officer)
        self.assertEqual(far.user_id, self.colleague)

    def test_member_1500_goes_where_1000_to_1999_go(self):
        rule = self._rule("Thousands", self.officer, number_from="1000", number_to="1999")
        person = self.Partner.create({"name": "Ann", "ref": "1500"})
        other = self.Partner.create({"name": "Bob", "ref": "2500"})
        self._run()
        self.assertEqual(person.user_id, self.officer)
        self.assertFalse(other.user_id)
        row = person.customer_handover_ids
        self.assertEqual((row.rule_id, row.to_user_id), (rule, self.officer))
        self.assertFalse(row.from_user_id)

    def test_by_product_asked_for(self):
        wellness = self.env["product.category"].create({"name": "Wellness"})
        spa = self.env["product.category"].create({"name": "Spa", "parent_id": wellness.id})
        product = self.env["product.product"].create({"name": "Massage", "categ_id": spa.id})
        self._rule("Wellness", self.officer, category_ids=wellness.ids)
        person = self.Partner.create({"name": "Ann"})
        self.env["sale.order"].create(
            {"partner_id": person.id, "order_line": [(0, 0, {"product_id": product.id})]}
        )
        asks = self.Partner.create({"name": "Bob"})
        self.env["customer.need"].create(
            {"partner_id": asks.id, "name": "A massage", "categ_id": spa.id}
        )
        self._run()
        self.assertEqual((person | asks).user_id, self.officer)

    def test_by_card_number(self):
        self._rule("Cards", self.officer, number_from="C3000", number_to="C3999")
        person = self.Partner.create({"name": "Ann"})
        self.env["customer.identifier"].create(
            {"partner_id": person.id, "kind": "card", "value": "C3100"}
        )
        self._run()
        self.assertEqual(person.user_id, self.officer)

    def test_by_segment_as_it_is_at_the_moment(self):
        Segment = self.env["customer.segment"]
        live = Segment.create(
            {
                "name": "Harbour people",
                "scope": "shared",
                "rule_ids": [(0, 0, {"domain": "[('city', '=', 'Harbour')]"})],
            }
        )
        fixed = Segment.create({"name": "Invited", "kind": "fixed", "scope": "shared"})
        self._rule("Harbour", self.officer, segment_ids=live.ids, sequence=1)
        self._rule("Invited", self.colleague, segment_ids=fixed.ids, sequence=2)
        live._refresh()
        # Who comes after the nightly job is in the segment, too.
        near, invited, other = self.Partner.create(
            [{"name": "Ann", "city": "Harbour"}, {"name": "Bob"}, {"name": "Cy"}]
        )
        fixed._add(invited)
        self._run()
        self.assertEqual(near.user_id, self.officer)
        self.assertEqual(invited.user_id, self.colleague)
        self.assertFalse(other.user_id)

    def test_a_rule_never_loses_its_segment(self):
        """Without it the rule would be about everybody."""
        segment = self.env["customer.segment"].create({"name": "VIP", "scope": "shared"})
        rule = self._rule("VIP", self.officer, segment_ids=segment.ids)
        with self.assertRaisesRegex(UserError, "VIP"):
            segment.unlink()
        segment.active = False
        anybody = self.Partner.create({"name": "Ann"})
        self._run()
        self.assertFalse(anybody.user_id)
        self.assertEqual(rule._get_pure().segments, {segment.id})

    def test_load_and_capacity(self):
        self.officer.customer_capacity = 3
        self.Partner.create([{"name": f"Had {n}", "user_id": self.officer.id} for n in range(2)])
        self._rule("All", self.officer, self.colleague)
        people = self.Partner.create([{"name": f"New {n}"} for n in range(7)])
        run = self._run()
        self.assertEqual(
            Counter(person.user_id for person in people),
            {self.officer: 1, self.colleague: 6},
        )
        loads = {load.user_id: (load.given, load.load) for load in run.load_ids}
        self.assertEqual(loads, {self.officer: (1, 3), self.colleague: (6, 6)})

    def test_in_turn_and_full_goes_to_the_next_rule(self):
        self.officer.customer_capacity = self.colleague.customer_capacity = 2
        self._rule("Turn", self.officer, self.colleague, method="turn")
        self._rule("Rest", self.supervisor, sequence=20)
        people = self.Partner.create([{"name": f"New {n}"} for n in range(5)])
        self._run()
        self.assertEqual(
            Counter(person.user_id.id for person in people),
            {self.officer.id: 2, self.colleague.id: 2, self.supervisor.id: 1},
        )

    def test_a_team_without_members_keeps_a_pool(self):
        team = self.env["crm.team"].create({"name": "Pool"})
        self._rule("Pool", team_id=team.id)
        person = self.Partner.create({"name": "Ann"})
        run = self._run()
        self.assertEqual((run.pooled, run.given), (1, 0))
        self.assertEqual(person.customer_team_id, team)

    def test_five_hundred_by_four_rules_twice(self):
        for index, user in enumerate(
            (self.officer, self.colleague, self.supervisor, self.manager), start=1
        ):
            self._rule(f"R{index}", user, number_from=f"{index}000", number_to=f"{index}999")
        people = self.Partner.create(
            [{"name": f"P{n}", "ref": str(1000 + n * 8)} for n in range(500)]
        )
        run = self._run()
        self.assertEqual(run.given, 500)
        self.assertEqual(sum(run.load_ids.mapped("given")), 500)
        self.assertEqual(len(run.handover_ids), 500)
        self.assertFalse(people.filtered(lambda person: not person.user_id))
        before = {person: person.user_id for person in people}
        again = self._run()
        self.assertEqual((again.given, again.left), (0, 0))
        self.assertEqual({person: person.user_id for person in people}, before)

    def test_the_cost_does_not_grow_by_queries(self):
        self._rule("All", self.officer, self.colleague)

        def cost(count):
            people = self.Partner.create([{"name": f"Q{n}"} for n in range(count)])
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self._run(people)
            return self.env.cr.sql_log_count - start

        cost(2)
        self.assertLessEqual(cost(200), cost(20) + 8)

    def test_only_the_chosen(self):
        self._rule("All", self.officer)
        chosen, other = self.Partner.create([{"name": "Ann"}, {"name": "Bob"}])
        action = chosen.with_user(self.supervisor).action_customer_allot()
        self.assertEqual(self.Run.browse(action["res_id"]).given, 1)
        self.assertEqual(chosen.user_id, self.officer)
        self.assertFalse(other.user_id)

    def test_contradictions_are_named(self):
        self._rule("Thousands", self.officer, number_from="1000", number_to="1999")
        with self._refused("Thousands.*give the same numbers"):
            self._rule("Late", self.colleague, number_from="1500", number_to="2500", sequence=30)
        self._rule("Same officer", self.officer, number_from="1500", number_to="2500")
        self._rule("City", self.officer, cities="Zhuhai")
        with self._refused("City.*same people"):
            self._rule("City too", self.colleague, cities="zhuhai")
        self._rule("City later", self.colleague, cities="zhuhai", sequence=50)

    def test_bad_rules_are_refused(self):
        for low, high in (("2000", "1000"), ("A1", "B9"), ("VIP", "VIP"), ("1000", False)):
            with self._refused("is no range"):
                self._rule("Bad", self.officer, number_from=low, number_to=high)
        with self._refused("choose officers or a team"):
            self._rule("Nobody")
        self.colleague.active = False
        with self._refused("account is archived"):
            self._rule("Gone", self.colleague)

    def test_who_may_run_it(self):
        person = self.Partner.create({"name": "Ann"})
        self._rule("All", self.officer)
        with self.assertRaises(AccessError):
            person.with_user(self.officer).action_customer_allot()
        with self.assertRaises(AccessError):
            self.Run.with_user(self.executive).action_allot_everybody()
        with self.assertRaises(AccessError):
            self.Rule.with_user(self.supervisor).create({"name": "X", "user_ids": self.officer.ids})

    def test_no_rule_says_so(self):
        with self.assertRaisesRegex(UserError, "no allocation rule yet"):
            self._run()

    def test_archived_officers_get_nobody(self):
        self._rule("All", self.officer, self.colleague)
        self.colleague.active = False
        people = self.Partner.create([{"name": f"P{n}"} for n in range(4)])
        self._run()
        self.assertEqual(people.user_id, self.officer)
