# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestCompleteness(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Item = cls.env["customer.completeness.item"]
        Item.search([]).unlink()
        cls.phone, cls.birthday, cls.industry = Item.create(
            [
                {"name": "Reachable", "part": "reachable", "weight": 3},
                {"name": "Born", "part": "birthday", "weight": 1, "applies_to": "person"},
                {"name": "Trade", "part": "industry", "weight": 2, "applies_to": "company"},
            ]
        )
        cls.person = cls.env["res.partner"].create({"name": "Ann"})

    def test_the_score_is_the_share_by_weight(self):
        self.assertEqual(self.person.completeness, 0)
        self.person.email = "ann@example.com"
        self.assertEqual(self.person.completeness, 75)
        self.person.birthday = "1990-01-01"
        self.assertEqual(self.person.completeness, 100)

    def test_people_and_companies_are_asked_different_things(self):
        company = self.env["res.partner"].create(
            {"name": "Ding", "is_company": True, "phone": "+85228000000"}
        )
        self.assertEqual(company.completeness, 60)
        self.assertEqual(company.completeness_missing, "Trade")
        self.assertEqual(self.person.completeness_missing, "Reachable, Born")

    def test_changed_weights_are_counted_by_the_job(self):
        self.person.email = "ann@example.com"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET completeness_counted_on = '2020-01-01' WHERE id = %s",
            self.person.ids,
        )
        self.env.invalidate_all()
        self.birthday.weight = 3
        with self.enter_registry_test_mode():
            self.env.ref(
                "crm_customer_profile.ir_cron_customer_completeness"
            ).method_direct_trigger()
        self.assertEqual(self.person.completeness, 50)

    def test_a_part_taken_out_is_counted_anew_too(self):
        self.env.flush_all()
        before = self.phone.write_date
        self.birthday.unlink()
        self.env.flush_all()
        self.assertGreaterEqual(self.phone.write_date, before)

    def test_only_managers_choose_what_counts(self):
        for user in (self.officer, self.supervisor, self.desk, self.executive):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.phone.with_user(user).weight = 9
        self.phone.with_user(self.manager).weight = 9

    def test_a_check_counts_once(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.phone.copy()
            self.env.flush_all()
