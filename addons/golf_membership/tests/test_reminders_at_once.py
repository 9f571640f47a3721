# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import threading
import uuid
from contextlib import ExitStack
from datetime import timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

MEMBERS = 6


class Killed(BaseException):
    """What a kill looks like from inside: nothing catches it, nothing commits."""


@tagged("post_install", "-at_install")
class TestRemindersAtOnce(BaseCase):
    """The reminders' job with real transactions: killed at each point, and on two servers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        lock = patch.object(Registry, "_lock", DummyRLock())
        lock.start()
        cls.addClassCleanup(lock.stop)
        cls.addClassCleanup(cls._remove_everything)
        with cls.registry.cursor() as cr:
            cls._make_overdue(api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True}))

    @classmethod
    def _make_overdue(cls, env):
        """Have members with an overdue invoice each, in a club with its own accounts."""
        company = env["res.company"].create({"name": f"Club {uuid.uuid4().hex}"})
        env.user.company_ids = [Command.link(company.id)]
        env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        env = env(context={"allowed_company_ids": company.ids, "tracking_disable": True})
        company = company.with_env(env)
        company._add_default_reminder_levels()
        service = {"type": "service", "company_id": company.id, "taxes_id": False}
        product, late = env["product.product"].create(
            [service | {"name": name, "list_price": 25} for name in ("Locker", "Late fee")]
        )
        tier = env["res.partner.grade"].create(
            {
                "name": "Individual",
                "membership_kind": "individual",
                "company_id": company.id,
                "term": "unlimited",
                "fee_schedule_ids": [
                    Command.create({"fee_kind": "late", "product_id": late.id}),
                ],
            }
        )
        day = company._golf_today() - timedelta(days=25)
        memberships = env["golf.membership"].create(
            [
                {
                    "partner_id": env["res.partner"]
                    .create({"name": f"Late {index}", "email": f"late{index}@example.com"})
                    .id,
                    "tier_id": tier.id,
                    "company_id": company.id,
                    "origin": "import",
                    "date_start": day,
                }
                for index in range(MEMBERS)
            ]
        )
        charges = env["golf.charge"].create(
            [
                {
                    "membership_id": membership.id,
                    "product_id": product.id,
                    "period_start": day,
                    "period_end": day,
                    "amount": 100,
                }
                for membership in memberships
            ]
        )
        invoices = charges._create_invoices()
        invoices.write({"invoice_date": day, "invoice_date_due": day})
        invoices.action_post()
        env.flush_all()
        cls.company_id, cls.tier_id, cls.invoice_ids = company.id, tier.id, invoices.ids
        cls.people_ids = memberships.partner_id.ids
        cls.product_ids = (product | late).product_tmpl_id.ids

    @classmethod
    def _remove_everything(cls):
        """Take the committed rows out again; only a superuser may do this to the books."""
        with cls.registry.cursor() as cr:
            cls._remove_reminders(cr)
            for table in ("account_move_line", "account_move", "golf_charge"):
                cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [cls.company_id])
            cls._remove_history(cr)
            cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [cls.company_id])
            cr.execute("DELETE FROM golf_reminder_level WHERE company_id = %s", [cls.company_id])
            env = api.Environment(cr, SUPERUSER_ID, {"allowed_company_ids": [cls.company_id]})
            env["res.partner"].browse(cls.people_ids).unlink()
            env["res.partner.grade"].browse(cls.tier_id).unlink()
            env["product.template"].browse(cls.product_ids).unlink()
            env["res.company"].browse(cls.company_id).write({"active": False})

    @classmethod
    def _remove_history(cls, cr):
        cr.execute("ALTER TABLE golf_membership_event DISABLE TRIGGER USER")
        cr.execute("DELETE FROM golf_membership_event WHERE company_id = %s", [cls.company_id])
        cr.execute("ALTER TABLE golf_membership_event ENABLE TRIGGER USER")

    @classmethod
    def _remove_reminders(cls, cr):
        cr.execute("DELETE FROM golf_fee_reminder WHERE company_id = %s", [cls.company_id])
        cr.execute(
            "DELETE FROM golf_charge WHERE company_id = %s AND late_charge_id IS NOT NULL",
            [cls.company_id],
        )
        cls._remove_history(cr)
        env = api.Environment(cr, SUPERUSER_ID, {})
        domain = [("model", "=", "account.move"), ("res_id", "in", cls.invoice_ids)]
        env["mail.mail"].search(domain).unlink()
        env["mail.message"].search(domain).unlink()

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            self._remove_reminders(cr)

    def _assert_each_reminded_once(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            reminders = env["golf.fee.reminder"].search([("company_id", "=", self.company_id)])
            mails = env["mail.mail"].search(
                [("model", "=", "account.move"), ("res_id", "in", self.invoice_ids)]
            )
            late = env["golf.charge"].search(
                [("company_id", "=", self.company_id), ("late_charge_id", "!=", False)]
            )
            events = env["golf.membership.event"].search(
                [("company_id", "=", self.company_id), ("kind", "=", "reminded")]
            )
            self.assertEqual(sorted(reminders.move_id.ids), sorted(self.invoice_ids))
            self.assertEqual(set(reminders.mapped("state")), {"sent"})
            self.assertEqual(sorted(mails.mapped("res_id")), sorted(self.invoice_ids))
            counts = len(reminders), len(late), len(late.late_charge_id), len(events)
            self.assertEqual(counts, (MEMBERS,) * 4)

    def _run(self, batch_size=2):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["golf.fee.reminder"]._cron_remind(batch_size=batch_size)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_servers_remind_of_each_invoice_once(self):
        barrier = threading.Barrier(2)
        failures = []

        def run(env):
            try:
                barrier.wait(30)
                retrying(lambda: env["golf.fee.reminder"]._cron_remind(batch_size=2), env)
            except Exception as error:  # the outcome is what the test looks at
                failures.append(error)

        with ExitStack() as stack:
            cursors = [stack.enter_context(self.registry.cursor()) for _index in range(2)]
            envs = [api.Environment(cr, SUPERUSER_ID, {}) for cr in cursors]
            threads = [threading.Thread(target=run, args=(env,)) for env in envs]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(120)
                self.assertFalse(thread.is_alive(), "the sessions wait for each other")
        self.assertEqual(failures, [])
        self._run()  # what one had locked while the other looked
        self._assert_each_reminded_once()

    def test_killed_at_each_point_and_resumed(self):
        Reminder = self.registry["golf.fee.reminder"]
        queue = Reminder._queue_mail
        for kill_at in range(1, MEMBERS + 1):
            made = []

            def die(reminder, note=made.append, count=made.__len__, kill_at=kill_at):
                note(reminder.id)
                queue(reminder)
                if count() == kill_at:
                    raise Killed

            with (
                self.subTest(kill_at=kill_at),
                patch.object(Reminder, "_queue_mail", die),
                self.assertRaises(Killed),
            ):
                self._run()
            with self.registry.cursor() as cr:
                cr.execute(
                    "SELECT count(*) FROM golf_fee_reminder WHERE company_id = %s",
                    [self.company_id],
                )
                committed = (kill_at - 1) // 2 * 2
                self.assertEqual(cr.fetchone()[0], committed, "whole slices, and no half one")
            self._run()
            self._run()
            self._assert_each_reminded_once()
            with self.registry.cursor() as cr:
                self._remove_reminders(cr)
