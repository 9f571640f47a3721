# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestDeskTour(HttpCase):
    def test_front_desk(self):
        self.env.company.country_id = self.env.ref("base.cn")
        new_test_user(
            self.env,
            login="customer_desk",
            password="customer_desk",
            groups="crm_customer_profile.group_customer_service",
        )
        self.env["res.partner"].create(
            [
                {"name": "Wang Tourist", "phone": "+1 555 010 1234"},
                {"name": "Wang Tourmaline", "phone": "+1 555 010 4321"},
            ]
        )
        self.start_tour("/odoo/front-desk", "customer_desk", login="customer_desk")
