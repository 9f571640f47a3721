# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .desk_common import DeskCommon

#: Sub views of a field of many records.
PARTS = ("list", "kanban", "form")


@tagged("post_install", "-at_install")
class TestScreens(DeskCommon):
    """Whatever a role finds in the menus of the hotel opens for it, with what stands on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_past()
        cls.stay = cls._make_stay(nights=2, room_id=cls.room_2102.id)
        cls.stay._set_state("in_house")
        cls._make_stay(start=5, nights=2)
        own = {"partner_id": cls.ding.id, "company_id": cls.company.id}
        for department in cls.env["customer.department"].search([("hotel_role", "!=", False)]):
            cls.env["hotel.trace"].create(
                {"stay_id": cls.stay.id, "department_id": department.id, "note": "Have a look"}
            )
            cls.env["hotel.feedback"].create(
                {**own, "name": "Too loud", "department_id": department.id}
            )
        cls.env["hotel.folio.line"].create({"stay_id": cls.stay.id, "name": "Tea"})
        cls.env["hotel.consent"].create({**own, "purpose": "letters"})
        cls.env["hotel.letter"].create(
            {**own, "occasion": "birthday", "key": "2020", "written_on": cls.today}
        )
        cls.env["hotel.preference.proposal"].create({**own, "topic_id": cls.river.id})
        cls.env["hotel.group"].create(
            {
                "name": "Training",
                "property_id": cls.hotel.id,
                "arrival": cls.today,
                "departure": cls.today,
                "stay_ids": [Command.set(cls.stay.ids)],
            }
        )
        cls.env.cr.flush()
        cls.root = cls.env.ref("hotel_guest_profile.menu_hotel_root")

    def _get_actions(self, user):
        """Yield (where it stands, action) of what a user can open of the hotel."""
        Menu = self.env["ir.ui.menu"].with_user(user)
        visible = Menu._visible_menu_ids()

        def is_reached(menu):
            return menu.id in visible and (menu == self.root or is_reached(menu.parent_id))

        for menu in Menu.search([("id", "child_of", self.root.id)]).filtered(is_reached):
            if menu.action and menu.action._name == "ir.actions.act_window":
                yield menu.complete_name, menu.action.with_user(user)

    def _make_spec(self, node, Model):
        """Return what the web client asks for to show an arch."""
        spec = {}
        for child in node.iterchildren(etree.Element):
            if child.tag != "field":
                spec |= self._make_spec(child, Model)
                continue
            field = Model._fields[child.get("name")]
            spec[field.name] = {}
            if field.type == "many2one":
                spec[field.name] = {"fields": {"display_name": {}}}
            elif field.type in ("one2many", "many2many"):
                Comodel = Model.env[field.comodel_name]
                inner = {"display_name": {}} if not len(child) else {}
                for part in child.iterchildren(*PARTS):
                    inner |= self._make_spec(part, Comodel)
                spec[field.name] = {"fields": inner}
        return spec

    def _open(self, user, action):
        values = action._get_action_dict()
        context = safe_eval(values["context"] or "{}", {"uid": user.id})
        Model = self.env[values["res_model"]].with_user(user).with_context(**context)
        if Model._transient:
            Model.get_views(values["views"])
            return 0
        domain = safe_eval(values["domain"] or "[]", self._get_names(user))
        search_id = (values["search_view_id"] or [False])[0]
        views = Model.get_views([*values["views"], (search_id, "search")])["views"]
        for kind, view in views.items():
            arch = etree.fromstring(view["arch"])
            self.env.invalidate_all()
            if kind in ("list", "kanban"):
                spec = self._make_spec(arch, Model)
                Model.web_search_read(domain, spec, order=arch.get("default_order"), limit=40)
            elif kind == "form":
                spec = self._make_spec(arch, Model)
                Model.search(domain, limit=1).web_read(spec)
                if Model.has_access("create") and arch.get("create") not in ("0", "false"):
                    Model.onchange({}, [], spec)
            elif kind in ("pivot", "graph"):
                self._count(Model, domain, arch)
            elif kind == "search":
                self._filter(Model, domain, arch, user)
        return 1

    def _count(self, Model, domain, arch):
        groups, measures = [], ["__count"]
        for node in arch.iter("field"):
            field = Model._fields[node.get("name")]
            if node.get("type") == "measure":
                measures.append(f"{field.name}:{field.aggregator}")
            elif node.get("invisible") not in ("1", "True"):
                interval = node.get("interval")
                groups.append(f"{field.name}:{interval}" if interval else field.name)
        Model.formatted_read_group(domain, groups, measures)
        Model.formatted_read_group(domain, [], measures)

    def _filter(self, Model, domain, arch, user):
        for node in arch.iter("filter"):
            asked = safe_eval(node.get("domain") or "[]", self._get_names(user))
            Model.search(asked, limit=1)
            group = safe_eval(node.get("context") or "{}", {"uid": user.id}).get("group_by")
            if group and Model._fields[group.split(":")[0]].type != "properties":
                Model.web_read_group(domain, [group], ["__count"])
        for node in arch.iter("field"):
            if node.getparent().tag == "searchpanel":
                Model.search_panel_select_range(node.get("name"))
            elif node.get("filter_domain"):
                Model.search(safe_eval(node.get("filter_domain"), {"self": "ding"}), limit=1)
            elif node.get("invisible") not in ("1", "True"):
                field = Model._fields[node.get("name")]
                if field.type in ("char", "text", "many2one"):
                    Model.search([(field.name, "ilike", "ding")], limit=1)

    def _get_names(self, user):
        """Return what domains of the web client may use."""
        return {
            "uid": user.id,
            "time": time,
            "datetime": datetime,
            "timedelta": timedelta,
            "relativedelta": relativedelta,
            "context_today": lambda: fields.Date.context_today(self.hotel),
            "allowed_company_ids": self.company.ids,
        }

    def test_each_role_opens_each_screen(self):
        for login, user in self.staff.items():
            opened = 0
            for name, action in self._get_actions(user):
                with self.subTest(login=login, menu=name):
                    opened += self._open(user, action)
            self.assertGreater(opened, 4, login)

    def test_the_page_of_a_guest_and_of_a_stay(self):
        for login, user in self.staff.items():
            for record in (self.ding, self.stay, self.room_2102):
                with self.subTest(login=login, record=record):
                    Model = self.env[record._name].with_user(user)
                    self.env.invalidate_all()
                    arch = etree.fromstring(Model.get_view(view_type="form")["arch"])
                    page = record.with_env(Model.env).web_read(self._make_spec(arch, Model))
                    self.assertTrue(page)
