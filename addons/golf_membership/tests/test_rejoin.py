# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .leaving_common import LeavingCommon


@tagged("post_install", "-at_install")
class TestRejoin(LeavingCommon):
    """Whoever left can come back; the gap stays, and the joining fee follows the by-laws."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls._make_staff("officer")
        cls.tier.rejoin_months = 12
        cls.locker = cls._make_fee("Locker", 600)
        with freeze_time("2030-01-01 08:00:00"):
            cls.membership = cls._make_active()

    def _leave(self, last_day):
        self.membership.sudo()._resign(self.club._golf_today(), last_day, "Moves away")
        self._commit_hooks()

    def _refresh(self):
        self._run_cron("ir_cron_golf_states")

    def _rejoin(self, membership=None, user=None):
        """Press Rejoin, quote and confirm; return (order, the new membership)."""
        membership = (membership or self.membership).with_user(user or self.officer)
        lead = self.env["crm.lead"].browse(membership.action_rejoin()["res_id"])
        order = self.env["sale.order"].browse(
            lead.with_user(user or self.officer).action_golf_quotation()["res_id"]
        )
        order.with_user(user or self.officer).action_confirm()
        return order, order.golf_membership_ids

    def test_within_the_months_without_joining_fee(self):
        with freeze_time("2030-06-01 08:00:00"):
            self._leave(date(2030, 6, 30))
        with freeze_time("2030-09-01 08:00:00"):
            self._refresh()
            self.assertEqual(self.membership.state, "resigned")
            order, again = self._rejoin()
            self.assertEqual(order.order_line.product_id, self.tier.dues_product_id)
            self._pay(self._invoice(order))
            self._commit_hooks()
            self.assertEqual(again.state, "active")
            self.assertEqual(again.previous_membership_id, self.membership)
            self.assertEqual(self.membership.next_membership_ids, again)
            self.assertEqual(again.date_start, date(2030, 9, 1), "a gap stays a gap")
            self.assertEqual(again.first_joined_on, date(2030, 1, 1))
            self.assertEqual(again.event_ids.mapped("kind").count("rejoined"), 1)
            self.assertEqual(self.person.grade_id, self.tier)

    def test_later_with_joining_fee(self):
        with freeze_time("2030-06-01 08:00:00"):
            self._leave(date(2030, 6, 30))
        with freeze_time("2031-07-02 08:00:00"):
            self._refresh()
            order, _again = self._rejoin()
            self.assertIn(self.tier.joining_fee_product_id, order.order_line.product_id)

    def test_first_day_free_is_the_day_after(self):
        with freeze_time("2030-06-01 08:00:00"):
            self._leave(date(2030, 6, 30))
        with freeze_time("2030-07-01 08:00:00"):
            self._refresh()
            _order, again = self._rejoin()
            self.assertEqual(again.date_start, date(2030, 7, 1))
            self.assertFalse(again._overlaps(self.membership))

    def test_lapsed_and_paid_later_does_not_come_back_twice(self):
        """The old bill can be paid: the new membership stays the only one."""
        with freeze_time("2030-02-01 08:00:00"):
            bill = self._bill(self._charge(self.membership, 600, "2030-02-01"))
        with freeze_time("2030-12-01 08:00:00"):
            self._refresh()
            self.assertEqual(self.membership.state, "lapsed")
            _order, again = self._rejoin()
            self._pay(self._invoice(again.order_id))
            self._commit_hooks()
            self.assertEqual(again.state, "active")
            self._pay(bill)
            self._commit_hooks()
            self.assertEqual(self.membership.state, "lapsed")
            self.assertEqual(self.membership.amount_due, 0)
            self.assertEqual(again.state, "active")

    def test_cancelled_can_rejoin_and_pays_the_joining_fee(self):
        """Bug 15 of the field: a cancelled member was silently unable to rejoin."""
        with freeze_time("2030-01-05 08:00:00"):
            self._credit(self.membership.order_id.invoice_ids, reconcile=False).action_post()
            self._commit_hooks()
            self.assertEqual(self.membership.state, "cancelled")
            order, again = self._rejoin()
            self.assertIn(self.tier.joining_fee_product_id, order.order_line.product_id)
            self._pay(self._invoice(order))
            self.assertEqual(again.state, "active")
            self.assertEqual(self.membership.state, "cancelled")

    def test_pressed_twice_is_one_application(self):
        with freeze_time("2030-06-01 08:00:00"):
            self._leave(date(2030, 6, 1))
        with freeze_time("2030-07-01 08:00:00"):
            self._refresh()
            first = self.membership.with_user(self.officer).action_rejoin()
            self.assertEqual(self.membership.with_user(self.officer).action_rejoin(), first)

    def test_only_joining_fee_is_quoted_over_nothing(self):
        tier = self._make_tier("Debenture", "corporate", 9000, 0, rejoin_months=12)
        tier.dues_product_id = False
        person = self._make_person("李四", "1980-01-01")
        with freeze_time("2030-01-01 08:00:00"):
            first = self._make_active(person, tier)
            first.sudo()._resign(date(2030, 1, 1), date(2030, 1, 1), "Gone")
        with freeze_time("2030-02-01 08:00:00"):
            self._refresh()
            order, _again = self._rejoin(first)
            self.assertEqual(order.amount_total, 0)
            self.assertEqual(order.order_line.product_id, tier.joining_fee_product_id)

    def test_refusals(self):
        with self.assertRaisesRegex(UserError, "not over"):
            self.membership.with_user(self.officer).action_rejoin()
        with freeze_time("2030-06-01 08:00:00"):
            self._leave(date(2030, 6, 1))
        with freeze_time("2030-07-01 08:00:00"):
            self._refresh()
            for role in ("shop", "executive", "accountant"):
                with self.assertRaises(AccessError):
                    self.membership.with_user(self._make_staff(role)).action_rejoin()
            self.tier.active = False
            with self.assertRaisesRegex(UserError, "archived"):
                self.membership.with_user(self.officer).action_rejoin()
