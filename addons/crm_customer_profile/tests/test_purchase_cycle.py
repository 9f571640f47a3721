# Part of Clubhouse. See LICENSE file for full copyright and licensing details.


from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common import CustomerCommon
from .concurrency_common import death_after


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 08:00:00")  # a Monday
class TestPurchaseCycle(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.canteen = cls.env["res.partner"].create(
            {"name": "Canteen", "is_company": True, "user_id": cls.officer.id}
        )
        cls.cycles = cls.env["customer.purchase.cycle"]

    def _cycle(self, **values):
        return self.cycles.with_user(self.officer).create(
            {
                "partner_id": self.canteen.id,
                "name": "Rice",
                "grade": "Second",
                "quantity": 40,
                "weekday": "4",
                "lead_days": 2,
                "date_from": "2026-03-01",
                **values,
            }
        )

    def _run(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer_profile.ir_cron_purchase_cycle").method_direct_trigger()
        self.env.invalidate_all()

    def _get_reminders(self):
        return self.canteen.activity_ids.filtered(
            lambda a: (
                a.activity_type_id
                == self.env.ref("crm_customer_profile.activity_type_purchase_cycle")
            )
        )

    def test_a_reminder_comes_once_before_the_day(self):
        cycle = self._cycle()
        self.assertEqual(str(cycle.next_date), "2026-03-06")
        self.assertEqual(str(cycle.remind_on), "2026-03-04")
        self._run()
        self.assertFalse(self._get_reminders())
        with freeze_time("2026-03-04 08:00:00"):
            for _again in range(2):
                self._run()
                reminder = self._get_reminders()
                self.assertEqual(reminder.mapped("summary"), ["Buys Rice on 2026-03-06"])
            self.assertEqual(reminder.user_id, self.officer)
            self.assertIn("40", reminder.note)
            self.assertIn("Second", reminder.note)
            self.assertEqual(str(cycle.next_date), "2026-03-13")
        with freeze_time("2026-03-11 08:00:00"):
            self._run()
        self.assertEqual(len(self._get_reminders()), 2)

    def test_a_long_stop_is_not_made_up_for(self):
        cycle = self._cycle()
        with freeze_time("2026-06-09 08:00:00"):
            self._run()
            self.assertFalse(self._get_reminders())
            self.assertEqual(str(cycle.next_date), "2026-06-12")
        with freeze_time("2026-06-11 08:00:00"):  # a day late
            self._run()
        self.assertEqual(self._get_reminders().mapped("summary"), ["Buys Rice on 2026-06-12"])

    def test_a_cycle_that_ends(self):
        cycle = self._cycle(date_until="2026-03-06")
        with freeze_time("2026-03-05 08:00:00"):
            self._run()
        self.assertEqual(len(self._get_reminders()), 1)
        self.assertFalse(cycle.next_date)
        self.assertFalse(cycle.remind_on)

    def test_nobody_to_remind_is_said_on_the_cycle_and_the_rest_goes_on(self):
        lost = self._cycle(partner_id=self.env["res.partner"].create({"name": "Nobody's"}).id)
        self._cycle()
        with freeze_time("2026-03-04 08:00:00"):
            self._run()
            self.assertEqual(len(self._get_reminders()), 1)
            self.assertEqual(lost.problem, "Nobody looks after Nobody's: choose whom to remind.")
            lost.user_id = self.colleague
            self._run()
            self.assertFalse(lost.problem)
            self.assertEqual(lost.partner_id.activity_ids.user_id, self.colleague)

    def test_killed_between_two_slices_it_goes_on_and_doubles_nothing(self):
        for product in ({}, {"name": "Beans"}, {"name": "Tea"}):
            self._cycle(**product)
        with freeze_time("2026-03-04 08:00:00"):
            self.env.flush_all()
            with (
                self.enter_registry_test_mode(),
                death_after(self.registry, "customer.purchase.cycle", "_remind", 2) as deaths,
                self.registry.cursor() as cr,
            ):
                self.cycles.with_env(self.env(cr=cr))._cron_remind(batch_size=1)
            self.assertTrue(deaths)
            self.env.invalidate_all()
            self.assertEqual(len(self._get_reminders()), 1)
            self._run()
        self.assertEqual(
            sorted(self._get_reminders().mapped("summary")),
            [f"Buys {what} on 2026-03-06" for what in ("Beans", "Rice", "Tea")],
        )

    def test_days_that_cannot_be(self):
        for values in (
            {"cadence": "month_day", "month_day": 32},
            {"cadence": "every", "every_days": 0},
            {"cadence": "weekday", "weekday": False},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._cycle(**values)

    def test_queries_of_a_reminder_are_those_of_its_activity(self):
        def count(act):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            act()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        day = fields.Date.to_date("2026-03-06")
        extra = []
        for number in (2, 20):
            for _warm in range(2):
                cycles = self._make_cycles(number)
                values = [cycle._prepare_reminder(day, self.officer) for cycle in cycles]
                core = count(lambda values=values: self.env["mail.activity"].create(values))
                ours = count(lambda cycles=cycles: cycles._remind(fields.Date.today()))
            extra.append(ours - core)
        self.assertLess(abs(extra[1] - extra[0]), 3)

    def _make_cycles(self, number):
        return self.cycles.create(
            [
                {
                    "partner_id": self.canteen.id,
                    "name": f"Rice {n}",
                    "weekday": "2",
                    "date_from": "2026-03-02",
                }
                for n in range(number)
            ]
        )
