# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import convert_file

from .test_lifecycle import LifecycleCommon


@tagged("post_install", "-at_install")
class TestStateBoard(LifecycleCommon):
    """People, newcomers and requests of each state against its plan, today (row P03)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env.ref("crm_customer_profile.state_rule_potential")
        cls.theirs = cls.env["res.partner"].create({"name": "Bob", "user_id": cls.colleague.id})

    def _board(self, user):
        self.env.invalidate_all()
        return self.rule.with_user(user)

    def test_counts_against_the_plan(self):
        before = self._board(self.officer)
        people, leads = before.people_count, before.lead_count
        self._make_lead(user_id=self.officer.id)
        board = self._board(self.officer)
        self.assertEqual(board.people_count - people, 1)
        self.assertEqual(board.lead_count - leads, 1)
        self.rule.write({"target_people": 4 * board.people_count, "target_came": 0})
        board = self._board(self.officer)
        self.assertEqual((board.people_progress, board.came_progress), (25, 0))

    def test_each_number_opens_what_it_counts(self):
        self._make_lead(user_id=self.officer.id)
        self._make_lead(partner=self.theirs, user_id=self.colleague.id)
        for user in (self.officer, self.manager):
            board = self._board(user)
            for name in ("came", "lead", "people"):
                action = {
                    "came": board.action_view_newcomers,
                    "lead": board.action_view_leads,
                    "people": board.action_view_people,
                }[name]()
                found = self.env[action["res_model"]].with_user(user).search(action["domain"])
                with self.subTest(user=user.login, number=name):
                    self.assertEqual(len(found), board[f"{name}_count"])
                    self.assertTrue(found)
        self.assertGreater(
            self._board(self.manager).came_count, self._board(self.officer).came_count
        )

    def test_what_is_late_is_seen(self):
        self._make_lead()
        board = self._board(self.officer)
        late = board.overdue_count
        self.person.activity_schedule("mail.mail_activity_data_call", date_deadline="2020-01-01")
        self.assertEqual(self._board(self.officer).overdue_count - late, 1)

    def test_everybody_may_look(self):
        for user in self.staff.values():
            with self.subTest(user.login):
                self._board(user).read()
        with self.assertRaisesRegex(ValidationError, "0 is no plan"):
            self.rule.target_people = -1

    def test_a_strategy_is_shipped_and_kept(self):
        rules = self.env["customer.state.rule"].search([])
        rules.strategy = False

        def load(mode):
            convert_file(
                self.env,
                "crm_customer_profile",
                "data/customer_state_rule.xml",
                {},
                mode=mode,
                noupdate=True,
            )

        load("init")
        self.assertTrue(all(rules.mapped("strategy")))
        self.rule.strategy = "Ours"
        load("update")
        self.assertEqual(self.rule.strategy, "Ours")

    def test_strategy_moment_and_method_are_on_one_form(self):
        """Row Q41."""
        self.rule.plan_id = self.env.ref("crm_customer_profile.plan_cultivate")
        with Form(self.rule.with_user(self.manager)) as form:
            form.strategy = "One offer that fits"
            self.assertEqual(len(form.step_ids), 2)
        steps = self.rule.with_user(self.manager).step_ids
        self.assertEqual(steps.mapped("delay_count"), [1, 14])
        self.assertTrue(all(step.activity_type_id for step in steps))

    def test_the_department_acts(self):
        """Row P13: a change of state is the business of the right department."""
        self.rule.plan_id = self.env.ref("crm_customer_profile.plan_serve")
        with self.assertRaisesRegex(ValidationError, "who is responsible"):
            self.rule.write({"acting": "department", "responsible_id": False})
        self.rule.write({"acting": "department", "responsible_id": self.manager.id})
        self._make_lead()
        self.assertEqual(self.person.activity_ids.user_id, self.manager)
        self.colleague.group_ids += self.rule.group_id
        self._make_lead(partner=self.theirs)
        self.assertEqual(self.theirs.activity_ids.user_id, self.colleague)
