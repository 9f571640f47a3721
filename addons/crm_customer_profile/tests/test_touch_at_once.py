# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from .concurrency_common import ConcurrencyCase, Killed

DAYS = 30


@tagged("post_install", "-at_install")
class TestTouchAtOnce(ConcurrencyCase):
    """The nightly jobs about contacts: killed, cut off from the database, run twice at once."""

    def setUp(self):
        super().setUp()
        self.partner_class = self.registry["res.partner"]
        self.addCleanup(self._remove_everything)
        with self._session(tracking_disable=True) as env:
            people = env["res.partner"].create([{"name": f"Quiet {n}"} for n in range(4)])
            self.people_ids = people.ids
            env.flush_all()
            env.cr.execute(
                """UPDATE res_partner SET create_date = now() - interval '90 days'
                    WHERE id = ANY(%s)""",
                [people.ids],
            )
            rule = env.ref("crm_customer_profile.state_rule_to_identify")
            self.days_before = rule.min_touch_days
            rule.min_touch_days = DAYS

    def _remove_everything(self):
        with self._session() as env:
            env.ref("crm_customer_profile.state_rule_to_identify").min_touch_days = self.days_before
            people = env["res.partner"].browse(self.people_ids)
            env["calendar.event"].search([("partner_ids", "in", people.ids)]).unlink()
            people.unlink()

    @contextmanager
    def _only_ours(self):
        """Leave whoever else is in this database alone."""
        original = self.partner_class._get_out_of_touch_domain

        def domain(partners):
            return original(partners) & Domain("id", "in", self.people_ids)

        with patch.object(self.partner_class, "_get_out_of_touch_domain", domain):
            yield

    @contextmanager
    def _broken_at_the_second(self, method, cut=False):
        """Break the job off in its second slice, by a kill or by a cut of the connection."""
        original, slices = getattr(self.partner_class, method), []

        def broken(partners, *args):
            slices.append(len(partners))
            result = original(partners, *args)
            if len(slices) == 2:
                if not cut:
                    raise Killed
                partners.env.cr.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            return result

        expected = psycopg2.Error if cut else Killed
        with (
            mute_logger("odoo.sql_db"),
            patch.object(self.partner_class, method, broken),
            self.assertRaises(expected),
        ):
            yield
        self.assertEqual(len(slices), 2)

    def _keep(self, env):
        env["res.partner"]._cron_keep_in_touch(batch_size=2)

    def _catch_up(self, env):
        env["res.partner"]._cron_sync_last_contact(batch_size=2)

    def _get_calls(self):
        with self._session() as env:
            people = env["res.partner"].browse(self.people_ids)
            return [len(person.activity_ids) for person in people]

    def _get_last(self):
        with self._session() as env:
            return env["res.partner"].browse(self.people_ids).mapped("last_contact_date")

    def test_calls_are_made_once_after_a_kill(self):
        for cut, left in ((False, [1, 1, 0, 0]), (True, [1, 1, 0, 0])):
            with self._only_ours(), self.subTest(cut=cut):
                with self._broken_at_the_second("_remind_of_contact", cut), self._session() as env:
                    self._keep(env)
                self.assertEqual(self._get_calls(), left)
                self.assertEqual(self._run_at_once(self._keep), [None])
                self.assertEqual(self._get_calls(), [1, 1, 1, 1])
            with self._session() as env:
                env["res.partner"].browse(self.people_ids).activity_ids.unlink()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_jobs_call_each_once(self):
        with self._only_ours():
            self.assertEqual(self._run_at_once(self._keep, self._keep), [None, None])
            self.assertEqual(self._run_at_once(self._keep), [None])  # what was locked meanwhile
        self.assertEqual(self._get_calls(), [1, 1, 1, 1])

    def test_who_looked_before_makes_no_second_call(self):
        """Another job makes all calls between the look of this one and its lock."""
        original, looks, outcomes = self.partner_class.try_lock_for_update, [], []

        def lock_late(partners, **kwargs):
            looks.append(partners)
            if len(looks) == 1:
                outcomes.extend(self._run_at_once(self._keep))
            return original(partners, **kwargs)

        with (
            self._only_ours(),
            mute_logger("odoo.sql_db"),
            patch.object(self.partner_class, "try_lock_for_update", lock_late),
        ):
            self.assertEqual(self._run_at_once(self._keep), [None])
        self.assertEqual(outcomes, [None])
        self.assertEqual(self._get_calls(), [1, 1, 1, 1])

    def test_the_last_contact_is_caught_up_after_a_kill(self):
        """Meetings take place without anybody saving anything."""
        for cut in (False, True):
            start = fields.Datetime.now() - timedelta(days=1 if cut else 2)
            with self._session(tracking_disable=True, no_mail_to_attendees=True) as env:
                env["calendar.event"].create(
                    {
                        "name": "Tasting",
                        "start": start,
                        "stop": start + timedelta(hours=1),
                        "partner_ids": [(6, 0, self.people_ids)],
                    }
                )
                env.flush_all()
                env.cr.execute(
                    "UPDATE res_partner SET last_contact_date = NULL WHERE id = ANY(%s)",
                    [self.people_ids],
                )
            with self.subTest(cut=cut):
                with self._broken_at_the_second("_sync_last_contact", cut), self._session() as env:
                    self._catch_up(env)
                self.assertEqual(len([day for day in self._get_last() if day]), 2)
                self.assertEqual(self._run_at_once(self._catch_up, self._catch_up), [None, None])
                self.assertEqual(self._run_at_once(self._catch_up), [None])
                self.assertEqual(set(self._get_last()), {start})
