# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import threading
import uuid
from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api, fields
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestValueAtOnce(BaseCase):
    """Two workers, with a cursor each, compute the values of a company at the same time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        # As in core's own tests of the web server: the main thread holds this lock in tests.
        lock = patch.object(Registry, "_lock", DummyRLock())
        lock.start()
        cls.addClassCleanup(lock.stop)

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            company = env["res.company"].create({"name": f"At once {uuid.uuid4().hex}"})
            env.user.company_ids = [Command.link(company.id)]
            env = env(context={**env.context, "allowed_company_ids": company.ids})
            people = env["res.partner"].create([{"name": f"Twice {n}"} for n in range(6)])
            product = env["product.product"].create({"name": "Round", "type": "service"})
            orders = env["sale.order"].create(
                [
                    {
                        "partner_id": person.id,
                        "company_id": company.id,
                        "state": "sale",
                        "date_order": fields.Datetime.now() - timedelta(days=ago),
                        "order_line": [Command.create({"product_id": product.id})],
                    }
                    for person in people
                    for ago in (15, 22, 29, 36)
                ]
            )
            segment = env["customer.segment"].create(
                {
                    "name": "Twice",
                    "rule_ids": [Command.create({"domain": "[('name', '=like', 'Twice %')]"})],
                }
            )
            self.company_id, self.people_ids, self.order_ids = company.id, people.ids, orders.ids
            self.product_id, self.segment_id = product.id, segment.id
        self.addCleanup(self._remove_everything)

    def _remove_everything(self):
        """Take the committed rows out again; only a superuser may do this to the months."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"allowed_company_ids": [self.company_id]})
            cr.execute("ALTER TABLE customer_value_snapshot DISABLE TRIGGER USER")
            for table in ("snapshot", "run"):
                cr.execute(
                    f"DELETE FROM customer_value_{table} WHERE company_id = %s", [self.company_id]
                )
            cr.execute("ALTER TABLE customer_value_snapshot ENABLE TRIGGER USER")
            cr.execute("DELETE FROM customer_value WHERE company_id = %s", [self.company_id])
            env["customer.segment"].browse(self.segment_id).unlink()
            orders = env["sale.order"].browse(self.order_ids)
            orders._action_cancel()
            orders.unlink()
            env["res.partner"].browse(self.people_ids).unlink()
            env["product.product"].browse(self.product_id).product_tmpl_id.unlink()
            env["res.company"].browse(self.company_id).write({"active": False})

    def _run_at_once(self, job):
        """Run a job in two sessions that start together; return their exceptions or None."""
        barrier = threading.Barrier(2)
        outcomes = []

        def run():
            try:
                with self.registry.cursor() as cr:
                    context = {"allowed_company_ids": [self.company_id]}
                    env = api.Environment(cr, SUPERUSER_ID, context)
                    cr.execute("SELECT 1")
                    barrier.wait(30)
                    retrying(lambda: job(env), env)
                outcomes.append(None)
            except Exception as error:
                outcomes.append(error)

        threads = [threading.Thread(target=run) for _session in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
            self.assertFalse(thread.is_alive(), "the sessions wait for each other")
        return outcomes

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_values_are_there_once(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["customer.value.run"]._open(env["res.company"].browse(self.company_id))

        def work(env):
            runs = env["customer.value.run"].search([("company_id", "=", self.company_id)])
            runs._work()

        with patch("odoo.addons.crm_customer_profile.models.customer_value_run.SLICE_SIZE", 3):
            self.assertEqual(self._run_at_once(work), [None, None])
            with self.registry.cursor() as cr:
                # The one that came second may have found the row held, and left the work to it.
                work(api.Environment(cr, SUPERUSER_ID, {}))
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"allowed_company_ids": [self.company_id]})
            company = [("company_id", "=", self.company_id)]
            values = env["customer.value"].search(company)
            self.assertEqual(sorted(values.partner_id.ids), sorted(self.people_ids))
            self.assertEqual(set(values.mapped("trade_count")), {4})
            self.assertEqual(env["customer.value.run"].search(company).stage, "done")
            self.assertEqual(env["customer.cycle.alert"].search_count(company), 6)
            self.assertEqual(env["customer.value.snapshot"].search_count(company), 6)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_segment_is_refreshed_by_two(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "DELETE FROM customer_segment_member"
                " WHERE segment_id = %s AND partner_id = ANY(%s)",
                [self.segment_id, self.people_ids[:3]],
            )

        def refresh(env):
            env["customer.segment"].browse(self.segment_id)._refresh()

        self.assertEqual(self._run_at_once(refresh), [None, None])
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            segment = env["customer.segment"].browse(self.segment_id)
            self.assertEqual(segment.member_count, 6)
            self.assertEqual(sorted(segment.member_ids.partner_id.ids), sorted(self.people_ids))
