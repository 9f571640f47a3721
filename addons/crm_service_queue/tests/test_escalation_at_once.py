# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid
from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.crm_customer_profile.tests.concurrency_common import (
    ConcurrencyCase,
    death_after,
)

NUMBER = 12


@tagged("post_install", "-at_install")
class TestEscalationAtOnce(ConcurrencyCase):
    """Killed in the middle, or run by two servers at once: each escalation once, none forgotten."""

    def setUp(self):
        super().setUp()
        self.name = f"At once {uuid.uuid4().hex}"
        with self._session(tracking_disable=True) as env:
            queue = env["service.queue"].create({"name": self.name})
            self.queue_id = queue.id
            rule = env["service.escalation.rule"].create(
                {
                    "name": self.name,
                    "trigger": "breach",
                    "queue_ids": queue.ids,
                    "notify_supervisor": False,
                }
            )
            policy = env["service.sla.policy"].create(
                {
                    "name": self.name,
                    "queue_ids": queue.ids,
                    "target_ids": [Command.create({"metric": "resolution", "minutes": 5})],
                }
            )
            self.rule_id, self.policy_id = rule.id, policy.id
            at = fields.Datetime.now() - timedelta(minutes=6)
            env["service.request"].with_context(service_moment=at).create(
                [
                    {"name": self.name, "queue_id": queue.id, "opened_at": at}
                    for _index in range(NUMBER)
                ]
            )
            # What was open while the moment was replayed is due now.
            env.cr.execute(
                "UPDATE service_request SET next_tick_at = %s WHERE queue_id = %s",
                [at + timedelta(minutes=5, seconds=1), queue.id],
            )
        self.addCleanup(self._take_out)

    def _take_out(self):
        with self._session() as env:
            requests = env["service.request"].search([("queue_id", "=", self.queue_id)])
            for table in ("service_escalation_log", "service_event"):
                env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                env.cr.execute(f"DELETE FROM {table} WHERE request_id IN %s", [tuple(requests.ids)])
                env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            env.invalidate_all()
            requests.unlink()
            env["service.escalation.rule"].browse(self.rule_id).unlink()
            env["service.sla.policy"].browse(self.policy_id).unlink()
            env["service.queue"].browse(self.queue_id).unlink()

    def _count_rows(self, table, condition):
        return self._count(
            f"""SELECT count(*) FROM {table} t JOIN service_request r ON r.id = t.request_id
                 WHERE r.queue_id = %s AND {condition}""",
            self.queue_id,
        )

    def _check_each_once(self):
        self.assertEqual(self._count_rows("service_escalation_log", "TRUE"), NUMBER)
        self.assertEqual(self._count_rows("service_event", "t.type = 'breach'"), NUMBER)
        self.assertEqual(self._count_rows("service_event", "t.type = 'escalate'"), NUMBER)
        self.assertEqual(self._count_rows("service_request_sla", "t.state = 'breached'"), NUMBER)
        self.assertFalse(
            self._count(
                """SELECT count(*) FROM service_request
                    WHERE queue_id = %s AND next_tick_at IS NOT NULL""",
                self.queue_id,
            )
        )

    def test_killed_and_run_again(self):
        with (
            death_after(self.registry, "service.request", "_tick", calls=2) as deaths,
            self._session() as env,
        ):
            env["service.request"]._cron_tick(batch_size=5)
        self.assertTrue(deaths)
        done = self._count_rows("service_escalation_log", "TRUE")
        self.assertEqual(done, 5, "the first slice is kept, the second is not half there")
        with self._session() as env:
            env["service.request"]._cron_tick(batch_size=5)
        self._check_each_once()

    def test_two_at_once(self):
        def job(env):
            env["service.request"]._cron_tick(batch_size=3)

        outcomes = self._run_at_once(job, job, job, retried=False)
        self.assertEqual(outcomes, [None] * 3)
        with self._session() as env:
            env["service.request"]._cron_tick(batch_size=3)
        self._check_each_once()
