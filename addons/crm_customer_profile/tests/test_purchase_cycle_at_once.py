# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import threading
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestPurchaseCycleAtOnce(BaseCase):
    """Two workers that remind of the same purchase."""

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
            self.person_id = env["res.partner"].create({"name": "Canteen"}).id
            env["customer.purchase.cycle"].create(
                {
                    "partner_id": self.person_id,
                    "name": "Rice",
                    "cadence": "every",
                    "every_days": 30,
                    "date_from": fields.Date.today(),
                    "user_id": env.ref("base.user_admin").id,
                    "lead_days": 1,
                }
            )
        self.addCleanup(self._remove_everything)

    def _remove_everything(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["res.partner"].browse(self.person_id).unlink()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_one_reminder(self):
        barrier = threading.Barrier(2)
        outcomes = []

        def run():
            try:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    cr.execute("SELECT 1")
                    barrier.wait(30)
                    retrying(lambda: env["customer.purchase.cycle"]._cron_remind(), env)
                outcomes.append(None)
            except Exception as error:
                outcomes.append(error)

        threads = [threading.Thread(target=run) for _worker in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            self.assertFalse(thread.is_alive(), "the workers wait for each other")
        self.assertEqual(outcomes, [None, None])
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            person = env["res.partner"].browse(self.person_id)
            self.assertEqual(len(person.activity_ids), 1)
