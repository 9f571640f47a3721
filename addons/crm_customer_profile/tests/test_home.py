# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command, fields
from odoo.tests import Form, new_test_user, tagged

from .common import CustomerCommon


@tagged("post_install", "-at_install")
class TestHome(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Harbour", "user_id": cls.supervisor.id})
        cls.env["crm.team.member"].create({"crm_team_id": cls.team.id, "user_id": cls.officer.id})
        cls.person = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        today = fields.Date.context_today(cls.officer)
        for days in (-2, 0, 5):
            cls.person.activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=today + timedelta(days=days),
                user_id=cls.officer.id,
            )

    def _open(self, user, department=None):
        action = self.env["customer.my.day"].with_user(user).action_open(department)
        return self.env["customer.my.day"].with_user(user).browse(action["res_id"])

    def test_staff_see_their_day(self):
        day = self._open(self.officer)
        self.assertEqual((day.overdue_count, day.due_count), (1, 1))
        self.assertEqual(len(day.activity_ids), 2)
        self.assertEqual(day.people_count, 1)
        self.assertIn(self.person, day.silent_ids)
        self.assertFalse(day.is_head)
        for name in ("overdue", "due", "silent", "lead", "people"):
            action = day.with_context(number=name).action_open_number()
            found = self.env[action["res_model"]].with_user(self.officer)
            self.assertEqual(found.search_count(action["domain"]), day[f"{name}_count"], name)

    def test_heads_see_their_team(self):
        day = self._open(self.supervisor)
        self.assertTrue(day.is_head)
        self.assertEqual(day.team_overdue_count, 1)
        # The team's people and those in its pool; those of nobody else.
        self.assertEqual(day.team_people_count, 1)
        pooled = self.env["res.partner"].create({"name": "Ben", "customer_team_id": self.team.id})
        self.env["res.partner"].create({"name": "Cat", "user_id": self.colleague.id})
        day = self._open(self.supervisor)
        self.assertEqual(day.team_people_count, 2)
        action = day.with_context(number="team_people").action_open_number()
        found = self.env["res.partner"].with_user(self.supervisor).search(action["domain"])
        self.assertEqual(found, self.person | pooled)
        self.env["res.partner"].create({"name": "Free"})
        self.assertGreaterEqual(self._open(self.manager).ownerless_count, 1)

    def test_everybody_may_open_it(self):
        for user in self.staff.values():
            for department in (None, "promotion", "development", "service"):
                with self.subTest(user.login, department=department):
                    self._open(user, department).read()

    def test_it_belongs_to_the_app(self):
        """The web client finds the menu, and so the app, by the id of the action."""
        for name in ("customer_my_day", "customer_service_day"):
            action = self.env.ref(f"crm_customer_profile.{name}_action")
            self.assertEqual(action.with_user(self.officer).run()["id"], action.id)

    def test_departments_have_their_stages(self):
        self.assertEqual(self._open(self.officer, "promotion").people_count, 1)
        self.assertEqual(self._open(self.officer, "service").people_count, 0)

    def test_newcomers_land_on_my_day(self):
        home = self.env.ref("crm_customer_profile.customer_my_day_action")
        self.assertEqual(self.officer.action_id.id, home.id)
        plain = new_test_user(self.env, login="customer_plain", groups="base.group_user")
        self.assertFalse(plain.action_id)
        plain.group_ids += self.env.ref("crm_customer_profile.group_customer_service")
        self.assertEqual(plain.action_id.id, home.id)
        reader = new_test_user(
            self.env,
            login="customer_reader",
            groups="crm_customer_profile.group_customer_executive",
        )
        worth = self.env.ref("crm_customer_profile.customer_value_action")
        self.assertEqual(reader.action_id.id, worth.id)
        self.env.company.customer_land_on_my_day = False
        other = new_test_user(
            self.env,
            login="customer_other",
            groups="crm_customer_profile.group_customer_officer",
        )
        self.assertFalse(other.action_id)

    def test_menus_of_each_department(self):
        for department in ("promotion", "development", "service"):
            group = self.env.ref(f"crm_customer_profile.group_customer_{department}")
            user = new_test_user(self.env, login=f"customer_{department}")
            user.group_ids = [Command.set(group.ids)]
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for other in ("promotion", "development", "service"):
                menu = self.env.ref(f"crm_customer_profile.menu_customer_{other}")
                self.assertEqual(menu.id in visible, other == department, (department, other))


@tagged("post_install", "-at_install")
class TestSwitches(CustomerCommon):
    """The three parts a club may do without (X15)."""

    def _switch(self, **values):
        self.env["res.config.settings"].create(values).execute()
        self.env.invalidate_all()

    def _menus(self, user):
        return self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()

    def test_relations_vanish_and_come_back(self):
        kinds = {
            "referral": self.env.ref("crm_customer_profile.relation_kind_introducer"),
            "corporate": self.env.ref("crm_customer_profile.relation_kind_decider"),
        }
        ann, bob = self.env["res.partner"].create([{"name": "Ann"}, {"name": "Bob"}])
        for part, kind in kinds.items():
            relation = self.env["customer.relation"].create(
                {"partner_id": ann.id, "kind_id": kind.id, "other_id": bob.id}
            )
            menu = self.env.ref(f"crm_customer_profile.menu_customer_{part}")
            person = ann.with_user(self.manager)

            def seen(relation=relation, kind=kind, menu=menu, person=person):
                self.env.flush_all()
                self.env.invalidate_all()
                return {
                    relation.with_user(self.manager).has_access("read"),
                    kind.with_user(self.manager).has_access("read"),
                    bool(
                        self.env["customer.relation"]
                        .with_user(self.manager)
                        .search_count([("kind_id", "=", kind.id)])
                    ),
                    menu.id in self._menus(self.manager),
                    bool(person.relation_side_ids.filtered(lambda side: side.kind_id == kind)),
                }

            self.assertEqual(seen(), {True}, part)
            self._switch(**{f"group_customer_{part}": False})
            self.assertEqual(seen(), {False}, part)
            self.assertTrue(relation.exists())
            self._switch(**{f"group_customer_{part}": True})
            self.assertEqual(seen(), {True}, part)
            relation.unlink()

    def test_places_vanish_and_come_back(self):
        place = self.env["customer.place"].create({"name": "Harbour"})
        ann = self.env["res.partner"].create({"name": "Ann", "customer_place_id": place.id})
        menu = self.env.ref("crm_customer_profile.menu_customer_place")
        self.assertIn("customer_place_id", ann.with_user(self.manager).fields_get())
        self.assertEqual(place.people_count, 1)
        self._switch(group_customer_places=False)
        self.assertNotIn("customer_place_id", ann.with_user(self.manager).fields_get())
        view = self.env["res.partner"].with_user(self.manager).get_view(view_type="form")
        self.assertNotIn("customer_place_id", view["arch"])
        self.assertNotIn(menu.id, self._menus(self.manager))
        with Form(ann.with_user(self.manager)) as form:
            form.name = "Ann Lee"  # the rest works
        self._switch(group_customer_places=True)
        self.assertEqual(ann.with_user(self.manager).customer_place_id, place)
        self.assertIn(menu.id, self._menus(self.manager))
