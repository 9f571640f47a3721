# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

import psycopg2
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .leaving_common import LeavingCommon

START = "2030-03-01"


@tagged("post_install", "-at_install")
class TestReminders(LeavingCommon):
    """Payers are reminded of what is overdue: level by level, each once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.locker = cls._make_fee("Locker", 600)
        cls.person.email = "wang@example.com"
        cls.membership = cls._make_active()
        cls.levels = cls.club._add_default_reminder_levels()
        cls.late = cls.env["golf.fee.schedule"].create(
            {
                "tier_id": cls.tier.id,
                "fee_kind": "late",
                "product_id": cls._make_fee("Late fee", 25).id,
                "late_percent": 1.5,
            }
        )
        with freeze_time(START):
            cls.charge = cls._charge(cls.membership, 779.18, START, bill_on=START)
            cls.invoice = cls._bill(cls.charge)
        cls.due = cls.invoice.invoice_date_due

    def _run(self, days, times=1):
        with freeze_time(self.due + timedelta(days=days, hours=12)):
            for _time in range(times):
                self._run_cron("ir_cron_golf_reminders")
        return self._get_reminders()

    def _get_reminders(self, invoice=None):
        return (invoice or self.invoice).golf_reminder_ids.sorted("id")

    def _get_mails(self):
        mails = self.env["mail.mail"].search(
            [("model", "=", "account.move"), ("res_id", "=", self.invoice.id)], order="id"
        )
        return mails.filtered(lambda mail: "eminder" in mail.subject)

    def test_each_level_once(self):
        self.assertFalse(self._run(6))
        self.assertEqual(self._run(7, times=2).level_id, self.levels[0])
        self.assertEqual(len(self._run(20)), 1)
        self.assertEqual(len(self._run(21, times=2)), 2)
        reminders = self._run(400, times=2)
        self.assertEqual(reminders.level_id, self.levels)
        self.assertEqual(reminders.mapped("state"), ["sent"] * 3)
        self.assertEqual(len(self._get_mails()), 3)
        self.assertEqual(self.membership.reminder_count, 3)
        events = self.membership.event_ids.filtered(lambda e: e.kind == "reminded")
        self.assertEqual(len(events), 3)

    def test_mail_is_queued_in_the_language_of_the_payer(self):
        self._run(7)
        mail = self._get_mails()
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.recipient_ids, self.person)
        self.assertIn(self.invoice.name, mail.subject)
        self.assertIn("779.18", mail.body_html)
        self.assertIn(f"/my/invoices/{self.invoice.id}", mail.body_html)

    def test_started_late_only_the_highest_level_goes_out(self):
        reminders = self._run(40)
        self.assertEqual(reminders.level_id, self.levels[2])
        self.assertEqual(len(self._run(41)), 1)

    def test_late_fee_once_for_each_charge(self):
        reminders = self._run(21)
        late = reminders.late_charge_ids
        self.assertEqual((late.fee_kind, late.amount), ("late", 36.69))
        self.assertEqual(late.late_charge_id, self.charge)
        self.assertEqual(late.schedule_id, self.late)
        self.levels[2].add_late_fee = True
        self._run(35)
        charges = self.env["golf.charge"].search([("late_charge_id", "!=", False)])
        self.assertEqual(charges, late)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self._charge(self.membership, 1, "2031-01-01", late_charge_id=self.charge.id)

    def test_no_late_fee_for_the_exempt_nor_without_schedule(self):
        self.membership.late_fee_exempt = True
        self.assertFalse(self._run(21).late_charge_ids)
        self.membership.late_fee_exempt = False
        self.late.active = False
        self.levels[2].add_late_fee = True
        self.assertFalse(self._run(35).late_charge_ids)

    def test_paid_credited_or_settled_is_not_reminded_of(self):
        self._pay(self.invoice)
        self.assertFalse(self._run(40))

    def test_partly_paid_says_what_is_left(self):
        self._pay(self.invoice, 700)
        self.assertAlmostEqual(self._run(21).amount, 79.18)
        self.assertAlmostEqual(self._run(21).late_charge_ids.amount, 26.19)

    def test_unmatched_payment_is_reminded_of_again(self):
        self._pay(self.invoice)
        self.assertFalse(self._run(8))
        self.invoice.line_ids.remove_move_reconcile()
        self.assertEqual(len(self._run(9)), 1)

    def test_without_address_somebody_calls(self):
        self.person.email = False
        reminder = self._run(7, times=2)
        self.assertEqual(reminder.state, "no_address")
        self.assertFalse(self._get_mails())
        self.assertEqual(len(self.membership.activity_ids), 1)
        officer = self._make_staff("officer")
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            reminder.with_user(officer).action_send_again()
        with self.assertRaises(UserError):
            reminder.with_user(self._make_staff("executive")).action_send_again()
        self.person.email = "wang@example.com"
        reminder.with_user(officer).action_send_again()
        self.assertEqual(reminder.state, "sent")
        self.assertEqual(len(self._get_mails()), 1)

    def test_activity_of_the_level(self):
        self.levels[2].activity_user_id = self._make_staff("accountant")
        self._run(35)
        self.assertEqual(self.membership.activity_ids.user_id, self.levels[2].activity_user_id)

    def test_one_that_fails_spares_the_rest_and_is_tried_again(self):
        other = self._make_active(self._make_person("李四", "1980-01-01", email="li@example.com"))
        with freeze_time(START):
            invoice = self._bill(self._charge(other, 100, START, bill_on=START))
        template = self.levels[0].template_id
        subject = template.subject
        template.subject = f"{{{{ 1 // (object.id - {self.invoice.id}) }}}} Reminder"
        with mute_logger("odoo.addons.mail.models.mail_render_mixin"):
            reminder = self._run(7, times=2)
        self.assertEqual(reminder.state, "failed")
        self.assertTrue(reminder.problem)
        self.assertEqual(len(self.membership.activity_ids), 1, "told once")
        self.assertEqual(self._get_reminders(invoice).state, "sent")
        template.subject = subject
        self.assertEqual(self._run(8), reminder)
        self.assertEqual(reminder.state, "sent")
        self.assertFalse(reminder.problem)
        self.assertEqual(len(self._get_mails()), 1)

    def test_instalments_are_each_reminded_of(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Two parts",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": 0}),
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": 60}),
                ],
            }
        )
        with freeze_time(START):
            invoice = self._charge(self.membership, 100, "2030-04-01")._create_invoices()
            invoice.invoice_payment_term_id = term
            invoice.action_post()
        self._run(8)
        self.assertEqual(self._get_reminders(invoice).mapped("amount"), [50])
        self._pay(invoice, 50)
        self._run(50)
        self.assertEqual(len(self._get_reminders(invoice)), 1, "the second part is not due")
        self._run(68, times=2)
        reminders = self._get_reminders(invoice)
        self.assertEqual(reminders.mapped("amount"), [50, 50])
        self.assertEqual(reminders.level_id, self.levels[0])
        self.assertNotEqual(*reminders.mapped("date_due"))

    def test_ahead_of_the_due_date(self):
        ahead = self.levels[0].copy({"days": -5, "name": "Soon due"})
        self.assertFalse(self._run(-6))
        self.assertEqual(self._run(-5).level_id, ahead)

    def test_levels_of_a_club_are_its_own(self):
        self.assertFalse(self.club._add_default_reminder_levels(), "a club keeps its levels")
        other = self.env["res.company"].create({"name": "Second Links"})
        self.assertEqual(len(other.sudo()._add_default_reminder_levels()), 3)
        manager = self._make_staff("manager")
        visible = self.env["golf.reminder.level"].with_user(manager).search([])
        self.assertEqual(visible, self.levels)
        with self.assertRaises(AccessError):
            self.levels.with_user(self._make_staff("officer")).write({"days": 1})
        self.levels[0].with_user(manager).days = 8

    def test_guided_set_up_adds_the_usual_levels_once(self):
        self._run(7)
        setup = self.env["golf.fee.setup"].create({})
        setup.sudo()._apply_revenue()
        levels = self.env["golf.reminder.level"].search([("company_id", "=", self.club.id)])
        self.assertEqual(levels, self.levels)
        self.env["golf.fee.reminder"].sudo().search([]).unlink()
        levels.unlink()
        setup.sudo()._apply_revenue()
        self.assertEqual(
            self.env["golf.reminder.level"].search_count([("company_id", "=", self.club.id)]), 3
        )

    def test_money_roles_read_reminders_and_nobody_writes_them(self):
        reminder = self._run(7)
        for role in ("officer", "manager", "accountant", "executive"):
            user = self._make_staff(role)
            self.assertTrue(reminder.with_user(user).read(["amount"]))
            with self.assertRaises(AccessError):
                reminder.with_user(user).write({"state": "silent"})
        with self.assertRaises(AccessError):
            reminder.with_user(self._make_staff("shop")).read(["amount"])
