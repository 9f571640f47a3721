# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .leaving_common import LeavingCommon

NOON = timedelta(hours=12)


@tagged("post_install", "-at_install")
class TestArrearsState(LeavingCommon):
    """Suspension, reinstatement and lapse, by real invoices and payments and the daily job."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.locker = cls._make_fee("Locker", 600)
        cls.tier.write({"grace_days": 30, "lapse_days": 90})
        with freeze_time("2030-01-01 08:00:00"):
            cls.membership = cls._make_active()
        with freeze_time("2030-02-01 08:00:00"):
            cls.invoice = cls._bill(cls._charge(cls.membership, 600, "2030-02-01"))
        cls.due = cls.invoice.invoice_date_due
        cls.suspended_on = cls.due + timedelta(days=31)
        cls.lapsed_on = cls.suspended_on + timedelta(days=90)

    def _refresh(self, day):
        """Let the daily job run on ``day``; return the status then."""
        with freeze_time(day + NOON):
            self._run_cron("ir_cron_golf_states")
        return self.membership.state

    def _changes(self):
        """Return [(day, status)] of the history, oldest first."""
        self._commit_hooks()
        events = self.membership.event_ids.filtered("state_to").sorted("id")
        return [(event.date, event.state_to) for event in events]

    def _state_on(self, day):
        return self.membership.get_state_on(day).get(self.membership.id)

    def test_suspended_after_grace_then_lapsed(self):
        self.assertEqual(self.due, date(2030, 2, 1))
        self.assertEqual(self._refresh(self.suspended_on - timedelta(days=1)), "active")
        self.assertEqual(self._refresh(self.suspended_on), "suspended")
        self.assertFalse(self.person.grade_id, "no privileges while suspended")
        self.assertEqual(self._refresh(self.lapsed_on - timedelta(days=1)), "suspended")
        self.assertEqual(self._refresh(self.lapsed_on), "lapsed")
        self.assertEqual(
            self._changes()[-2:],
            [(self.suspended_on, "suspended"), (self.lapsed_on, "lapsed")],
        )

    def test_steps_missed_by_the_job_are_each_dated_right(self):
        self._refresh(self.lapsed_on + timedelta(days=20))
        self.assertEqual(
            self._changes()[-2:],
            [(self.suspended_on, "suspended"), (self.lapsed_on, "lapsed")],
        )
        one = timedelta(days=1)
        for day, state in (
            (date(2029, 12, 31), None),
            (date(2030, 1, 1), "active"),
            (self.suspended_on - one, "active"),
            (self.suspended_on, "suspended"),
            (self.lapsed_on - one, "suspended"),
            (self.lapsed_on, "lapsed"),
            (self.lapsed_on + timedelta(days=1000), "lapsed"),
        ):
            self.assertEqual(self._state_on(day), state, day)

    def test_payment_reinstates_at_once(self):
        self._refresh(self.suspended_on)
        paid_on = self.suspended_on + timedelta(days=5)
        with freeze_time(paid_on + NOON):
            self._pay(self.invoice, 599)
            self._commit_hooks()
            self.assertEqual(self.membership.state, "suspended", "a part is not enough")
            self._pay(self.invoice)
            self._commit_hooks()
        self.assertEqual(self.membership.state, "active")
        self.assertEqual(self.person.grade_id, self.tier)
        event = self.membership.event_ids.sorted("id")[-1]
        self.assertEqual((event.kind, event.date), ("reinstated", paid_on))
        self.assertEqual(self._state_on(paid_on - timedelta(days=1)), "suspended")
        self.assertEqual(self._state_on(paid_on), "active")

    def test_payment_reinstates_who_lapsed_by_arrears(self):
        self._refresh(self.lapsed_on)
        with freeze_time(self.lapsed_on + NOON):
            self._pay(self.invoice)
            self._commit_hooks()
        self.assertEqual(self.membership.state, "active")
        self.assertEqual(self.membership.event_ids.sorted("id")[-1].kind, "reinstated")

    def test_unmatching_suspends_again(self):
        self._refresh(self.suspended_on)
        with freeze_time(self.suspended_on + NOON):
            self._pay(self.invoice)
            self._commit_hooks()
        day = self.suspended_on + timedelta(days=10)
        with freeze_time(day + NOON):
            self.invoice.line_ids.remove_move_reconcile()
            self._commit_hooks()
            self.assertEqual(self.membership.state, "suspended")
        history = [state for _day, state in self._changes()]
        self.assertEqual(history[-3:], ["suspended", "active", "suspended"])

    def test_credit_note_ends_the_arrears(self):
        self._refresh(self.suspended_on)
        with freeze_time(self.suspended_on + NOON):
            self._credit(self.invoice)
            self._commit_hooks()
        self.assertEqual(self.membership.state, "active")
        self.assertEqual(self.membership.charge_ids.filtered("date_due"), self.env["golf.charge"])

    def test_partial_credit_note_does_not(self):
        self._refresh(self.suspended_on)
        with freeze_time(self.suspended_on + NOON):
            charge = self.invoice.invoice_line_ids.golf_charge_id
            self.invoice._create_golf_credit_note({charge: 100}, "Goodwill")
            self._commit_hooks()
        self.assertEqual(self.membership.state, "suspended")
        self.assertEqual(self.membership.amount_due, 500)

    def test_waiver_ends_the_arrears(self):
        self._refresh(self.suspended_on)
        with freeze_time(self.suspended_on + NOON):
            self.invoice.invoice_line_ids.golf_charge_id._waive("Goodwill")
            self._commit_hooks()
        self.assertEqual(self.membership.state, "active")

    def test_instalments_are_due_one_by_one(self):
        self._pay(self.invoice)
        term = self.env["account.payment.term"].create(
            {
                "name": "Two parts",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": 0}),
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": 100}),
                ],
            }
        )
        with freeze_time("2030-03-01 08:00:00"):
            invoice = self._charge(self.membership, 600, "2030-03-01")._create_invoices()
            invoice.invoice_payment_term_id = term
            invoice.action_post()
            self.assertEqual(self.membership.date_due, date(2030, 3, 1))
            self._pay(invoice, 300)
            self._commit_hooks()
        second = date(2030, 3, 1) + timedelta(days=100)
        self.assertEqual(self.membership.date_due, second)
        self.assertEqual(self._refresh(second + timedelta(days=30)), "active")
        self.assertEqual(self._refresh(second + timedelta(days=31)), "suspended")

    def test_oldest_of_several_bills_counts(self):
        with freeze_time("2030-02-15 08:00:00"):
            later = self._bill(self._charge(self.membership, 50, "2030-02-15"))
        self._refresh(self.suspended_on)
        with freeze_time(self.suspended_on + NOON):
            self._pay(self.invoice)
            self._commit_hooks()
        self.assertEqual(self.membership.state, "active", "the later bill is within grace")
        self.assertEqual(self.membership.date_due, later.invoice_date_due)
        day = later.invoice_date_due + timedelta(days=31)
        self.assertEqual(self._refresh(day), "suspended")

    def test_tier_whose_arrears_do_not_suspend(self):
        self.tier.suspends = False
        self.assertEqual(self._refresh(self.lapsed_on), "active")
        self.tier.write({"suspends": True, "lapse_days": 0})
        self.assertEqual(self._refresh(self.lapsed_on), "suspended")

    def test_status_on_a_day_in_the_list(self):
        self._refresh(self.lapsed_on + timedelta(days=1))
        shop = self._make_staff("shop")
        wizard = self.env["golf.status.on.day"].with_user(shop)
        action = wizard.create({"day": self.suspended_on, "state": "suspended"}).action_show()
        Membership = self.env["golf.membership"].with_user(shop).with_context(**action["context"])
        found = Membership.search(action["domain"])
        self.assertEqual(found, self.membership)
        self.assertEqual(found.status_on_day, "suspended")
        self.assertEqual(found.state, "lapsed")
        action = wizard.create({"day": self.suspended_on, "state": "active"}).action_show()
        self.assertNotIn(self.membership, Membership.search(action["domain"]))
        action = wizard.create({"day": date(2029, 12, 31)}).action_show()
        context = action["context"]
        self.assertFalse(Membership.with_context(**context).search(action["domain"]))
        self.assertEqual(
            self.membership.with_context(golf_status_day=False).status_on_day, "lapsed"
        )
