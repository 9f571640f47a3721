# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestSegment(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["res.partner"].create(
            [
                {"name": "Segment Ann", "user_id": cls.officer.id, "city": "Haikou"},
                {"name": "Segment Bo", "user_id": cls.officer.id, "city": "Sanya"},
                {"name": "Segment Cy", "user_id": cls.colleague.id, "city": "Haikou"},
                {"name": "Segment Dee Ltd", "is_company": True, "user_id": cls.officer.id},
            ]
        )
        cls.ann, cls.bo, cls.cy, cls.dee = cls.people

    def _make(self, *rules, user=None, **values):
        return (
            self.env["customer.segment"]
            .with_user(user or self.manager)
            .create(
                {
                    "name": "Mine",
                    "rule_ids": [
                        (0, 0, {"combine": combine, "domain": domain}) for combine, domain in rules
                    ],
                    **values,
                }
            )
        )

    def _people_of(self, segment, user=None):
        segment = segment.with_user(user or self.manager)
        return segment.env["res.partner"].search(segment.action_open_people()["domain"])

    def test_rules_are_combined(self):
        named = ("all", "[('name', '=like', 'Segment %')]")
        segment = self._make(named)
        self.assertEqual(self._people_of(segment), self.people)
        self.assertEqual(segment.member_count, 4)
        either = self._make(
            named, ("any", "[('city', '=', 'Sanya')]"), ("any", "[('is_company', '=', True)]")
        )
        self.assertEqual(self._people_of(either), self.bo | self.dee)
        others = self._make(named, ("except", "[('city', '=', 'Haikou')]"), people="person")
        self.assertEqual(self._people_of(others), self.bo)
        self.assertIn(others, self.bo.with_user(self.manager).customer_segment_ids)
        self.assertIn(segment, self.bo.with_user(self.manager).customer_segment_ids)

    def test_orders_can_be_asked_for(self):
        self.env["sale.order"].create({"partner_id": self.ann.id, "state": "sale"})
        segment = self._make(("all", "[('sale_order_ids.state', '=', 'sale')]"))
        self.assertIn(self.ann, self._people_of(segment))
        self.assertNotIn(self.bo, self._people_of(segment))

    def test_a_live_filter_follows_and_a_fixed_list_stays(self):
        segment = self._make(("all", "[('city', '=', 'Sanya')]"))
        fixed = self.env["customer.segment"].browse(
            segment.with_user(self.manager).action_freeze()["res_id"]
        )
        self.cy.city = "Sanya"
        self.bo.city = "Haikou"
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_customer_segment").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self._people_of(segment) & self.people, self.cy)
        self.assertEqual(self._people_of(fixed) & self.people, self.bo)
        self.assertEqual(fixed.member_ids.added_by_id, self.manager)
        self.assertTrue(fixed.member_ids.added_on)

    def test_nobody_is_in_a_filter_without_rules(self):
        self.assertFalse(self._make().member_count)

    def test_two_levels(self):
        coarse = self._make(("all", "[('city', '=', 'Haikou')]"))
        fine = self._make(("all", f"[('user_id', '=', {self.officer.id})]"), parent_id=coarse.id)
        self.assertEqual(self._people_of(fine) & self.people, self.ann)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._make(parent_id=fine.id)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            coarse.parent_id = coarse

    def test_a_query_that_breaks_says_so_and_keeps_its_people(self):
        segment = self._make(("all", "[('city', '=', 'Sanya')]"))
        other = self._make(("all", "[('city', '=', 'Haikou')]"))
        self.env.cr.execute(
            "UPDATE customer_segment_rule SET domain = %s WHERE segment_id = %s",
            ["[('field_that_was', '=', 1)]", segment.id],
        )
        self.env.invalidate_all()
        (segment | other).action_refresh()
        self.assertIn("does not work any more", segment.problem)
        self.assertEqual(self._people_of(segment) & self.people, self.bo)
        self.assertFalse(other.problem)
        self.assertIn(self.ann, self._people_of(other))

    def test_what_cannot_be_asked_is_refused(self):
        for domain in ("[('no_field', '=', 1)]", "[(", "{}", "__import__('os')"):
            with self.assertRaises(ValidationError, msg=domain), self.env.cr.savepoint():
                self._make(("all", domain))

    def test_nobody_learns_by_a_query_what_he_may_not_search(self):
        # Whoever writes a rule, it is worked out with the rights of that user.
        segment = self._make(
            ("all", "[('name', '=like', 'Segment %')]"), user=self.officer, scope="shared"
        )
        self.assertEqual(segment.sudo().author_id, self.officer)
        self.assertEqual(segment.sudo().member_ids.partner_id, self.ann | self.bo | self.dee)
        segment.write({"author_id": self.manager.id})
        self.assertEqual(segment.sudo().author_id, self.officer)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._make(("all", "[('customer_value_ids.total', '>', 100)]"), user=self.desk)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            segment.with_user(self.officer).user_id = self.manager
        # Its people open with the rights of who opens them.
        self.assertEqual(self._people_of(segment, self.colleague), self.env["res.partner"])
        self.assertEqual(segment.with_user(self.colleague).member_ids.partner_id.ids, [])

    def test_private_team_and_shared(self):
        private = self._make(("all", "[('city', '=', 'Sanya')]"), user=self.officer)
        with self.assertRaises(AccessError):
            private.with_user(self.colleague).read(["name"])
        self.assertFalse(
            self.env["res.partner"]
            .with_user(self.desk)
            .search([("customer_segment_ids", "in", private.ids)])
        )
        private.scope = "shared"
        self.assertEqual(private.with_user(self.colleague).name, "Mine")
        with self.assertRaises(AccessError):
            private.with_user(self.colleague).name = "Yours"
        with self.assertRaises(AccessError):
            private.with_user(self.colleague).rule_ids.unlink()
        team = self.env["crm.team"].create({"name": "T", "member_ids": [(4, self.officer.id)]})
        private.write({"scope": "team", "team_id": team.id})
        with self.assertRaises(AccessError):
            private.with_user(self.colleague).read(["name"])
        team.member_ids |= self.colleague
        self.env.invalidate_all()
        self.assertEqual(private.with_user(self.colleague).name, "Mine")
        shop = new_test_user(
            self.env, "segment_shop", groups="crm_customer_profile.group_customer_user"
        )
        with self.assertRaises(AccessError):
            self._make(user=shop)

    def test_an_author_who_left_is_reported(self):
        segment = self._make(("all", "[('city', '=', 'Sanya')]"), user=self.desk, scope="shared")
        self.env.cr.execute("UPDATE res_users SET active = false WHERE id = %s", [self.desk.id])
        self.env.invalidate_all()
        segment.sudo()._refresh()
        self.assertIn("has left", segment.sudo().problem)
        segment.with_user(self.manager).rule_ids.domain = "[('city', '=', 'Haikou')]"
        self.assertFalse(segment.sudo().problem)
        self.assertEqual(segment.sudo().author_id, self.manager)

    def test_fixed_lists_take_people_once_and_live_filters_none(self):
        fixed = self._make(kind="fixed", user=self.officer)
        mine = (self.ann | self.bo).with_user(self.officer)
        fixed._add(mine)
        fixed._add(mine)
        self.assertEqual(fixed.member_count, 2)
        fixed.member_ids[0].unlink()
        self.assertEqual(fixed.member_count, 1)
        with self.assertRaises(AccessError):
            fixed._add(self.cy.with_user(self.officer))
        live = self._make(("all", "[('city', '=', 'Sanya')]"), user=self.officer)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env["customer.segment.member"].with_user(self.officer).create(
                {"segment_id": live.id, "partner_id": self.ann.id}
            )
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._make(("all", "[]"), kind="fixed")

    def test_the_list_of_people_is_saved(self):
        wizards = (
            self.env["customer.segment.save"]
            .with_user(self.officer)
            .with_context(
                active_model="res.partner",
                active_ids=(self.ann | self.bo).ids,
                active_domain=[("city", "=", "Sanya")],
            )
        )
        with Form(wizards) as form:
            form.name = "Of Sanya"
        live = self.env["customer.segment"].browse(form.record.action_save()["res_id"])
        self.assertEqual(live.member_ids.partner_id & self.people, self.bo)
        with Form(wizards) as form:
            form.name = "These two"
            form.target = "fixed"
        fixed = self.env["customer.segment"].browse(form.record.action_save()["res_id"])
        self.assertEqual(fixed.member_ids.partner_id, self.ann | self.bo)
        nameless = wizards.create({"target": "fixed", "name": " "})
        with self.assertRaises(UserError):
            nameless.action_save()

    def test_mailings_use_it(self):
        segment = self._make(("all", "[('city', '=', 'Sanya')]"), in_mailing=True)
        favourite = segment.sudo().mailing_filter_id
        self.assertEqual(favourite.name, "Mine")
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "Spring",
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "mailing_filter_id": favourite.id,
            }
        )
        self.assertEqual(mailing._get_recipients(), self._people_of(segment).ids)
        context = segment.action_mail()["context"]
        with Form(self.env["mailing.mailing"].with_context(**context)) as form:
            form.subject = "Summer"
        self.assertEqual(form.record._get_recipients(), self._people_of(segment).ids)
        segment.in_mailing = False
        self.assertFalse(favourite.exists())

    def test_merged_contacts_are_on_each_list_once(self):
        fixed = self._make(kind="fixed")
        fixed._add((self.ann | self.bo).with_user(self.manager))
        only = self._make(kind="fixed")
        only._add(self.bo.with_user(self.manager))
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.ann | self.bo).ids, self.ann)
        self.assertEqual(fixed.sudo().member_ids.partner_id, self.ann)
        self.assertEqual(len(fixed.sudo().member_ids), 1)
        self.assertEqual(only.sudo().member_ids.partner_id, self.ann)

    def test_refreshing_takes_as_many_queries_for_one_person_as_for_many(self):
        segment = self._make(("all", "[('city', '=', 'Wenchang')]"))
        self.env["res.partner"].create([{"name": f"W{n}", "city": "Wenchang"} for n in range(50)])
        self.env.flush_all()
        with (
            self.assertQueryCount(10),
            patch.object(
                type(self.env["customer.segment"]), "_sync_mailing_filters", lambda self: None
            ),
        ):
            segment.action_refresh()
        self.assertEqual(segment.member_count, 50)

    def test_the_ready_made_ones_work(self):
        for name in ("golden", "class_a", "cycle_broken", "at_risk", "persons", "companies", "new"):
            segment = self.env.ref(f"crm_customer_profile.customer_segment_{name}")
            segment.action_refresh()
            self.assertFalse(segment.problem, name)
        companies = self.env.ref("crm_customer_profile.customer_segment_companies")
        self.assertIn(self.dee, companies.member_ids.partner_id)
