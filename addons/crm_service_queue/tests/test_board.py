# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from .sla_common import SlaCommon

HOUR = timedelta(hours=1)


@tagged("post_install", "-at_install")
class TestBoard(SlaCommon):
    """Each number of the board is the number of requests its list shows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        now = fields.Datetime.now()
        cls.kitchen = cls.env["service.queue"].create(
            {"name": "Kitchen", "supervisor_id": cls.supervisor.id}
        )

        def ask(ago, **values):
            at = now - timedelta(minutes=ago)
            return (
                cls.env["service.request"]
                .with_context(service_moment=at)
                .create({"name": "x", "queue_id": cls.queue.id, "opened_at": at, **values})
            )

        ask(1)  # its answer is due in less than an hour
        cls.late = ask(90)
        ask(30, user_id=cls.agent.id)
        ask(10, queue_id=cls.kitchen.id, user_id=cls.agent.id)._move("waiting_third")
        ask(10, queue_id=False)
        ask(20, confidential=True)
        ask(300, user_id=cls.agent.id)._move("resolved")

    def test_each_number_is_its_list(self):
        for user in (self.manager, self.dispatcher, self.agent, self.supervisor, self.executive):
            Board = self.env["service.board"].with_user(user)
            board = Board.get_board()
            Request = self.env["service.request"].with_user(user)
            for row in [*board["queues"], {"id": None, **board["total"]}]:
                for column in board["columns"]:
                    self.assertTrue(column["help"])
                    action = Board.get_board_action(column["name"], row["id"], board["moment"])
                    with self.subTest(user=user.name, queue=row["id"], column=column["name"]):
                        self.assertEqual(
                            row[column["name"]], Request.search_count(action["domain"])
                        )

    def test_what_it_says(self):
        board = self.env["service.board"].with_user(self.manager).get_board()
        rows = {row["id"]: row for row in board["queues"]}
        names = ("open", "unassigned", "soon", "late", "waiting")
        hotline = [rows[self.queue.id][name] for name in names]
        self.assertEqual(hotline, [4, 3, 3, 1, 0])
        self.assertEqual([rows[self.kitchen.id][name] for name in names], [1, 0, 1, 0, 1])
        self.assertEqual(rows[self.queue.id]["oldest"] // 60, 90)

    def test_it_costs_the_same_with_many_queues(self):
        Board = self.env["service.board"].with_user(self.manager)
        Board.get_board()

        def count():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            Board.get_board()
            return self.cr.sql_log_count - before

        few = count()
        queues = self.env["service.queue"].create([{"name": f"Queue {i}"} for i in range(20)])
        for queue in queues:
            self._ask(queue_id=queue.id)
        self.assertEqual(count(), few)

    def test_the_filters_of_the_list_find_the_same(self):
        arch = etree.fromstring(self.env["service.request"].get_view(view_type="search")["arch"])

        def find(name):
            [node] = arch.xpath(f"//filter[@name='{name}']")
            domain = safe_eval(node.get("domain"), {"uid": self.env.uid})
            return self.env["service.request"].search([("queue_id", "=", self.queue.id), *domain])

        board = self.env["service.board"].get_board()
        [row] = [row for row in board["queues"] if row["id"] == self.queue.id]
        self.assertEqual(find("sla_late"), self.late)
        self.assertEqual(len(find("sla_hour")), row["soon"])
        self.assertFalse(find("sla_no_reason") - find("sla_was_late"))

    def test_strangers_see_nothing(self):
        stranger = new_test_user(self.env, "board_stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.env["service.board"].with_user(stranger).get_board()
        with self.assertRaises(UserError):
            self.env["service.board"].get_board_action("drop table", None, "2026-01-01 00:00:00")


@tagged("post_install", "-at_install")
class TestBoardTour(HttpCase):
    """A supervisor uses the board and the figures in a browser."""

    def test_tours(self):
        env = self.env(context={**self.env.context, "no_reset_password": True})
        new_test_user(
            env,
            "board_supervisor",
            groups="crm_service_queue.group_service_supervisor",
        )
        now = fields.Datetime.now()
        env["service.sla.policy"].search([]).active = False
        env["service.sla.policy"].create(
            {
                "name": "House",
                "target_ids": [fields.Command.create({"metric": "resolution", "minutes": 240})],
            }
        )
        queue = env["service.queue"].create({"name": "Tour desk"})
        requests = env["service.request"].create(
            [
                {"name": name, "queue_id": queue.id, "opened_at": now - hours * HOUR}
                for name, hours in (("Late locker", 6), ("Early locker", 1), ("Settled locker", 2))
            ]
        )
        requests[2]._move("resolved")
        self.start_tour("/odoo/service-board", "service_board", login="board_supervisor")
        self.start_tour("/odoo/service-figures", "service_figures", login="board_supervisor")
