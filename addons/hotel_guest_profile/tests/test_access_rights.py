# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.access_common import find_own_models, find_wrong_rights

from .access_table import MODELS
from .common import HotelCommon

ADDON = "hotel_guest_profile"


@tagged("post_install", "-at_install")
class TestAccessRights(HotelCommon):
    """Every model of the addon stands in the table, and every role has what the table says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            **cls.staff,
            "internal": new_test_user(cls.env, "plain", groups="base.group_user"),
            "portal": new_test_user(cls.env, "stranger", groups="base.group_portal"),
        }
        cls.own_models = find_own_models(cls.env, ADDON)

    def test_no_model_is_missing(self):
        self.assertFalse(
            self.own_models - MODELS.keys(), "add what each role may do to access_table.py"
        )

    def test_each_model_of_a_company_has_its_rule(self):
        """What belongs to a company is seen within it, whatever a role is granted."""
        with_company = {
            name
            for name in self.own_models
            if not self.env[name]._transient
            and {"company_id", "import_id", "stay_id"} & self.env[name]._fields.keys()
        }
        self.assertIn("hotel.stay", with_company)
        rules = self.env["ir.rule"].search(
            [("model_id.model", "in", sorted(with_company)), ("groups", "=", False)]
        )
        ruled = {
            rule.model_id.model for rule in rules if "company_ids" in (rule.domain_force or "")
        }
        self.assertFalse(with_company - ruled)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_each_role_on_each_model(self):
        self.assertFalse(find_wrong_rights(self.env, MODELS, self.users))
