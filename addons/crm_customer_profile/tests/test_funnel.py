# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import doctest
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.crm_customer_profile.lifecycle import funnel

from .test_lifecycle import LifecycleCommon


@tagged("post_install", "-at_install")
class TestFunnel(LifecycleCommon):
    """The example of the profession: of ten first contacts one trades, after half a year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person.unlink()
        cls.now = fields.Datetime.now()
        cls.people = cls.env["res.partner"].create(
            [{"name": f"Guest {number}", "user_id": cls.officer.id} for number in range(10)]
        )
        cls.source = cls.env["utm.source"].create({"name": "Exhibition"})
        leads = cls.env["crm.lead"].create(
            [
                {
                    "name": "Interested",
                    "type": "lead",
                    "partner_id": partner.id,
                    "source_id": cls.source.id,
                    "user_id": cls.officer.id,
                }
                for partner in cls.people
            ]
        )
        leads.flush_recordset()
        began = cls.now - timedelta(days=200)
        cls.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = ANY(%s)", [began, leads.ids]
        )
        leads.invalidate_recordset(["create_date"])
        cls.env.cr.flush()
        cls.trader = cls.people[0]
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.trader.id,
                "order_line": [(0, 0, {"product_id": cls.product.id})],
            }
        )
        order.action_confirm()
        order.date_order = began + timedelta(days=183)
        cls.env.cr.flush()

    def _open(self, user=None, **values):
        model = self.env["customer.funnel"].with_user(user or self.manager)
        record = model.create({"owner_id": self.officer.id, **values})
        record.action_compute()
        return record

    def _get_line(self, record, state):
        return record.line_ids.filtered(lambda line: line.state == state)

    def test_rules(self):
        failed, attempted = doctest.testmod(funnel)
        self.assertGreater(attempted, 8)
        self.assertEqual(failed, 0)

    def test_ten_per_cent_after_more_than_half_a_year(self):
        record = self._open()
        self.assertEqual((record.began, record.traded, record.conversion), (10, 1, 10))
        self.assertGreater(record.mean_days, 180)
        self.assertEqual(record.mean_days, 183)
        line = self._get_line(record, "potential")
        self.assertEqual((line.entered, line.left, line.advanced), (10, 1, 1))
        self.assertEqual((line.conversion, line.mean_days, line.median_days), (10, 183, 183))
        self.assertTrue(line.is_weak)
        self.assertEqual(record.line_ids.filtered("is_weak"), line)
        self.assertEqual(self._get_line(record, "to_identify").conversion, 100)

    def test_the_staff_table_shows_the_same(self):
        [(owner, conversion, days, count)] = (
            self.env["customer.state.journey"]
            .with_user(self.manager)
            ._read_group(
                [("owner_id", "=", self.officer.id)],
                ["owner_id"],
                ["conversion:avg", "days:avg", "__count"],
            )
        )
        self.assertEqual((owner, conversion, days, count), (self.officer, 10, 183, 10))

    def test_counts_between_two_days_add_up(self):
        middle = (self.now - timedelta(days=100)).date()
        early = self._open(date_to=middle)
        late = self._open(date_from=middle + timedelta(days=1))
        for state in ("to_identify", "potential", "opportunity", "first_trade", "mature", "lost"):
            first, second = self._get_line(early, state), self._get_line(late, state)
            self.assertEqual(first.count_to, second.count_from, state)
            now = self.people.filtered(lambda person, s=state: person.customer_state == s)
            self.assertEqual(second.count_to, len(now), state)

    def test_for_each_source_and_owner(self):
        record = self._open(group_by="source_id")
        line = self._get_line(record, "potential")
        self.assertEqual(line.mapped("group_name"), [self.source.name])
        self.assertEqual(line.entered, 10)
        self.assertFalse(
            self._open(source_id=self.env["utm.source"].create({"name": "X"}).id).began
        )

    def test_a_target_decides_what_is_weak(self):
        self.env.ref("crm_customer_profile.state_rule_potential").target_conversion = 5
        self.assertFalse(self._get_line(self._open(), "potential").is_weak)
        with self.assertRaisesRegex(ValidationError, "between 0 and 100"):
            self.env.ref("crm_customer_profile.state_rule_potential").target_conversion = 101

    def test_a_period_that_ends_before_it_begins(self):
        with self.assertRaisesRegex(UserError, "ends before it begins"):
            self._open(date_from="2026-02-01", date_to="2026-01-01")

    def test_who_sees_the_funnel(self):
        with self.assertRaises(AccessError):
            self._open(self.officer)
        self.assertEqual(self._open(self.executive).began, 10)
        # A supervisor of another team does not reach these people.
        self.assertEqual(self._open(self.supervisor).began, 0)
        stays = self.env["customer.state.stay"]
        self.assertFalse(
            stays.with_user(self.colleague).search([("partner_id", "in", self.people.ids)])
        )
        self.assertTrue(
            stays.with_user(self.officer).search([("partner_id", "in", self.people.ids)])
        )
