# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.fields import Domain
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .access_common import find_own_models, find_wrong_rights
from .access_table import MODELS, SHARED
from .common import CustomerCommon

ADDON = "crm_customer_profile"


@tagged("post_install", "-at_install")
class TestAccessRights(CustomerCommon):
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

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_each_role_on_each_model(self):
        self.assertFalse(find_wrong_rights(self.env, MODELS, self.users))

    def test_what_is_about_a_person_follows_the_person(self):
        """An officer reads no model with a person on it without a rule that says whose."""
        guarded = self.env.registry["customer.person.part"]
        open_to_all = set()
        for model in sorted(self.own_models - SHARED.keys()):
            Model = self.env[model].with_user(self.officer)
            field = Model._fields.get("partner_id")
            if not field or Model.is_transient() or isinstance(Model, guarded):
                continue
            if not Model.has_access("read"):
                continue
            if self.env["ir.rule"].with_user(self.officer)._compute_domain(model) == Domain.TRUE:
                open_to_all.add(model)
        self.assertFalse(open_to_all)

    def test_who_may_make_contacts_copies_one_without_what_is_hidden(self):
        maker = new_test_user(
            self.env, "maker", groups="base.group_user,base.group_partner_manager"
        )
        person = self.env["res.partner"].create({"name": "Ann", "birthday": "1980-01-01"})
        made = person.with_user(maker).copy()
        self.assertFalse(made.sudo().birthday)
        self.assertTrue(person.with_user(self.officer).copy({"user_id": self.officer.id}).birthday)
