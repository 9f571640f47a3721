# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import uuid
from datetime import timedelta
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.crm_customer_profile.tests.concurrency_common import ConcurrencyCase, Killed

MEMBERS = 6


@tagged("post_install", "-at_install")
class TestRemindersAtOnce(ConcurrencyCase):
    """The reminders' job with real transactions: killed at each point, and on two servers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls._remove_everything)
        with cls._session(tracking_disable=True) as env:
            cls._make_overdue(env)

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
        with cls._session(allowed_company_ids=[cls.company_id]) as env:
            cls._remove_reminders(env)
            for table in ("account_move_line", "account_move", "golf_charge"):
                env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [cls.company_id])
            cls._delete_history(env, "golf_membership_event", cls.company_id)
            env.cr.execute(
                "DELETE FROM golf_membership_member WHERE company_id = %s", [cls.company_id]
            )
            env.cr.execute("DELETE FROM golf_membership WHERE company_id = %s", [cls.company_id])
            env.cr.execute(
                "DELETE FROM golf_reminder_level WHERE company_id = %s", [cls.company_id]
            )
            env["res.partner"].browse(cls.people_ids).unlink()
            env["res.partner.grade"].browse(cls.tier_id).unlink()
            env["product.template"].browse(cls.product_ids).unlink()
            env["res.company"].browse(cls.company_id).write({"active": False})

    @classmethod
    def _remove_reminders(cls, env):
        env.cr.execute("DELETE FROM golf_fee_reminder WHERE company_id = %s", [cls.company_id])
        env.cr.execute(
            "DELETE FROM golf_charge WHERE company_id = %s AND late_charge_id IS NOT NULL",
            [cls.company_id],
        )
        cls._delete_history(env, "golf_membership_event", cls.company_id)
        domain = [("model", "=", "account.move"), ("res_id", "in", cls.invoice_ids)]
        env["mail.mail"].search(domain).unlink()
        env["mail.message"].search(domain).unlink()

    def setUp(self):
        super().setUp()
        with self._session() as env:
            self._remove_reminders(env)

    def _assert_each_reminded_once(self):
        with self._session() as env:
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
        with self._session() as env:
            env["golf.fee.reminder"]._cron_remind(batch_size=batch_size)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_two_servers_remind_of_each_invoice_once(self):
        def remind(env):
            env["golf.fee.reminder"]._cron_remind(batch_size=2)

        self.assertEqual(self._run_at_once(remind, remind), [None, None])
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
            with self._session() as env:
                env.cr.execute(
                    "SELECT count(*) FROM golf_fee_reminder WHERE company_id = %s",
                    [self.company_id],
                )
                committed = (kill_at - 1) // 2 * 2
                self.assertEqual(env.cr.fetchone()[0], committed, "whole slices, and no half one")
            self._run()
            self._run()
            self._assert_each_reminded_once()
            with self._session() as env:
                self._remove_reminders(env)
