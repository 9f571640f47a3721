# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import threading
import uuid
from contextlib import contextmanager, suppress
from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name


class Killed(BaseException):
    """What a kill looks like from inside: nothing catches it, nothing commits."""


@contextmanager
def death_after(registry, model, method, calls=1):
    """Kill what runs inside as soon as a method of a model was done so many times.

    :return: a list that is no longer empty when it came to that
    """
    Model = registry[model]
    original = getattr(Model, method)
    seen, deaths = [], []

    def die(records, *args, **kwargs):
        result = original(records, *args, **kwargs)
        seen.append(records)
        if len(seen) == calls:
            deaths.append(records)
            raise Killed
        return result

    with patch.object(Model, method, die), suppress(Killed):
        yield deaths


class ConcurrencyCase(BaseCase):
    """Sessions with a cursor each, as two browsers or two servers have.

    What they do is committed: each test case takes its rows out again.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        # The main thread holds the lock of the registries while tests run; as in core's own tests
        # of the web server, the other sessions must not wait for it.
        lock = patch.object(Registry, "_lock", DummyRLock())
        lock.start()
        cls.addClassCleanup(lock.stop)

    @classmethod
    @contextmanager
    def _session(cls, **context):
        """An environment of the system on a cursor of its own: committed at the end, or not."""
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, context)

    @staticmethod
    def _found_company(env):
        """Return ``env`` with a new company as the only one, which the user of it belongs to."""
        company = env["res.company"].create({"name": f"Club {uuid.uuid4().hex}"})
        env.user.company_ids = [Command.link(company.id)]
        return env(context={"allowed_company_ids": company.ids, "tracking_disable": True})

    @classmethod
    def _count(cls, query, *params):
        """Return what a query finds first, as committed."""
        with cls._session() as env:
            env.cr.execute(query, params)
            return env.cr.fetchone()[0]

    @staticmethod
    def _delete_history(env, table, company_id):
        """Delete a company's rows that are only ever added; only a superuser may do this."""
        env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [company_id])
        env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def _run_at_once(self, *jobs, retried=True, **context):
        """Run jobs in sessions that start together.

        :param jobs: each is called with an environment of its own
        :param retried: as requests are: each has looked at the database before the first of them
            begins, and is tried again where it fails to serialize. The scheduler does neither.
        :return: for each job its exception or None
        """
        barrier = threading.Barrier(len(jobs))
        outcomes = [None] * len(jobs)

        def run(index, job):
            try:
                with self._session(**context) as env:
                    if retried:
                        env.cr.execute("SELECT 1")
                    barrier.wait(30)
                    if retried:
                        retrying(lambda: job(env), env)
                    else:
                        job(env)
            except Exception as error:
                outcomes[index] = error

        threads = [threading.Thread(target=run, args=each) for each in enumerate(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
            self.assertFalse(thread.is_alive(), "the sessions wait for each other")
        return outcomes
