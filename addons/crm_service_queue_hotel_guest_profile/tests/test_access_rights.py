# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import TransactionCase, tagged

from odoo.addons.crm_customer_profile.tests.access_common import find_own_models


@tagged("post_install", "-at_install")
class TestAccessRights(TransactionCase):
    def test_the_bridge_has_no_models_of_its_own(self):
        self.assertFalse(find_own_models(self.env, "crm_service_queue_hotel_guest_profile"))
