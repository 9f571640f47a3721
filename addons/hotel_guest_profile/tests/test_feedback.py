# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import HotelCommon


@tagged("post_install", "-at_install")
class TestFeedback(HotelCommon):
    """The pastry was too sweet and not crisp; the next time he leaves with a better one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kitchen_department = cls.env.ref("crm_customer_profile.department_kitchen")
        cls.past = cls._make_stay(start=-100, nights=7, state="checked_out")
        cls.pastry = cls.env["hotel.feedback"].create(
            {
                "name": "Pastry",
                "text": "Too sweet, not crisp",
                "stay_id": cls.past.id,
                "department_id": cls.kitchen_department.id,
            }
        )

    def _prompts(self, stay):
        return [(each["kind"], each["feedback_id"]) for each in stay._get_check_out_prompts()]

    def test_it_belongs_to_the_guest_and_the_company_of_the_stay(self):
        self.assertEqual((self.pastry.partner_id, self.pastry.property_id), (self.ding, self.hotel))
        self.assertEqual(self.pastry.company_id, self.company)

    def test_the_circle_closes_at_the_next_check_out(self):
        stay = self._make_stay(nights=7)
        self.assertEqual(
            self._prompts(stay), [("complaint", self.pastry.id), ("ask", False)], "still open"
        )
        mine = self.pastry.with_user(self.kitchen)
        mine.action_improve()
        with self.assertRaisesRegex(UserError, "what was improved"):
            mine.action_done()
        mine.write({"result": "A third less sugar, baked longer.", "gift": "A box of pastry"})
        mine.action_done()
        self.assertTrue(self.pastry.done_at)
        self.assertEqual(self._prompts(stay), [("gift", self.pastry.id), ("ask", False)])
        text = stay.with_user(self.reception)._get_check_out_prompts()[0]["text"]
        self.assertIn("A box of pastry", text)
        self.assertIn("less sugar", text)
        stay._set_state("in_house")
        gift = stay.trace_ids
        self.assertEqual((gift.kind, gift.department_id), ("gift", self.kitchen_department))
        self.pastry.with_user(self.reception).action_hand_over()
        self.assertEqual(self._prompts(stay), [("ask", False)])
        self.assertEqual((self.pastry.told_by, self.pastry.told_stay_id), (self.reception, stay))

    def test_departments_read_their_own(self):
        found = {
            login: bool(self.env["hotel.feedback"].with_user(user).search([]))
            for login, user in self.staff.items()
        }
        self.assertFalse(found["laundry"] or found["housekeeping"])
        self.assertTrue(found["kitchen"] and found["reception"] and found["executive"])

    def test_reopened_is_told_again(self):
        self.pastry.write({"result": "Better", "state": "done"})
        self.pastry.action_hand_over()
        self.pastry.action_reopen()
        self.assertEqual((self.pastry.state, self.pastry.told_at), ("open", False))

    def test_it_stands_on_the_timeline(self):
        rows = self.env["customer.timeline"].search(
            [("partner_id", "=", self.ding.id), ("kind", "=", "feedback")]
        )
        self.assertEqual(rows.mapped("summary"), ["Complaint · Pastry · Open"])
        hidden = rows.with_user(self.laundry).search([("id", "in", rows.ids)])
        self.assertFalse(hidden, "another department's")
