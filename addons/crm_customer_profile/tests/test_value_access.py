# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .value_common import ValueCommon

MONEY = ("total", "total_ever", "total_before", "pipeline", "usual_amount", "share")


@tagged("post_install", "-at_install")
class TestValueAccess(ValueCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = {
            role: new_test_user(
                cls.env,
                f"value_{role}",
                groups=f"crm_customer_profile.group_customer_{group}",
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )
            for role, group in {
                "officer": "officer",
                "colleague": "officer",
                "manager": "manager",
                "executive": "executive",
                "desk": "service",
                "shop": "user",
            }.items()
        }
        cls.person = cls.env["res.partner"].create(
            {"name": "Wei", "user_id": cls.staff["officer"].id}
        )
        cls._order((cls.person, 3, [(cls.fee, 100)]))
        cls._invoice_people((cls.person, 90, [(cls.fee, 700)]))
        cls.env.flush_all()
        cls.person._recompute_customer_value(cls.company)
        cls.value = cls.values.search(
            [("partner_id", "=", cls.person.id), ("company_id", "=", cls.company.id)]
        )

    def test_money_is_for_those_who_sell_and_those_who_read_everything(self):
        for role in ("officer", "manager", "executive"):
            value = self.value.with_user(self.staff[role])
            self.assertEqual(value.read(MONEY)[0]["total"], 700, role)
        for role in ("desk", "shop"):
            value = self.value.with_user(self.staff[role])
            self.assertTrue(value.read(["score", "abc", "is_golden"]), role)
            for field in MONEY:
                with self.assertRaises(AccessError, msg=f"{role} reads {field}"):
                    value.read([field])
                with self.assertRaises(AccessError, msg=f"{role} searches {field}"):
                    value.search([(field, ">", 0)])
                with self.assertRaises(AccessError, msg=f"{role} groups by {field}"):
                    value.formatted_read_group([], [], [f"{field}:sum"])
                with self.assertRaises(UserError, msg=f"{role} exports {field}"):
                    value.export_data([field])

    def test_a_value_follows_its_person(self):
        mine = self.values.with_user(self.staff["officer"]).search([])
        self.assertIn(self.value, mine)
        theirs = self.values.with_user(self.staff["colleague"])
        self.assertNotIn(self.value.id, theirs.search([]).ids)
        with self.assertRaises(AccessError):
            theirs.browse(self.value.id).read(["score"])

    def test_nobody_writes_a_value(self):
        for role, user in self.staff.items():
            with self.assertRaises(AccessError, msg=role):
                self.value.with_user(user).write({"score": 100})
            with self.assertRaises(AccessError, msg=role):
                self.value.with_user(user).unlink()

    def test_who_may_compute(self):
        runs = self.env["customer.value.run"]
        with self.assertRaises(AccessError):
            runs.with_user(self.staff["officer"]).action_compute_now()
        runs.with_user(self.staff["manager"]).action_compute_now()
        with self.assertRaises(AccessError):
            self.person.with_user(self.staff["shop"]).action_recompute_customer_value()
        with self.assertRaises(AccessError):
            self.person.with_user(self.staff["colleague"]).action_recompute_customer_value()
        self.person.with_user(self.staff["officer"]).action_recompute_customer_value()
        with self.assertRaises(AccessError):
            self.env.ref("crm_customer_profile.customer_value_part_total").with_user(
                self.staff["officer"]
            ).weight = 1

    def test_values_of_another_company_stay_there(self):
        other = self.env["res.company"].create({"name": "Other Links"})
        self.env.cr.execute(
            "UPDATE customer_value SET company_id = %s WHERE id = %s", [other.id, self.value.id]
        )
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.value.with_user(self.staff["manager"]).read(["score"])
        self.assertFalse(self.person.with_user(self.staff["manager"]).customer_score)
