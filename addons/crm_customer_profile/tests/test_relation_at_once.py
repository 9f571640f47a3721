# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import threading
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestRelationAtOnce(BaseCase):
    """Two sessions that close a circle together, each half of which is allowed."""

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
            people = env["res.partner"].create([{"name": f"Circle {n}"} for n in range(3)])
            self.people_ids = people.ids
            self.kind_id = env.ref("crm_customer_profile.relation_kind_employer").id
        self.addCleanup(self._remove_everything)

    def _remove_everything(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["res.partner"].browse(self.people_ids).unlink()

    def _relate(self, env, first, second):
        env["customer.relation"].create(
            {
                "partner_id": self.people_ids[first],
                "other_id": self.people_ids[second],
                "kind_id": self.kind_id,
            }
        )

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_of_the_two_is_refused(self):
        with self.registry.cursor() as cr:
            self._relate(api.Environment(cr, SUPERUSER_ID, {}), 0, 1)
        barrier = threading.Barrier(2)
        outcomes = []

        def run(first, second):
            try:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    cr.execute("SELECT 1")  # both look at the relations of before
                    barrier.wait(30)
                    retrying(lambda: self._relate(env, first, second), env)
                outcomes.append(None)
            except Exception as error:
                outcomes.append(error)

        threads = [threading.Thread(target=run, args=ends) for ends in ((1, 2), (2, 0))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            self.assertFalse(thread.is_alive(), "the sessions wait for each other")
        refused = [error for error in outcomes if error]
        self.assertEqual(len(outcomes), 2)
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], ValidationError)
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT COUNT(*) FROM customer_relation WHERE partner_id = ANY(%s)",
                [self.people_ids],
            )
            self.assertEqual(cr.fetchone()[0], 2)
