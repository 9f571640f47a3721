# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .leaving_common import LeavingCommon

START = "2030-03-01"


@tagged("post_install", "-at_install")
class TestReminderLetters(LeavingCommon):
    """A payer has one e-mail at each level, which tells of all the invoices it is about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.locker = cls._make_fee("Locker", 600)
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.person.write({"email": "wang@example.com", "lang": "zh_CN"})
        cls.membership = cls._make_active()
        cls.wife = cls._make_active(cls._make_person("李四", "1980-01-01", email="li@example.com"))
        cls.wife.payer_id = cls.person
        cls.stranger = cls._make_active(
            cls._make_person("Ann", "1980-01-01", email="ann@example.com")
        )
        cls.levels = cls.club._add_default_reminder_levels()
        with freeze_time(START):
            cls.invoices = [
                cls._bill(cls._charge(member, amount, START, bill_on=START))
                for member, amount in (
                    (cls.membership, 100), (cls.wife, 200), (cls.stranger, 300)
                )
            ]  # fmt: skip
        cls.due = cls.invoices[0].invoice_date_due

    def _run(self, days, times=1):
        with freeze_time(self.due + timedelta(days=days, hours=12)):
            for _time in range(times):
                self._run_cron("ir_cron_golf_reminders")

    def _get_mails(self, *invoices):
        ids = [invoice.id for invoice in invoices or self.invoices]
        mails = self.env["mail.mail"].search(
            [("model", "=", "account.move"), ("res_id", "in", ids)], order="id"
        )
        return mails.filtered(lambda mail: "eminder" in mail.subject or "提醒" in mail.subject)

    def _get_reminders(self, *invoices):
        return self.env["account.move"].union(*(invoices or self.invoices)).golf_reminder_ids

    def test_one_e_mail_for_all_invoices_of_a_payer(self):
        mine, other = self.invoices[0], self.invoices[1]
        self._run(7, times=2)
        reminders = self._get_reminders(mine, other)
        self.assertEqual(len(reminders), 2, "a record for each invoice")
        self.assertEqual(set(reminders.mapped("state")), {"sent"})
        self.assertEqual(reminders.letter_id.move_id, mine)
        mail = self._get_mails(mine, other)
        self.assertEqual((len(mail), mail.recipient_ids), (1, self.person))
        for part in (mine.name, other.name, "100.00", "200.00", f"/my/invoices/{other.id}"):
            self.assertIn(part, mail.body_html)
        for part in (mine.name, other.name):
            self.assertIn(part, mail.subject)
        self.assertNotIn(self.invoices[2].name, mail.body_html)
        self.assertNotIn("300.00", mail.body_html)
        self.assertEqual(len(self._get_mails(self.invoices[2])), 1)
        events = (self.membership | self.wife).event_ids.filtered(lambda e: e.kind == "reminded")
        self.assertEqual(events.membership_id, self.membership | self.wife)

    def test_the_next_level_tells_of_what_is_left(self):
        mine, other = self.invoices[0], self.invoices[1]
        self._run(7)
        self._pay(mine)
        self._run(21)
        mail = self._get_mails(mine, other)[-1]
        self.assertEqual(mail.res_id, other.id)
        self.assertIn(other.name, mail.body_html)
        self.assertNotIn(mine.name, mail.body_html)

    def test_in_the_language_of_the_payer(self):
        template = self.levels[0].template_id
        body = template.body_html.replace("Dear", "尊敬的")
        template.with_context(lang="zh_CN").body_html = body
        self._run(7)
        self.assertIn("尊敬的", self._get_mails(*self.invoices[:2]).body_html)
        self.assertIn("Dear", self._get_mails(self.invoices[2]).body_html)

    def test_one_at_fault_spares_the_others_of_its_payer(self):
        mine, other = self.invoices[0], self.invoices[1]
        template = self.levels[0].template_id
        subject = template.subject
        for lang in ("en_US", "zh_CN"):
            template.with_context(
                lang=lang
            ).subject = f"{{{{ 1 // (object.id - {mine.id}) }}}} Reminder"
        with mute_logger("odoo.addons.mail.models.mail_render_mixin"):
            self._run(7, times=2)
        self.assertEqual(self._get_reminders(mine).state, "failed")
        self.assertEqual(self._get_reminders(other).state, "sent")
        for lang in ("en_US", "zh_CN"):
            template.with_context(lang=lang).subject = subject
        self._run(8)
        self.assertEqual(self._get_reminders(mine).state, "sent")
        self.assertEqual(len(self._get_mails(mine, other)), 2)

    def test_without_address_one_call_and_one_e_mail_later(self):
        self.person.email = False
        self._run(7)
        reminders = self._get_reminders(*self.invoices[:2])
        self.assertEqual(set(reminders.mapped("state")), {"no_address"})
        activity = (self.membership | self.wife).activity_ids
        self.assertEqual(len(activity), 1)
        for invoice in self.invoices[:2]:
            self.assertIn(invoice.name, activity.summary)
        self.person.email = "wang@example.com"
        reminders.action_send_again()
        mail = self._get_mails(*self.invoices[:2])
        self.assertEqual(len(mail), 1)
        for invoice in self.invoices[:2]:
            self.assertIn(invoice.name, mail.body_html)

    def test_a_template_that_tells_of_one_invoice_is_sent_for_each(self):
        template = self.levels[0].template_id
        template.body_html = "<p>Reminder of <t t-out='object.name'/></p>"
        self._run(7, times=2)
        mails = self._get_mails(*self.invoices[:2])
        self.assertEqual(set(mails.mapped("res_id")), {move.id for move in self.invoices[:2]})
        self.assertEqual(len(mails), 2)

    def test_slices_part_no_letter(self):
        todo = self.env["golf.fee.reminder"]
        with freeze_time(self.due + timedelta(days=7, hours=12)):
            batches = todo._cut_batches(todo.sudo()._get_todo(self.club), 1)
        self.assertEqual(
            [{item[0] for item in batch} for batch in batches],
            [{self.invoices[0].id, self.invoices[1].id}, {self.invoices[2].id}],
        )
