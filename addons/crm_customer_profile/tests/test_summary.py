# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import new_test_user, tagged

from .common import CustomerCommon

#: Half past six in the morning in Zhuhai, and still night in Berlin.
DAWN = datetime(2026, 5, 4, 22, 30)


@tagged("post_install", "-at_install")
class TestSummary(CustomerCommon):
    """What is to be done next reaches everybody by letter, once a day, and by the digest."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.users"].search([]).customer_summary = False
        cls.person = cls.env["res.partner"].create({"name": "Ann", "user_id": cls.officer.id})
        cls.env.companies.customer_daily_summary = True
        staff = cls.officer | cls.colleague
        staff.customer_summary = True
        staff.email = "staff@example.com"
        cls.officer.tz, cls.colleague.tz = "Asia/Shanghai", "Europe/Berlin"
        cls.today = DAWN.date() + timedelta(days=1)
        for user in staff:
            for days, summary in ((0, "Call <now>"), (-3, "Was late"), (1, "Tomorrow")):
                cls.person.activity_schedule(
                    "mail.mail_activity_data_call",
                    cls.today + timedelta(days=days),
                    summary=summary,
                    user_id=user.id,
                )

    def _run(self, moment=DAWN):
        """Run the job at a moment and return the letters it has queued."""
        before = self.env["mail.mail"].search([])
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_customer_summary").method_direct_trigger()
        self.env.invalidate_all()
        return self.env["mail.mail"].search([]) - before

    def test_each_in_the_morning_of_his_own_clock(self):
        letter = self._run()
        self.assertEqual(letter.email_to, self.officer.email_formatted)
        self.assertIn("Call &lt;now&gt;", letter.body_html)
        self.assertIn("Was late", letter.body_html)
        self.assertIn("Ann", letter.body_html)
        self.assertNotIn("Tomorrow", letter.body_html)
        self.assertIn("2", letter.subject)
        letter = self._run(DAWN + timedelta(hours=6))
        self.assertEqual(letter.email_to, self.colleague.email_formatted)

    def test_once_a_day(self):
        self.colleague.customer_summary = False
        self.assertEqual(len(self._run()), 1)
        self.assertFalse(self._run())
        self.assertFalse(self._run(DAWN + timedelta(hours=2)))
        # Another time zone is no second morning.
        self.officer.tz = "Europe/London"
        self.assertFalse(self._run(DAWN + timedelta(hours=8)))
        self.officer.tz = "Asia/Shanghai"
        self.assertEqual(len(self._run(DAWN + timedelta(days=1))), 1)

    def test_not_before_dawn(self):
        self.colleague.customer_summary = False
        self.assertFalse(self._run(DAWN - timedelta(hours=1)))

    def test_nothing_to_do_is_no_letter(self):
        self.person.activity_ids.unlink()
        self.assertFalse(self._run())
        self.assertEqual(self.officer.customer_summary_on, self.today)

    def test_who_does_not_want_it(self):
        self.officer.with_user(self.officer).write({"customer_summary": False})
        self.assertFalse(self._run())
        self.officer.customer_summary = True
        self.env.companies.customer_daily_summary = False
        self.assertFalse(self._run())
        self.assertFalse(self.officer.customer_summary_on)

    def test_the_cost_does_not_grow_by_queries(self):
        def cost(users):
            users.customer_summary_on = False
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            users._send_customer_summaries()
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        everybody = self.officer | self.colleague | self.supervisor | self.manager
        everybody.email = "staff@example.com"
        for user in self.supervisor | self.manager:
            self.person.activity_schedule(
                "mail.mail_activity_data_call", self.today, user_id=user.id
            )
        with freeze_time(DAWN + timedelta(days=1)):
            cost(everybody)  # caches of templates
            one, four = cost(self.officer), cost(everybody)
        self.assertLessEqual(four, one + 12)

    def test_the_digest_counts_the_readers_own(self):
        self.env["customer.contact"].create(
            {
                "partner_id": self.person.id,
                "user_id": self.officer.id,
                "state": "done",
                "date": fields.Datetime.now() - timedelta(hours=1),
                "next_date": fields.Date.today(),
                "next_step": "Send the plan",
            }
        )
        names = ("kpi_customer_due", "kpi_customer_promises", "kpi_customer_contacts")
        digest = self.env["digest.digest"].create({"name": "Daily", **dict.fromkeys(names, True)})
        company = self.env.company
        own = {kpi["kpi_name"]: kpi for kpi in digest._compute_kpis(company, self.officer)}
        self.assertEqual(own["kpi_customer_promises"]["kpi_col1"]["value"], 1)
        self.assertEqual(own["kpi_customer_contacts"]["kpi_col1"]["value"], 1)
        self.assertGreaterEqual(own["kpi_customer_due"]["kpi_col1"]["value"], 1)
        self.assertIn("my_day", own["kpi_customer_due"]["kpi_action"])
        others = {kpi["kpi_name"]: kpi for kpi in digest._compute_kpis(company, self.colleague)}
        self.assertEqual(others["kpi_customer_promises"]["kpi_col1"]["value"], 0)
        stranger = new_test_user(self.env, "customer_stranger", groups="base.group_user")
        outsider = digest._compute_kpis(company, stranger)
        self.assertFalse(set(names) & {kpi["kpi_name"] for kpi in outsider})
