# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command
from odoo.tests import tagged

from .life_common import LifeCommon


@tagged("post_install", "-at_install")
class TestCompanyRoles(LifeCommon):
    """Who decides and pays for a company, and who plays: relations of the shared record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.corporate = cls._make_tier("Corporate", "corporate", 500000, 12000, nominee_max=1)
        cls.company = cls.env["res.partner"].create({"name": "Spring Trade", "is_company": True})
        cls.ann = cls._make_person("Ann", "1980-01-01", parent_id=cls.company.id)
        cls.boss = cls._make_person("Boss", parent_id=cls.company.id)
        cls.books = cls._make_person("Books", parent_id=cls.company.id)
        cls.member = cls._join(cls.corporate, partner=cls.ann, company=cls.company)

    def _get_roles(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return {
            (side.role_id.name, side.other_id.name)
            for side in self.company.relation_side_ids
            if not side.is_past
        }

    def test_the_nominee_uses_what_the_company_buys(self):
        self.assertEqual(self._get_roles(), {("User", "Ann")})

    def test_set_on_the_membership_shown_on_the_company(self):
        member = self.member.with_user(self.officer)
        member.write(
            {
                "company_decider_ids": [Command.link(self.boss.id)],
                "company_payer_ids": [Command.link(self.books.id)],
            }
        )
        everybody = {("User", "Ann"), ("Decider", "Boss"), ("Payer", "Books")}
        self.assertEqual(self._get_roles(), everybody)
        self.assertEqual(member.company_decider_ids, self.boss)
        other = self._join(
            self.corporate, partner=self._make_person("Zoe", "1980-01-01"), company=self.company
        )
        self.assertEqual(other.company_payer_ids, self.books, "the company's, on each membership")
        relation = self.env["customer.relation"].search([("other_id", "=", self.books.id)])
        relation.date_from = "2030-01-01"
        self.env.flush_all()
        member.company_payer_ids = [Command.set(self.boss.ids)]
        self.assertIn(("Payer", "Boss"), self._get_roles())
        self.assertNotIn(("Payer", "Books"), self._get_roles())
        self.assertTrue(relation.date_until, "who paid before is still known")

    def test_a_person_to_whom_the_bills_go_pays_for_the_company(self):
        self.member.payer_id = self.books
        self.member.payer_id = self.books
        self.assertEqual(self.member.company_payer_ids, self.books)
        self.assertIn(("Payer", "Books"), self._get_roles())

    def test_a_relation_entered_the_other_way_round_is_known(self):
        self.env["customer.relation"].create(
            {
                "kind_id": self.env.ref("crm_customer_profile.relation_kind_payer").id,
                "partner_id": self.books.id,
                "other_id": self.company.id,
            }
        )
        self.member.payer_id = self.books
        self.env.flush_all()
        self.assertEqual(
            self.env["customer.relation"].search_count([("partner_id", "=", self.books.id)]), 1
        )

    def test_who_does_not_play_any_more_is_no_user(self):
        zoe = self._make_person("Zoe", "1980-01-01")
        self._change(self.member, "nominee", member_id=self.member.person_ids, partner_to_id=zoe)
        self.assertEqual(self._get_roles(), {("User", "Zoe")})

    def test_nobody_of_a_membership_that_ended_is_a_user(self):
        self.env["customer.relation"].create(
            {
                "kind_id": self.env.ref("crm_customer_profile.relation_kind_user").id,
                "partner_id": self.company.id,
                "other_id": self.boss.id,
            }
        )
        yesterday = self.club._golf_today() - timedelta(days=1)
        self.member.sudo()._resign(yesterday, yesterday, "Moves away")
        self._commit_hooks()
        self.assertEqual(self.member.state, "resigned")
        self.assertEqual(self._get_roles(), {("User", "Boss")}, "written down without a membership")

    def test_nobody_without_a_company(self):
        member = self._join()
        self.assertFalse(member.company_decider_ids | member.company_payer_ids)
        member.company_payer_ids = [Command.link(self.books.id)]
        self.assertFalse(
            self.env["customer.relation"].search_count([("other_id", "=", self.books.id)])
        )
