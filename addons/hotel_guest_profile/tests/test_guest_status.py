# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import HotelCommon

REASON = "Left without paying in May"


@tagged("post_install", "-at_install")
class TestGuestStatus(HotelCommon):
    """Who is not welcome does not stay; why, is read by those who decide."""

    def _block(self, status="blocked"):
        self.ding.with_user(self.guest_relations).write(
            {"guest_status": status, "guest_status_reason": REASON}
        )

    def test_a_reason_is_needed(self):
        with self.assertRaises(ValidationError):
            self.ding.write({"guest_status": "blocked"})

    def test_who_decides(self):
        for login in ("reception", "reservations", "revenue", "executive", "laundry"):
            with self.assertRaises(AccessError):
                self.ding.with_user(self.staff[login]).write(
                    {"guest_status": "blocked", "guest_status_reason": REASON}
                )
            with self.assertRaises(AccessError):
                self.env["res.partner"].with_user(self.staff[login]).create(
                    {"name": "X", "guest_status": "blocked"}
                )
        self._block()
        self.assertEqual(self.ding.guest_status, "blocked")

    def test_who_may_read_why(self):
        self._block()
        for login, user in self.staff.items():
            guest = self.ding.with_user(user)
            self.assertEqual(guest.guest_status, "blocked")
            if login in ("guest_relations", "manager"):
                self.assertEqual(guest.guest_status_reason, REASON)
                continue
            with self.assertRaises(AccessError):
                guest.read(["guest_status_reason"])
            self.assertNotIn("guest_status_reason", guest.fields_get())
            with self.assertRaises(AccessError):
                guest.search([("guest_status_reason", "ilike", "paying")])
            self.assertNotIn(REASON, str(guest._get_desk_card()))
        self.assertIn(REASON, str(self.ding.with_user(self.manager)._get_desk_card()))

    def test_the_chatter_does_not_tell(self):
        self.env.cr.flush()  # of what is new in a transaction nothing is tracked
        ding = self.ding.with_context(tracking_disable=False).with_user(self.guest_relations)
        ding.write({"guest_status": "blocked", "guest_status_reason": REASON})
        self.env.cr.flush()
        self.ding.invalidate_recordset(["message_ids"])
        messages = self.ding.message_ids
        values = messages.sudo().tracking_value_ids
        self.assertIn("guest_status_reason", values.mapped("field_id.name"))
        seen = values.with_user(self.reception)._filter_has_field_access(
            self.env(user=self.reception)
        )
        self.assertNotIn(
            "guest_status_reason", seen.sudo().mapped("field_id.name"), "not to the desk"
        )
        self.assertNotIn(REASON, str(messages.mapped("body")))

    def test_blocked_guests_do_not_stay(self):
        self._block()
        with self.assertRaisesRegex(UserError, REASON):
            self.ding.with_user(self.manager)._check_may_stay()
        with self.assertRaises(UserError) as refused:
            self.ding.with_user(self.reception)._check_may_stay()
        self.assertNotIn(REASON, str(refused.exception))
        self.assertIn("ask guest relations", str(refused.exception))

    def test_nobody_books_for_them(self):
        self._block()
        for login in ("reception", "reservations", "manager"):
            with self.assertRaises(UserError):
                self.env["hotel.stay"].with_user(self.staff[login]).create(
                    {
                        "property_id": self.hotel.id,
                        "partner_id": self.ding.id,
                        "arrival": self.today,
                        "departure": self.today,
                    }
                )

    def test_restricted_guests_are_for_guest_relations(self):
        self._block("restricted")
        with self.assertRaises(UserError):
            self.ding.with_user(self.reservations)._check_may_stay()
        self.ding.with_user(self.guest_relations)._check_may_stay()
        self._block("normal")
        self.ding.with_user(self.reservations)._check_may_stay()

    def test_a_merge_keeps_the_worse_standing(self):
        self._block()
        twin = self.env["res.partner"].create({"name": "丁先生", "is_customer": True})
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.ding | twin).ids, twin)
        self.assertEqual((twin.guest_status, twin.guest_status_reason), ("blocked", REASON))

    # -------------------------------------------------------------- EACH COMPANY ITS OWN

    def _make_farm(self):
        farm = self.env["res.company"].create({"name": "Julong Eco-farm"})
        users = self.reception | self.guest_relations | self.manager | self.env.user
        users.company_ids |= farm
        inn = self.env["hotel.property"].create(
            {"name": "Inn", "code": "INN", "tz": "Asia/Shanghai", "company_id": farm.id}
        )
        return farm, inn

    def test_another_company_may_take_the_guest(self):
        farm, inn = self._make_farm()
        self._block()
        ours = self.ding.with_user(self.reception)
        self.assertEqual(ours.guest_status, "blocked")
        self.assertFalse(ours.with_company(farm).guest_status)
        found = [("guest_status", "=", "blocked"), ("id", "=", self.ding.id)]
        self.assertTrue(ours.search(found))
        self.assertFalse(ours.with_company(farm).search(found))
        companies = {"allowed_company_ids": [self.company.id, farm.id]}
        Stay = self.env["hotel.stay"].with_user(self.reception).with_context(**companies)
        days = {"partner_id": self.ding.id, "arrival": self.today, "departure": self.today}
        self.assertTrue(Stay.create({**days, "property_id": inn.id}), "whichever company is first")
        with self.assertRaises(UserError):
            Stay.create({**days, "property_id": self.hotel.id})

    def test_the_desk_of_each_house_tells_its_own(self):
        _farm, inn = self._make_farm()
        self._block()
        companies = {"allowed_company_ids": (self.company | inn.company_id).ids}
        desk = self.env["hotel.desk"].with_user(self.reception).with_context(**companies)
        self.assertIn(
            "ask guest relations", desk.get_guest(self.ding.id, self.hotel.id)["standing"]
        )
        self.assertFalse(desk.get_guest(self.ding.id, inn.id)["standing"])
        self.assertTrue(desk.prepare_check_in(False, self.ding.id, self.hotel.id)["standing"])
        self.assertFalse(desk.prepare_check_in(False, self.ding.id, inn.id)["standing"])

    def test_a_merge_and_its_undo_keep_each(self):
        farm, _inn = self._make_farm()
        twin = self.env["res.partner"].create({"name": "丁先生", "is_customer": True})
        self._block("restricted")
        twin.with_company(farm).write({"guest_status": "blocked", "guest_status_reason": "Debts"})
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.ding | twin).ids, self.ding)
        self.env.invalidate_all()
        self.assertEqual(self.ding.guest_status, "restricted")
        self.assertEqual(self.ding.with_company(farm).guest_status, "blocked")
        self.assertEqual(self.ding.with_company(farm).guest_status_reason, "Debts")
        self.env["customer.merge"].search([("partner_id", "=", self.ding.id)]).action_undo()
        self.env.invalidate_all()
        back = self.env["res.partner"].browse(twin.id)
        self.assertFalse(self.ding.with_company(farm).guest_status, "it was the other's")
        self.assertEqual(self.ding.guest_status, "restricted")
        self.assertFalse(back.guest_status)
        self.assertEqual(back.with_company(farm).guest_status, "blocked")

    def test_a_level_of_vips_is_a_standing(self):
        level = self.env["hotel.vip.level"].create({"name": "Ambassador"})
        self.ding.vip_level_id = level
        self.assertIn("hotel.vip.level", self.env["res.partner"]._get_standing_models())
        standings = self.ding.with_user(self.staff["kitchen"])._get_standings()
        self.assertIn(f"hotel.vip.level,{level.id}", standings[self.ding.id])
