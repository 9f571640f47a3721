# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import Counter
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestAssign(ServiceCommon):
    """A queue gives what waits to who is there; nobody there: it waits and somebody knows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.queue.member_ids
        cls.mine, cls.other = cls.members

    def _give(self, method, count=6, **values):
        self.queue.assign_method = method
        return self.env["service.request"].create(
            [
                {"name": f"{i}", "partner_id": self.member.id, "queue_id": self.queue.id, **values}
                for i in range(count)
            ]
        )

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_service_queue.ir_cron_service_offer").method_direct_trigger()

    def test_in_turn(self):
        self.assertEqual(Counter(self._give("round_robin").user_id.ids).total(), 2)
        requests = self._give("round_robin", 5)
        counts = Counter(request.user_id for request in requests)
        self.assertLessEqual(abs(counts[self.agent] - counts[self.colleague]), 1)
        one = self._give("round_robin", 1).user_id
        self.assertNotEqual(self._give("round_robin", 1).user_id, one)

    def test_least_to_do_counts_all_queues(self):
        kitchen = self.env["service.queue"].create({"name": "Kitchen"})
        for _i in range(3):
            self._ask(queue_id=kitchen.id, user_id=self.agent.id)
        requests = self._give("least_load", 5)
        counts = Counter(request.user_id for request in requests)
        self.assertEqual((counts[self.agent], counts[self.colleague]), (1, 4))

    def test_who_was_given_longest_ago_not_the_lowest_id(self):
        first = self._give("least_load", 1)
        first._move("resolved")
        second = self._give("least_load", 1)
        second._move("resolved")
        self.assertEqual(first.user_id | second.user_id, self.agent | self.colleague)
        self.assertEqual(self._give("least_load", 1).user_id, first.user_id)

    def test_only_who_can(self):
        japanese, piano = self.env["service.skill"].create(
            [{"name": "Japanese"}, {"name": "Piano"}]
        )
        self.other.skill_ids = japanese
        self.topic.skill_ids = japanese
        below = self.env["service.category"].create({"name": "Key", "parent_id": self.topic.id})
        self.assertEqual(self._give("skill", 4, category_id=below.id).user_id, self.colleague)
        stuck = self._give("skill", 1, skill_ids=[Command.link(piano.id)])
        self.assertFalse(stuck.user_id)
        self.assertTrue(stuck.is_stranded)

    def test_no_more_than_the_capacity(self):
        self.members.capacity = 2
        requests = self._give("round_robin", 6)
        self.assertEqual(len(requests.filtered("user_id")), 4)
        left = requests.filtered(lambda r: not r.user_id)
        self.assertEqual(left.mapped("state"), ["new", "new"])

    def test_who_is_away_gets_nothing(self):
        now = fields.Datetime.now()
        self.mine.write(
            {"absent_from": now - timedelta(hours=1), "absent_to": now + timedelta(hours=1)}
        )
        self.assertEqual(self._give("round_robin").user_id, self.colleague)
        self.mine.write({"absent_from": now - timedelta(hours=3), "absent_to": now})
        self.assertEqual(self._give("round_robin").user_id, self.agent | self.colleague)

    def test_whose_stand_in_works_today_gets_nothing(self):
        self.env["customer.stand.in"].create(
            {"owner_id": self.agent.id, "stand_in_id": self.colleague.id, "reason": "Leave"}
        )
        self.assertEqual(self._give("least_load").user_id, self.colleague)

    def test_nobody_available_is_said_once(self):
        self.members.write({"absent_from": fields.Datetime.now() - timedelta(days=1)})
        requests = self._give("least_load", 3)
        requests._offer()
        self._run_cron()
        self.assertEqual(requests.mapped("is_stranded"), [True] * 3)
        for request in requests:
            self.assertEqual(len(self._get_events(request, "waits")), 1)
            self.assertEqual(request.activity_ids.user_id, self.supervisor)
            self.assertEqual(len(request.activity_ids), 1)

    def test_who_comes_back_gets_what_waits(self):
        self.members.write({"absent_from": fields.Datetime.now() - timedelta(days=1)})
        requests = self._give("least_load", 4)
        self.members.write({"absent_from": False})
        self._run_cron()
        self.assertEqual(Counter(requests.mapped("user_id.id")).total(), 2)
        self.assertFalse(any(requests.mapped("is_stranded")))
        self.assertFalse(requests.activity_ids)

    def test_a_queue_without_members_loses_nothing(self):
        self.members.unlink()
        for method in ("manual", "round_robin"):
            request = self._give(method, 1)
            self.assertTrue(request.is_stranded, method)
            self.assertEqual(request.activity_ids.user_id, self.supervisor)

    def test_a_supervisor_without_a_role_holds_nothing_up(self):
        self.members.unlink()
        self.queue.supervisor_id = new_test_user(self.env, "plainboss", groups="base.group_user")
        self.assertTrue(self._give("round_robin", 1).is_stranded)

    def test_what_lies_in_no_queue_is_known_to_a_manager(self):
        self.env.company.service_default_queue_id = False
        request = self._ask(queue_id=False)
        self.assertTrue(request.is_stranded)
        keeper = self.env.company._get_service_keeper()
        self.assertTrue(keeper.has_group("crm_service_queue.group_service_manager"))
        self.assertEqual(request.activity_ids.user_id, keeper)
        self.assertIn("In no queue", request.activity_ids.summary)
        # Put into a queue whose members take by hand, it waits like any other there.
        request.with_user(self.agent).category_id = self.topic
        self.assertEqual(request.queue_id, self.queue)
        self.assertFalse(request.is_stranded or request.activity_ids)

    def test_where_nobody_supervises_a_manager_knows(self):
        self.queue.supervisor_id = False
        self.members.unlink()
        request = self._give("round_robin", 1)
        self.assertEqual(request.activity_ids.user_id, self.env.company._get_service_keeper())

    def test_another_queue_looks_for_an_agent(self):
        kitchen = self.env["service.queue"].create(
            {"name": "Kitchen", "assign_method": "round_robin", "supervisor_id": self.manager.id}
        )
        request = self._ask(queue_id=kitchen.id)
        self.assertTrue(request.is_stranded)
        self.queue.assign_method = "least_load"
        request.queue_id = self.queue
        self.assertTrue(request.user_id)
        self.assertFalse(request.is_stranded or request.activity_ids)

    def test_what_is_dropped_is_offered_to_nobody(self):
        self.members.unlink()
        request = self._give("least_load", 1)
        request.action_cancel()
        self.assertFalse(request.is_stranded or request.activity_ids)

    def test_what_was_given_back_goes_to_somebody_else(self):
        request = self._give("round_robin", 1)
        first = request.user_id
        request.with_user(first).action_give_back()
        self.assertTrue(request.user_id and request.user_id != first)
        request.with_user(request.user_id).action_start()
        request.with_user(request.user_id).action_give_back()
        self.assertFalse(request.user_id)
        self.assertEqual((request.state, request.is_stranded), ("new", True))

    def test_take_next(self):
        old, urgent = self._ask(), self._ask(priority="2")
        self._ask(queue_id=self.env["service.queue"].create({"name": "Kitchen"}).id)
        queue = self.queue.with_user(self.agent)
        self.assertEqual(queue.action_take_next()["res_id"], urgent.id)
        self.assertEqual(queue.action_take_next_of_mine()["res_id"], old.id)
        nothing = self.env["service.request"].with_user(self.agent).action_take_next()
        self.assertEqual(nothing["tag"], "display_notification")
        self.assertEqual((old | urgent).user_id, self.agent)

    def test_take_next_only_what_fits(self):
        skill = self.env["service.skill"].create({"name": "Japanese"})
        self.topic.skill_ids = skill
        hard = self._ask(category_id=self.topic.id, priority="3")
        special = self._ask(skill_ids=[Command.link(skill.id)], priority="3")
        easy = self._ask()
        queue = self.queue.with_user(self.agent)
        self.assertEqual(queue._take_next(), easy)
        self.assertFalse(queue._take_next())
        self.mine.skill_ids = skill
        self.mine.capacity = 2
        self.assertEqual(queue._take_next(), hard)
        with self.assertRaisesRegex(UserError, "as many requests as you can take"):
            queue._take_next()
        self.assertFalse(special.user_id)

    def test_take_next_is_for_members(self):
        with self.assertRaisesRegex(UserError, "member of none"):
            self.queue.with_user(self.supervisor).action_take_next()

    def test_the_dashboard_counts(self):
        self._ask(), self._ask(user_id=self.agent.id), self._ask(user_id=self.colleague.id)
        queue = self.queue.with_user(self.agent)
        self.assertEqual(
            (queue.waiting_count, queue.open_count, queue.mine_count, queue.present_count),
            (1, 3, 1, 2),
        )
        self.assertTrue(queue.is_member)
        self.assertEqual(self.mine.open_count, 1)

    def test_the_cost_of_an_offer_does_not_grow(self):
        def cost(count):
            self._give("least_load", 1)
            requests = self._ask(queue_id=False)
            for _i in range(count - 1):
                requests |= self._ask(queue_id=False)
            quiet = requests.with_context(service_clocks_later=True)
            quiet.write({"queue_id": self.queue.id})
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            requests._offer()
            self.env.flush_all()
            self.assertTrue(all(request.user_id for request in requests))
            return self.env.cr.sql_log_count - start

        cost(4)
        few = cost(4)
        self.assertLessEqual(cost(30), few + 4)
