# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .access_table import MODELS
from .common import HotelCommon

OPERATIONS = {"read": "r", "write": "w", "create": "c", "unlink": "d"}
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
        cls.own_models = {
            name
            for name, Model in cls.env.registry.items()
            if Model._original_module == ADDON and not Model._abstract
        }

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
        wrong = []
        for model, rights_by_role in MODELS.items():
            for role, expected in rights_by_role.items():
                Model = self.env[model].with_user(self.users[role])
                actual = "".join(
                    letter
                    for operation, letter in OPERATIONS.items()
                    if Model.has_access(operation)
                )
                if sorted(actual) != sorted(expected):
                    wrong.append((model, role, f"expected {expected!r}, has {actual!r}"))
        self.assertFalse(wrong)
