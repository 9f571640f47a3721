# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import threading
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name


class SessionCommon(BaseCase):
    """Sessions with a cursor and a thread each, as browsers or servers have."""

    company_id = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        # The main thread holds the lock of the registries while tests run; as in core's own tests
        # of the web server, the other sessions must not wait for it.
        lock = patch.object(Registry, "_lock", DummyRLock())
        lock.start()
        cls.addClassCleanup(lock.stop)

    def _run_at_once(self, *jobs):
        """Run jobs in threads that start together; return their exceptions or None."""
        barrier = threading.Barrier(len(jobs))
        outcomes = [None] * len(jobs)

        def run(index):
            try:
                with self.registry.cursor() as cr:
                    context = {"allowed_company_ids": [self.company_id]}
                    env = api.Environment(cr, SUPERUSER_ID, context)
                    env.cr.execute("SELECT 1")
                    barrier.wait(30)
                    retrying(lambda: jobs[index](env), env)
            except Exception as error:
                outcomes[index] = error

        threads = [threading.Thread(target=run, args=(index,)) for index in range(len(jobs))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            self.assertFalse(thread.is_alive(), "the sessions wait for each other")
        return outcomes
