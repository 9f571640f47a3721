# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.access_common import (
    find_own_models,
    find_wrong_rights,
)

from .access_table import MODELS
from .common import ServiceCommon

ADDON = "crm_service_queue"


@tagged("post_install", "-at_install")
class TestAccessRights(ServiceCommon):
    """Every model of the addon stands in the table, and every role has what the table says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            **cls.staff,
            "internal": new_test_user(cls.env, "plain", groups="base.group_user"),
            "portal": new_test_user(cls.env, "stranger", groups="base.group_portal"),
        }

    def test_no_model_is_missing(self):
        self.assertFalse(
            find_own_models(self.env, ADDON) - MODELS.keys(),
            "add what each role may do to access_table.py",
        )

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_each_role_on_each_model(self):
        self.assertFalse(find_wrong_rights(self.env, MODELS, self.users))

    def test_companies_are_apart(self):
        other = self.env["res.company"].create({"name": "Other house"})
        queue = self.env["service.queue"].create({"name": "Theirs", "company_id": other.id})
        theirs = self._ask(queue_id=queue.id, company_id=other.id)
        order = self.env["service.work.order"].create(
            {"name": "Theirs", "company_id": other.id, "request_id": theirs.id}
        )
        call = self.env["service.callback"].create(
            {"request_id": theirs.id, "purpose": "wish", "phone": "+86 139 1234 5678"}
        )
        for records in (theirs, theirs.event_ids, queue, order, call):
            with self.subTest(model=records._name):
                self.assertTrue(records)
                seen = records.with_user(self.manager)
                self.assertFalse(seen.search([("id", "in", records.ids)]))
                self.assertFalse(seen._filtered_access("read"))
