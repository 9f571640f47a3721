# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .billing_common import BillingCommon


@tagged("post_install", "-at_install")
class TestJobLanguage(BillingCommon):
    """Nightly jobs write to people in their language, though the robot that runs them has its own.

    The club writes Chinese; one of its officers reads English, another one Chinese.
    """

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("golf_membership.group_golf_accountant")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.club.partner_id.lang = "zh_CN"
        cls.english = cls._make_staff("officer", "golf_english")
        cls.chinese = cls._make_staff("officer", "golf_chinese")
        cls.english.sudo().lang = "en_US"
        cls.chinese.sudo().lang = "zh_CN"

    def _make_two(self):
        """Return a member whom the English officer looks after, and one of the Chinese."""
        members = self._make_members(2)
        for member, user in zip(members, (self.english, self.chinese), strict=True):
            member.sudo().user_id = user
        return members

    def _assert_each_in_own_language(self, activities, pattern, chinese):
        """Check summary and note of the activity of the English, and of the Chinese officer."""
        by_user = {activity.user_id: activity for activity in activities}
        self.assertEqual(by_user.keys(), {self.english, self.chinese})
        english, other = by_user[self.english], by_user[self.chinese]
        self.assertRegex(f"{english.summary}: {english.note}", pattern)
        self.assertRegex(f"{other.summary}: {other.note}", chinese)
        self.assertNotRegex(f"{other.summary} {other.note}", pattern)

    def test_whose_language_it_is(self):
        robot = self.env.ref("base.user_root")
        robot.sudo().lang = "en_US"
        self.assertEqual(self.club._get_golf_lang(), "zh_CN")
        self.assertEqual(self.club._get_golf_lang(self.english), "en_US")
        self.assertEqual(self.club._get_golf_lang(robot), "zh_CN", "nobody reads as the robot")
        self.club.partner_id.sudo().lang = False
        self.club._get_golf_manager().sudo().lang = "zh_CN"
        self.assertEqual(self.club._get_golf_lang(), "zh_CN", "the manager's")

    def test_what_could_not_be_billed(self):
        members = self._make_two()
        for member in members:
            member.payer_id = self.env["res.partner"].create({"name": "Li", "active": False})
        run = self._bill()
        self.assertEqual(run.failed_count, 2)
        self.assertEqual(len(set(members.charge_ids.mapped("problem"))), 2)
        for text in members.charge_ids.mapped("problem") + run.failure_ids.mapped("reason"):
            self.assertRegex(text, "Li.*已归档", "noted on the record in the language of the club")
        activities = members.sudo()._get_billing_activities(members.ids)
        self._assert_each_in_own_language(
            activities, "could not be billed.*archived", "无法出账.*已归档"
        )
        self.assertEqual(self._bill().failed_count, 2)
        again = members.sudo()._get_billing_activities(members.ids)
        self.assertEqual(again, activities, "told once")

    def test_reminders_without_an_address(self):
        self.club._add_default_reminder_levels()
        members = self._make_two()
        self._bill()
        invoices = self._get_invoices(members)
        day = max(invoices.mapped("invoice_date_due")) + timedelta(days=7, hours=12)
        with freeze_time(day):
            self._run_cron("ir_cron_golf_reminders")
        reminders = invoices.golf_reminder_ids
        self.assertEqual(reminders.mapped("state"), ["no_address"] * 2)
        for text in reminders.mapped("problem"):
            self.assertRegex(text, "没有.*邮")
        activities = members.activity_ids
        self._assert_each_in_own_language(
            activities, "Overdue.*has no usable e-mail", "逾期.*没有.*邮"
        )
        notes = members.event_ids.filtered(lambda event: event.kind == "reminded").mapped("note")
        self.assertEqual(len(notes), 2)
        for note in notes:
            self.assertIn(self._get_level_names("zh_CN")[0], note)

    def _get_level_names(self, lang):
        levels = self.env["golf.reminder.level"].search([("company_id", "=", self.club.id)])
        return levels.with_context(lang=lang).mapped("name")

    def test_the_name_of_a_level_on_a_list(self):
        levels = self.club._add_default_reminder_levels()
        levels.write({"template_id": False, "make_activity": True})
        members = self._make_two()
        self._bill()
        invoices = self._get_invoices(members)
        with freeze_time(max(invoices.mapped("invoice_date_due")) + timedelta(days=7, hours=12)):
            self._run_cron("ir_cron_golf_reminders")
        self._assert_each_in_own_language(members.activity_ids, "Friendly reminder", "友好|温馨")

    def test_usual_levels_are_named_in_every_language(self):
        for lang in ("zh_CN", "en_US"):
            levels = self.club.with_context(lang=lang)._add_default_reminder_levels()
            names = {code: self._get_level_names(code) for code in ("en_US", "zh_CN")}
            self.assertEqual(
                names["en_US"], ["Friendly reminder", "Second reminder", "Last reminder"]
            )
            for name in names["zh_CN"]:
                self.assertRegex(name, "^[一-鿿]+$")
            levels.unlink()

    def test_accounts_and_journals_of_the_set_up_too(self):
        setup = self.env["golf.fee.setup"].sudo().create({"company_id": self.club.id})
        named = setup.account_ids.filtered(lambda line: not line.account_id)
        self.assertTrue(named)
        named[0].name = "Typed by hand"
        setup.action_apply()
        records = [setup.fee_journal_id, setup.deferral_journal_id, *named[1:].account_id]
        for record in records:
            self.assertRegex(record.with_context(lang="en_US").name, "^[A-Za-z' ]+$")
            self.assertRegex(record.with_context(lang="zh_CN").name, "^[一-鿿]+$")
        self.assertEqual(
            named[0].account_id.with_context(lang="en_US").name, "Typed by hand", "as it was typed"
        )

    def test_what_keeps_a_status_from_its_day(self):
        members = self._make_two()
        refuse = type(members)._apply_privileges

        def break_these(records):
            if records & members:
                raise UserError(records.env._("Nothing is due today."))
            return refuse(records)

        self._commit_hooks()
        self.patch(type(members), "_apply_privileges", break_these)
        with freeze_time(self.today + timedelta(days=800)):
            self._run_cron("ir_cron_golf_states")
            self._assert_each_in_own_language(
                members.activity_ids, "could not be updated.*Nothing is due", "状态.*今日"
            )
            # The officer changes to Chinese: it is the same trouble, and on the list already.
            self.english.sudo().lang = "zh_CN"
            self._run_cron("ir_cron_golf_states")
        self.assertEqual(len(members.activity_ids), 2)

    def test_revenue_that_cannot_be_deferred(self):
        members = self._make_members(1)
        self.dues.sudo().recognition = "period"
        self.club.golf_deferred_account_id = self.company_data["default_account_deferred_revenue"]
        self._bill()
        self.assertEqual(members.charge_ids.state, "invoiced")
        self.club.golf_deferral_journal_id = False
        self.env["account.journal"].sudo().search([("type", "=", "general")]).active = False
        self._run_cron("ir_cron_golf_deferrals")
        self.assertRegex(members.charge_ids.problem, "没有.*日记账")
