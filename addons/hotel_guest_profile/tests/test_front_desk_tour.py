# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import HttpCase, new_test_user, tagged

from .desk_common import FolioCommon


@tagged("post_install", "-at_install")
class TestFrontDeskTour(FolioCommon, HttpCase):
    def test_mr_ding_checks_in_and_out(self):
        self._make_past()
        new_test_user(
            self.env,
            login="hotel_desk_tour",
            password="hotel_desk_tour",
            groups="hotel_guest_profile.group_hotel_reception",
        )
        self.start_tour("/odoo/hotel-desk", "hotel_desk", login="hotel_desk_tour")
        stay = self.env["hotel.stay"].search([("state", "=", "checked_out")], limit=1)
        self.assertEqual((stay.partner_id, stay.room_id), (self.ding, self.room_2102))
        self.assertEqual(stay.meal_order_ids.line_ids.mapped("name")[-1], "Fried egg")
