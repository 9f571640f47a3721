# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from collections import Counter
from uuid import uuid4

from odoo import Command
from odoo.tests import tagged

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase


@tagged("post_install", "-at_install")
class TestAssignAtOnce(ConcurrencyCase):
    """Two servers never take the same request, and give no one more than his share."""

    AGENTS = 4

    def setUp(self):
        super().setUp()
        with self._session() as env:
            env = self._found_company(env)
            self.company_id = env.company.id
            users = (
                env["res.users"]
                .with_context(no_reset_password=True)
                .create(
                    [
                        {
                            "name": f"Agent {i}",
                            "login": uuid4().hex,
                            "company_id": self.company_id,
                            "company_ids": [Command.set([self.company_id])],
                            "group_ids": [
                                Command.link(env.ref("crm_service_queue.group_service_agent").id)
                            ],
                        }
                        for i in range(self.AGENTS)
                    ]
                )
            )
            queue = env["service.queue"].create(
                {
                    "name": "Hotline",
                    "company_id": self.company_id,
                    "member_ids": [Command.create({"user_id": user.id}) for user in users],
                }
            )
            self.user_ids, self.queue_id = users.ids, queue.id
        self.addCleanup(self._clean)

    def _clean(self):
        with self._session() as env:
            env = env(context={"active_test": False})
            mine = [("company_id", "=", self.company_id)]
            self._delete_history(env, "service_event", self.company_id)
            env["service.request"].search(mine).unlink()
            env["service.queue"].search(mine).unlink()
            users = env["res.users"].browse(self.user_ids)
            partners = users.partner_id
            users.unlink()
            partners.unlink()
            company = env["res.company"].browse(self.company_id)
            env.user.company_ids -= company
            partner = company.partner_id
            env["ir.cron.trigger"].search([]).unlink()
            company.unlink()
            partner.unlink()

    def _context(self):
        return {
            "allowed_company_ids": [self.company_id],
            "tracking_disable": True,
            "mail_auto_subscribe_no_notify": True,
        }

    def _make(self, env, count):
        return env["service.request"].create(
            [
                {"name": f"{i}", "queue_id": self.queue_id, "company_id": self.company_id}
                for i in range(count)
            ]
        )

    def _get_loads(self):
        with self._session() as env:
            requests = env["service.request"].search([("queue_id", "=", self.queue_id)])
            return Counter(request.user_id.id for request in requests)

    def test_each_is_taken_once(self):
        with self._session(**self._context()) as env:
            self._make(env, 60)
        taken = []

        def pull(user_id):
            def job(env):
                queue = env["service.queue"].with_user(user_id).browse(self.queue_id)
                while request := queue._take_next():
                    taken.append(request.id)
                    env.cr.commit()

            return job

        outcomes = self._run_at_once(*map(pull, self.user_ids), **self._context())
        self.assertEqual(outcomes, [None] * self.AGENTS)
        self.assertEqual(len(taken), 60)
        self.assertEqual(len(set(taken)), 60)
        self.assertEqual(
            self._count(
                "SELECT count(*) FROM service_event e JOIN service_request r ON r.id = request_id"
                " WHERE r.queue_id = %s AND type = 'assign'",
                self.queue_id,
            ),
            60,
        )

    def _check_shares(self, method):
        with self._session() as env:
            env["service.queue"].browse(self.queue_id).assign_method = method

        def create(env):
            for _i in range(5):
                self._make(env, 2)
                env.cr.commit()

        outcomes = self._run_at_once(*[create] * 4, retried=False, **self._context())
        self.assertEqual(outcomes, [None] * 4)
        loads = self._get_loads()
        self.assertEqual(loads.total(), 40)
        self.assertEqual(set(loads), set(self.user_ids))
        self.assertLessEqual(max(loads.values()) - min(loads.values()), 1, loads)

    def test_shares_are_equal_in_turn(self):
        self._check_shares("round_robin")

    def test_shares_are_equal_by_load(self):
        self._check_shares("least_load")
