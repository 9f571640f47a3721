# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
import importlib

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import BaseCase, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestExamples(BaseCase):
    def test_examples(self):
        for name in (
            "routing.rule", "assigning.choice", "letters.automatic", "letters.charsets",
            "letters.numbers", "letters.shorten",
        ):  # fmt: skip
            module = importlib.import_module(f"odoo.addons.crm_service_queue.{name}")
            failed, attempted = doctest.testmod(module)
            self.assertFalse(failed)
            self.assertTrue(attempted, name)


@tagged("post_install", "-at_install")
class TestRouting(ServiceCommon):
    """A request goes where the first rule says, else its category, else the company's queue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.routing.rule"].search([]).active = False
        cls.vip, cls.rest = cls.env["service.queue"].create(
            [{"name": "VIP desk"}, {"name": "Reception"}]
        )
        cls.env.company.service_default_queue_id = cls.rest
        cls.region = cls.env["res.country.state"].create(
            {"name": "Guangdong", "code": "GDX", "country_id": cls.env.ref("base.cn").id}
        )

    def _rule(self, **values):
        return self.env["service.routing.rule"].create(
            {"name": "To the VIPs", "queue_id": self.vip.id, **values}
        )

    def _route(self, **values):
        return self._ask(queue_id=False, **values)

    def test_without_rules_the_category_then_the_company(self):
        below = self.env["service.category"].create({"name": "Key", "parent_id": self.topic.id})
        self.assertEqual(self._route(category_id=below.id).queue_id, self.queue)
        self.assertEqual(self._route().queue_id, self.rest)

    def test_each_condition_of_the_text(self):
        goods = self.env["product.category"].create({"name": "Goods"})
        product = self.env["product.product"].create({"name": "Glove", "categ_id": goods.id})
        below = self.env["service.category"].create({"name": "Key", "parent_id": self.topic.id})
        tier = self.env["service.tier"].create({"name": "Gold service"})
        self.member.write({"ref": "M1500", "state_id": self.region.id})
        self.member.country_id = self.region.country_id
        for condition, values in (
            ({"channel": "email"}, {"channel": "email"}),
            ({"kind": "complaint"}, {"kind": "complaint"}),
            ({"tier_ids": tier.ids}, {"tier_id": tier.id}),
            ({"category_ids": self.topic.ids}, {"category_id": below.id}),
            ({"product_ids": product.ids}, {"product_id": product.id}),
            ({"product_category_ids": goods.ids}, {"product_id": product.id}),
        ):
            rule = self._rule(**condition)
            with self.subTest(condition=condition):
                self.assertEqual(self._route(**values).queue_id, self.vip)
                self.assertEqual(self._route().queue_id, self.rest)
            rule.active = False
        for condition in (
            {"state_ids": self.region.ids},
            {"country_ids": self.region.country_id.ids},
            {"number_from": "M1000", "number_to": "M1999"},
        ):
            rule = self._rule(**condition)
            with self.subTest(condition=condition):
                self.assertEqual(self._route().queue_id, self.vip)
                self.assertEqual(self._route(partner_id=self.guest.id).queue_id, self.rest)
            rule.active = False

    def test_a_card_is_a_number_too(self):
        self.env["customer.identifier"].create(
            {"partner_id": self.guest.id, "kind": "card", "value": "88-0042"}
        )
        self._rule(number_from="88-0001", number_to="88-0099")
        self.assertEqual(self._route(partner_id=self.guest.id).queue_id, self.vip)

    def test_the_place(self):
        places = self.env.ref("crm_customer_profile.group_customer_places")
        self.env.user.group_ids = [Command.link(places.id)]
        place = self.env["customer.place"].create({"name": "Beach house"})
        self._rule(place_ids=place.ids)
        self.assertEqual(self._route(place_id=place.id).queue_id, self.vip)
        self.assertEqual(self._route().queue_id, self.rest)

    def test_the_first_rule_decides_and_is_named(self):
        self._rule(name="Late", sequence=20, priority="3")
        self._rule(name="Early", sequence=10, queue_id=self.queue.id, priority="1")
        request = self._route(priority="2")
        self.assertEqual((request.queue_id, request.priority), (self.queue, "2"))
        event = request.sudo().event_ids.filtered(lambda event: event.type == "queue")
        self.assertIn("Early", event.note)

    def test_a_rule_may_name_an_agent(self):
        self._rule(user_id=self.agent.id, priority="2")
        request = self._route()
        self.assertEqual((request.user_id, request.priority), (self.agent, "2"))
        self.assertEqual(request.state, "assigned")

    def test_numbers_must_be_a_range(self):
        with self.assertRaisesRegex(ValidationError, "is no range"):
            self._rule(number_from="20", number_to="10")

    def test_rules_of_another_company_are_not_asked(self):
        other = self.env["res.company"].create({"name": "Other club"})
        queue = self.env["service.queue"].create({"name": "Theirs", "company_id": other.id})
        self._rule(company_id=other.id, queue_id=queue.id)
        self.assertEqual(self._route().queue_id, self.rest)

    def test_the_cost_does_not_grow(self):
        self._rule(number_from="M1", number_to="M9", kind="praise")
        people = self.env["res.partner"].create([{"name": f"P{i}"} for i in range(40)])

        def route(partners):
            requests = self.env["service.request"].with_context(tracking_disable=True)
            values = [{"name": "x", "partner_id": p.id, "kind": "praise"} for p in partners]
            requests = requests.create(values)
            self.env.flush_all()
            vals = {request: request.queue_id for request in requests}
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            requests.sudo()._find_queues()
            self.assertEqual(set(vals.values()), {self.rest})
            return self.env.cr.sql_log_count - start

        few = route(people[:2])
        self.assertLessEqual(route(people), few + 1)
