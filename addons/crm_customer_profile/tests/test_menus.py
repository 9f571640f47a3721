# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import CustomerCommon

#: More entries than this in one list under a heading nobody reads.
MOST_ENTRIES = 10


@tagged("post_install", "-at_install")
class TestMenus(CustomerCommon):
    """Whatever a role finds in the menus of the app opens for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = cls.env.ref("crm_customer_profile.menu_customer_root")

    def _get_menus(self, user):
        Menu = self.env["ir.ui.menu"].with_user(user)
        visible = Menu._visible_menu_ids()

        def is_reached(menu):
            return menu.id in visible and (menu == self.root or is_reached(menu.parent_id))

        return Menu.search([("id", "child_of", self.root.id)]).filtered(is_reached)

    def test_each_role_opens_what_it_sees(self):
        for role, user in self.staff.items():
            opened = 0
            for menu in self._get_menus(user):
                action = menu.action
                if not action:
                    continue
                with self.subTest(role=role, menu=menu.complete_name):
                    self._open(user, action.with_user(user))
                opened += 1
            self.assertGreater(opened, 15, role)

    def _open(self, user, action):
        if action._name == "ir.actions.server":
            result = action.run()
            self.env[result["res_model"]].with_user(user).browse(result["res_id"]).read()
            return
        if action._name != "ir.actions.act_window":
            return
        values = action._get_action_dict()
        Model = self.env[values["res_model"]].with_user(user)
        views = Model.get_views(
            [*values["views"], ((values["search_view_id"] or [False])[0], "search")]
        )
        kinds = {kind for _id, kind in values["views"]}
        self.assertLessEqual(kinds, views["views"].keys())
        if not Model.is_transient():
            domain = safe_eval(values["domain"] or "[]", {"uid": user.id})
            Model.search_read(domain, ["display_name"], limit=5)
            self.assertTrue(values["help"] or not Model._auto, "tell what to do where it is empty")

    def test_no_list_of_entries_is_endless(self):
        menus = self._get_menus(self.manager)
        for menu in menus:
            entries = menus.filtered(
                lambda child, menu=menu: child.parent_id == menu and child.action
            )
            with self.subTest(menu=menu.complete_name):
                self.assertLessEqual(len(entries), MOST_ENTRIES)
