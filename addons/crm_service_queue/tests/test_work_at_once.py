# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid
from datetime import date
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import (
    ConcurrencyCase,
    death_after,
)

from ..models import service_plan_generate


@tagged("post_install", "-at_install")
class TestWorkAtOnce(ConcurrencyCase):
    """Two telephones, two desks, two workers: each thing happens once."""

    def setUp(self):
        super().setUp()
        self.mark = uuid.uuid4().hex
        self.addCleanup(self._remove_everything)
        with self._session(no_reset_password=True) as env:
            users = [
                new_test_user(
                    env,
                    login=f"{name}_{self.mark}",
                    groups="crm_service_queue.group_service_technician",
                )
                for name in ("ann", "bob")
            ]
            self.user_ids = [user.id for user in users]
            self.queue_id = (
                env["service.queue"]
                .create(
                    {
                        "name": self.mark,
                        "member_ids": [Command.create({"user_id": id_}) for id_ in self.user_ids],
                    }
                )
                .id
            )
            self.person_id = env["res.partner"].create({"name": self.mark}).id
            self.product_id = (
                env["product.product"].create({"name": self.mark, "type": "service"}).id
            )
            self.plan_ids = []

    def _order(self, env):
        return env["service.work.order"].create(
            {
                "name": self.mark,
                "partner_id": self.person_id,
                "queue_id": self.queue_id,
                "line_ids": [Command.create({"product_id": self.product_id})],
            }
        )

    def _plans(self, number):
        with self._session() as env:
            plans = env["service.plan"].create(
                [
                    {
                        "name": self.mark,
                        "queue_id": self.queue_id,
                        "unit": "day",
                        "horizon": 3,
                        "date_start": date(2026, 1, 1),
                    }
                    for _index in range(number)
                ]
            )
            plans.write({"state": "running"})
            self.plan_ids = plans.ids

    def _remove_everything(self):
        """Take the committed rows out again."""
        with self._session(active_test=False) as env:
            mine = [self.person_id]
            orders = env["service.work.order"].search([("queue_id", "=", self.queue_id)])
            sales = env["sale.order"].search([("partner_id", "in", mine)])
            sales._action_cancel()
            sales.unlink()
            env["service.plan.occurrence"].search([("plan_id", "in", self.plan_ids)]).unlink()
            env["service.plan"].browse(self.plan_ids).unlink()
            env.cr.execute(
                "UPDATE service_work_order SET state = 'cancelled' WHERE id = ANY(%s)",
                [orders.ids],
            )
            env.invalidate_all()
            orders.unlink()
            env["service.queue"].browse(self.queue_id).unlink()
            env["product.product"].browse(self.product_id).product_tmpl_id.unlink()
            env["res.partner"].browse(mine).unlink()
            users = env["res.users"].browse(self.user_ids)
            partners = users.partner_id
            users.unlink()
            partners.unlink()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_accept_the_same_work(self):
        with self._session() as env:
            order = self._order(env)
            order.action_dispatch()
            order_id = order.id

        def accept(user_id):
            def job(env):
                order = env["service.work.order"].browse(order_id)
                order.with_user(user_id).action_accept()

            return job

        outcomes = self._run_at_once(*map(accept, self.user_ids))
        refused = [outcome for outcome in outcomes if outcome]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], UserError)
        with self._session() as env:
            order = env["service.work.order"].browse(order_id)
            self.assertEqual(order.state, "accepted")
            self.assertEqual(order.user_id.id, self.user_ids[outcomes.index(None)])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_bill_the_same_work(self):
        with self._session() as env:
            order = self._order(env)
            order.user_id = self.user_ids[0]
            for button in ("dispatch", "accept", "start", "done"):
                getattr(order.with_user(self.user_ids[0]).sudo(), f"action_{button}")()
            order_id = order.id

        def bill(env):
            env["service.work.order"].browse(order_id).action_bill()

        outcomes = self._run_at_once(bill, bill)
        self.assertEqual(len([outcome for outcome in outcomes if outcome]), 1, outcomes)
        self.assertIsInstance(next(filter(None, outcomes)), UserError)
        lines = self._count(
            "SELECT count(*) FROM sale_order_line WHERE product_id = %s", self.product_id
        )
        self.assertEqual(lines, 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_workers_make_each_visit_once(self):
        self._plans(5)

        def generate(env):
            env["service.plan"]._cron_generate()

        with patch.object(service_plan_generate, "SLICE", 2):
            self.assertEqual(self._run_at_once(generate, generate, retried=False), [None, None])
            with self._session() as env:  # what one had locked while the other looked
                generate(env)
        self._assert_each_made_once(5)

    def _assert_each_made_once(self, plans):
        visits = self._count(
            "SELECT count(DISTINCT order_id) FROM service_plan_occurrence"
            " WHERE state = 'made' AND plan_id = ANY(%s)",
            self.plan_ids,
        )
        orders = self._count(
            "SELECT count(*) FROM service_work_order WHERE queue_id = %s", self.queue_id
        )
        self.assertEqual((visits, orders), (4 * plans, 4 * plans), "today and three days")

    def test_a_killed_run_is_taken_up_again(self):
        self._plans(4)
        with (
            patch.object(service_plan_generate, "SLICE", 1),
            death_after(self.registry, "service.plan", "_make_visits", calls=3) as deaths,
            self._session() as env,
        ):
            env["service.plan"]._cron_generate()
        self.assertTrue(deaths)
        made = self._count(
            "SELECT count(*) FROM service_plan_occurrence WHERE plan_id = ANY(%s)", self.plan_ids
        )
        self.assertEqual(made, 8, "two slices were done")
        with self._session() as env:
            env["service.plan"]._cron_generate()
        self._assert_each_made_once(4)
