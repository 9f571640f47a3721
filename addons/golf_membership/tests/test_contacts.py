# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestContacts(GolfCommon):
    """Merging contacts loses nothing of a member."""

    def _merge(self, source, target):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((source | target).ids, target)

    def test_merge_keeps_memberships_profile_and_brands(self):
        membership = self._make_active()
        brand = self.env["golf.club.brand"].create({"name": "Test Brand"})
        self.person.write({"golf_handicap": 0, "golf_has_handicap": True, "golf_brand_ids": brand})
        target = self._make_person("王小明 (2)", "1985-03-04")
        self._commit_hooks()
        self._merge(self.person, target)
        self.assertEqual(membership.partner_id, target)
        self.assertEqual(membership.state, "active")
        self.assertEqual(target.golf_brand_ids, brand)
        self.assertEqual(target.golf_handicap_text, "0.0")
        self.assertEqual(target.grade_id, self.tier)
        self.assertIn(
            membership, self.env["golf.membership"].search([("display_name", "ilike", "小明")])
        )

    def test_merge_of_two_running_members_is_refused_and_loses_nothing(self):
        first = self._make_active()
        twin = self._make_person("Twin", "1985-03-04")
        second = self._make_active(twin)
        with self.assertRaisesRegex(UserError, "running membership"), self.env.cr.savepoint():
            self._merge(twin, self.person)
        self.assertEqual(first.partner_id, self.person)
        self.assertEqual(second.partner_id, twin)

    def test_merge_of_referrer_and_referred(self):
        twin = self._make_person("Twin", "1985-03-04")
        membership = self._make_active(golf_referrer_id=twin.id)
        self.assertEqual(membership.referrer_partner_id, twin)
        self._merge(twin, self.person)
        self.assertEqual(membership.exists(), membership)
        self.assertFalse(membership.referrer_partner_id, "nobody refers himself")
        self.assertIn("Twin", "".join(membership.message_ids.mapped("body")))

    def test_tier_is_not_typed_on_the_contact(self):
        manager = self._make_staff("manager")
        person = self.person.with_user(manager)
        with self.assertRaisesRegex(UserError, "follows from the membership"):
            person.grade_id = self.tier
        with self.assertRaisesRegex(UserError, "follows from the membership"):
            person.create({"name": "Sneak", "grade_id": self.tier.id})
        other_level = self.env["res.partner.grade"].create({"name": "Reseller"})
        person.grade_id = other_level
        person.grade_id = False
        self._make_active()
        self.assertEqual(self.person.grade_id, self.tier)
        with self.assertRaisesRegex(UserError, "follows from the membership"):
            person.grade_id = False
        person.write({"grade_id": self.tier.id, "comment": "unchanged level"})
        self.assertFalse(person.copy().grade_id)

    def test_merge_keeps_applications(self):
        lead = self._make_lead()
        target = self._make_person("Other")
        self._merge(self.person, target)
        self.assertEqual(lead.partner_id, target)

    def test_a_membership_stands_on_the_timeline_of_the_person(self):
        membership = self._make_active()
        self._commit_hooks()
        self.env.flush_all()
        rows = self.env["customer.timeline"].search(
            [("partner_id", "=", self.person.id), ("kind", "=", "membership")]
        )
        self.assertEqual(len(rows), len(membership.event_ids))
        self.assertTrue(all(membership.number in summary for summary in rows.mapped("summary")))
        self.assertEqual(rows[0].action_open_document()["res_id"], membership.id)

    def test_a_member_is_recognised_by_number_among_all_contacts(self):
        membership = self._make_active()
        membership.sudo().number = "GC-77120"
        found = self.env["res.partner"].name_search("GC77120")
        self.assertEqual([partner_id for partner_id, _name in found], self.person.ids)
