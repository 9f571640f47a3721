# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import threading
from collections import Counter
from unittest.mock import patch
from uuid import uuid4

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import (
    ConcurrencyCase,
    death_after,
)

from ..models import service_queue_offer
from ..models.service_queue_offer import LOCK_SPACE


class AssignAtOnceCase(ConcurrencyCase):
    """A company of its own with one queue, whose rows are taken out again."""

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

    def _count_given(self):
        return self._count(
            "SELECT count(*) FROM service_event e JOIN service_request r ON r.id = request_id"
            " WHERE r.queue_id = %s AND type = 'assign'",
            self.queue_id,
        )

    def _check_even(self, total):
        """Check that each request was given once and nobody has two more than another."""
        loads = self._get_loads()
        self.assertEqual(loads.total(), total)
        self.assertEqual(set(loads), set(self.user_ids))
        self.assertLessEqual(max(loads.values()) - min(loads.values()), 1, loads)
        self.assertEqual(self._count_given(), total)


@tagged("post_install", "-at_install")
class TestAssignAtOnce(AssignAtOnceCase):
    """Two servers never take the same request, and give no one more than his share."""

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
        self.assertEqual(self._count_given(), 60)

    def test_the_same_letter_in_two_sessions_is_one_request(self):
        letter = (
            b"From: z@example.com\nTo: y@example.com\nSubject: Twice\n"
            b"Message-ID: <" + uuid4().hex.encode() + b"@example.com>\n\nHello"
        )
        values = {"queue_id": self.queue_id, "company_id": self.company_id}

        def take(env):
            with mute_logger("odoo.addons.mail.models.mail_thread"):
                env["mail.thread"].message_process(
                    "service.request", letter, custom_values=dict(values)
                )

        outcomes = self._run_at_once(*[take] * 3, **self._context())
        self.assertEqual(outcomes, [None] * 3)
        self.assertEqual(
            self._count("SELECT count(*) FROM service_request WHERE queue_id = %s", self.queue_id),
            1,
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
        self._check_even(40)

    def test_shares_are_equal_in_turn(self):
        self._check_shares("round_robin")

    def test_shares_are_equal_by_load(self):
        self._check_shares("least_load")


@tagged("post_install", "-at_install")
class TestOfferAtOnce(AssignAtOnceCase):
    """What could not be offered at once is offered by the scheduler, whoever gives meanwhile."""

    def setUp(self):
        super().setUp()
        with self._session() as env:
            env["service.queue"].browse(self.queue_id).assign_method = "least_load"

    def _offer_by_schedule(self, env):
        env["service.queue"]._cron_offer()

    def _let_wait(self, count):
        """Write down requests while nobody is there."""
        with self._session(**self._context()) as env:
            members = env["service.queue"].browse(self.queue_id).member_ids
            members.absent_from = "2020-01-01"
            self._make(env, count)
            members.absent_from = False
        self.assertEqual(set(self._get_loads()), {False})

    def test_an_offer_that_waits_too_long_is_left_to_the_scheduler(self):
        with self.registry.cursor() as busy, patch.object(service_queue_offer, "PATIENCE", "0.2s"):
            busy.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, self.queue_id])
            with self._session(**self._context()) as env:
                self._make(env, 3)
            self.assertEqual(set(self._get_loads()), {False})
        with self._session() as env:
            cron = env.ref("crm_service_queue.ir_cron_service_offer")
            self.assertTrue(env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]))
            self._offer_by_schedule(env)
        self.assertNotIn(False, self._get_loads())
        self.assertEqual(self._count_given(), 3)

    def test_an_offer_waits_for_its_turn(self):
        """Whoever gives for a moment only holds up nobody for long: no schedule is needed."""
        busy = self.registry.cursor()
        self.addCleanup(busy.close)
        busy.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, self.queue_id])
        waiting = threading.Event()
        original = self.registry["service.queue"]._offer_in_session

        def tell(*args):
            waiting.set()
            return original(*args)

        def create(env):
            self._make(env, 3)

        def let_go(env):
            self.assertTrue(waiting.wait(30))
            busy.rollback()

        with patch.object(self.registry["service.queue"], "_offer_in_session", tell):
            outcomes = self._run_at_once(create, let_go, retried=False, **self._context())
        self.assertEqual(outcomes, [None, None])
        self.assertNotIn(False, self._get_loads())
        self.assertEqual(self._count_given(), 3)

    def test_the_scheduler_against_those_who_give(self):
        self._let_wait(20)

        def create(env):
            for _i in range(5):
                self._make(env, 2)
                env.cr.commit()

        jobs = [create, self._offer_by_schedule, create, self._offer_by_schedule]
        outcomes = self._run_at_once(*jobs, retried=False, **self._context())
        self.assertEqual(outcomes, [None] * 4)
        # What one of the two stepped aside for is due when the scheduler comes next.
        with self._session() as env:
            self._offer_by_schedule(env)
        self._check_even(40)

    def test_killed_while_it_offers(self):
        self._let_wait(8)
        with (
            death_after(self.registry, "service.request", "_give_to", calls=2) as deaths,
            self._session() as env,
        ):
            self._offer_by_schedule(env)
        self.assertTrue(deaths)
        self.assertEqual(set(self._get_loads()), {False})
        with self._session() as env:
            self._offer_by_schedule(env)
        self._check_even(8)
