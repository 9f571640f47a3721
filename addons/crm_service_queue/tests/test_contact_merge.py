# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContactMerge(ServiceCommon):
    """Who was on file twice asked once: nothing of it is lost, and it can be taken back."""

    def test_requests_go_to_who_stays_and_back(self):
        twin = self.env["res.partner"].create({"name": "Mei Lin", "email": "mei@example.com"})
        mine, theirs = self._ask(), self._ask("A towel", partner_id=twin.id)
        theirs.user_id = self.agent
        events = self._get_events(theirs)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.member | twin).ids, self.member)
        self.env.invalidate_all()
        self.assertEqual((mine | theirs).partner_id, self.member)
        self.assertEqual(self._get_events(theirs), events)
        self.env["customer.merge"].search([("partner_id", "=", self.member.id)]).action_undo()
        self.env.invalidate_all()
        self.assertEqual(theirs.partner_id.id, twin.id)
        self.assertEqual(mine.partner_id, self.member)

    def test_what_hangs_on_a_merged_request_goes_with_it(self):
        kept, merged = self._ask(), self._ask("It still does not close")
        order = self.env["service.work.order"].create(
            {"name": "Mend the lock", "request_id": merged.id, "partner_id": self.member.id}
        )
        call = self.env["service.callback"].create(
            {"request_id": merged.id, "purpose": "wish", "phone": "+86 139 1234 5678"}
        )
        grant = self.env["service.compensation"].create(
            {"request_id": merged.id, "amount": 10, "reason": "Waited"}
        )
        merged._merge_into(kept)
        self.assertEqual((order | order).request_id, kept)
        self.assertEqual((call.request_id, call.state), (kept, "due"))
        self.assertEqual(grant.request_id, kept)
