# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import new_test_user, tagged

from odoo.addons.crm_customer_profile.tests.access_common import find_own_models
from odoo.addons.golf_membership.tests.common import GolfCommon


@tagged("post_install", "-at_install")
class TestMembers(GolfCommon):
    """A request of a member knows the membership, and the membership its requests."""

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("crm_service_queue.group_service_manager")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._make_active()

    def _ask(self, partner, **values):
        return self.env["service.request"].create(
            {
                "name": "A locker",
                "partner_id": partner.id,
                "company_id": self.membership.company_id.id,
                **values,
            }
        )

    def test_a_request_goes_with_the_membership(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        self.assertEqual(self._ask(self.membership.partner_id).golf_membership_id, self.membership)
        self.assertFalse(self._ask(stranger).golf_membership_id)

    def test_memberships_elsewhere_are_not_told(self):
        other = self.env["res.company"].create({"name": "Other club"})
        request = self._ask(self.membership.partner_id, company_id=other.id)
        self.assertFalse(request.golf_membership_id)

    def test_another_person_brings_another_membership(self):
        """The voice at the phone was taken for somebody else at first."""
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        request = self._ask(self.membership.partner_id)
        request.name = "Two lockers"
        self.assertEqual(request.golf_membership_id, self.membership)
        request.partner_id = stranger
        self.assertFalse(request.golf_membership_id)
        request.partner_id = self.membership.partner_id
        self.assertEqual(request.golf_membership_id, self.membership)
        by_hand = self._ask(stranger, golf_membership_id=self.membership.id)
        self.assertEqual(by_hand.golf_membership_id, self.membership, "somebody knows better")

    def test_the_membership_counts_and_opens_them(self):
        request = self._ask(self.membership.partner_id)
        agent = new_test_user(
            self.env,
            "agent_golf",
            groups="crm_service_queue.group_service_agent,golf_membership.group_golf_shop",
            company_id=self.membership.company_id.id,
            company_ids=[(6, 0, self.membership.company_id.ids)],
        )
        mine = self.membership.with_user(agent)
        self.assertEqual(mine.service_request_count, 1)
        action = mine.action_open_service_requests()
        self.assertEqual(self.env["service.request"].search(action["domain"]), request)

    def test_a_tier_of_members_gets_a_tier_of_service(self):
        tier = self.env["service.tier"].create({"name": "Full service"})
        self.env["service.tier.source"].create(
            {"tier_id": tier.id, "source": f"res.partner.grade,{self.membership.tier_id.id}"}
        )
        self.assertEqual(self._ask(self.membership.partner_id).tier_id, tier)

    def test_the_bridge_has_no_models_of_its_own(self):
        self.assertFalse(find_own_models(self.env, "crm_service_queue_golf_membership"))
