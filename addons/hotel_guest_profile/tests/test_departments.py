# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .desk_common import DeskCommon


@tagged("post_install", "-at_install")
class TestDepartments(DeskCommon):
    """Departments act and see no documents; who oversees the house reads, and does nothing."""

    def test_departments_see_no_documents(self):
        document = self.ding.customer_identity_ids
        for user in (self.laundry, self.kitchen, self.housekeeping):
            with self.subTest(user=user.login):
                Identity = self.env["customer.identity"].with_user(user)
                self.assertFalse(Identity.search([]))
                self.assertFalse(Identity.search([("number", "=", "11010119900307803X")]))
                self.env.invalidate_all()
                self.assertFalse(self.ding.with_user(user).customer_identity_ids)
                with self.assertRaises(AccessError):
                    document.with_user(user).read(["last_four"])
                card = self.env["customer.desk"].with_user(user).get_card(self.ding.id)
                self.assertNotIn("803X", str(card))
        for user in (self.reception, self.reservations, self.guest_relations, self.manager):
            with self.subTest(user=user.login):
                self.assertIn("803X", document.with_user(user).number)

    def test_who_only_reads_does_nothing(self):
        trace = self.env["hotel.trace"].create(
            {
                "stay_id": self._make_stay().id,
                "department_id": self.env.ref("crm_customer_profile.department_laundry").id,
                "note": "Press the suit",
            }
        )
        for user in (self.executive, self.revenue):
            seen = trace.with_user(user)
            self.assertEqual(seen.note, "Press the suit")
            for act in (seen.action_done, seen.action_acknowledge, seen.action_reopen):
                with self.assertRaisesRegex(AccessError, "department that acts"):
                    act()
        self.assertEqual(trace.state, "open")
        for user in (self.laundry, self.reception, self.manager):
            trace.with_user(user).action_done()
            self.assertEqual((trace.state, trace.done_by), ("done", user))
            trace.with_user(user).action_reopen()
