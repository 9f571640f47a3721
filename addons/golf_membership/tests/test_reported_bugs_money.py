# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_reported_bugs_dates import ReportedBugsCommon


@tagged("post_install", "-at_install")
class TestReportedBugsMoney(ReportedBugsCommon):
    """What users of other systems reported of bills and refunds: it does not happen here."""

    def test_bug_06_refund_restores_what_was_before(self):
        """github.com/OCA/vertical-association/pull/209: a refund left the member cancelled."""
        membership = self._join(date(2026, 5, 9))
        renewal = self._renew(membership, date(2026, 12, 1))
        self._pay_on(renewal, date(2026, 12, 2))
        self.assertEqual(membership.date_end, date(2027, 12, 31))
        with freeze_time("2026-12-05 12:00:00"):
            self._credit(renewal)
            self._commit_hooks()
            self.assertEqual(membership.date_end, date(2026, 12, 31))
            self.assertEqual(membership.state, "active", "the year paid before still counts")
            self.assertEqual(self.person.grade_id, self.yearly)

    def test_bug_07_bought_again_after_a_credit_note(self):
        """github.com/odoo/odoo/pull/43667, /39803: still cancelled."""
        membership = self._join(date(2026, 5, 9))
        order = membership.order_id
        with freeze_time("2026-05-10 12:00:00"):
            self._credit(order.invoice_ids)
            self._commit_hooks()
            self.assertEqual(membership.state, "cancelled")
            self._pay(self._invoice(order))
            self._commit_hooks()
            self.assertEqual(membership.state, "active")
            self.assertEqual(set(membership.charge_ids.mapped("state")), {"paid"})

    def test_bug_08_a_credit_note_makes_nobody_paid(self):
        """github.com/odoo/odoo/pull/26488."""
        with freeze_time("2026-05-09 12:00:00"):
            membership = self._make_pending(tier=self.yearly)
            invoice = self._invoice(membership.order_id)
            self._credit(invoice)
            self._commit_hooks()
        self.assertEqual(membership.state, "cancelled")
        self.assertEqual(set(membership.charge_ids.mapped("state")), {"reversed"})
        self.assertFalse(self.person.grade_id)

    def test_bug_10_joining_fee_on_no_refund_and_no_vendor_bill(self):
        """github.com/OCA/vertical-association/pull/94."""
        membership = self._join(date(2026, 5, 9))
        renewal = self._renew(membership, date(2026, 12, 1))
        self.assertEqual(renewal.invoice_line_ids.product_id, self.yearly.dues_product_id)
        note = self._credit(renewal)
        self.assertEqual(note.invoice_line_ids.product_id, self.yearly.dues_product_id)
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self.person.id,
                "invoice_date": "2026-12-01",
                "invoice_line_ids": [
                    Command.create({"product_id": self.yearly.dues_product_id.id})
                ],
            }
        )
        bill.action_post()
        self.assertEqual(len(bill.invoice_line_ids), 1)
        self.assertFalse(bill.golf_has_fees)
        joining = membership.charge_ids.filtered(lambda c: c.fee_kind == "joining")
        self.assertEqual(len(joining), 1)

    def test_bug_14_paying_and_renewing_make_no_second_membership(self):
        """github.com/civicrm/civicrm-core/pull/33002, /6016, /1188."""
        membership = self._join(date(2026, 5, 9))
        for day in (date(2026, 12, 1), date(2027, 12, 1)):
            self._pay_on(self._renew(membership, day), day)
        membership.order_id._add_partnership()
        held = self.env["golf.membership"].search([("partner_id", "=", self.person.id)])
        self.assertEqual(held, membership)
        self.assertEqual(membership.date_end, date(2028, 12, 31))

    def test_bug_15_a_cancelled_member_can_rejoin(self):
        """github.com/civicrm/civicrm-core/pull/24159: silently unable."""
        membership = self._join(date(2026, 5, 9))
        with freeze_time("2026-05-10 12:00:00"):
            self._credit(membership.order_id.invoice_ids, reconcile=False).action_post()
            self._commit_hooks()
            lead = self.env["crm.lead"].browse(membership.action_rejoin()["res_id"])
            order = self.env["sale.order"].browse(lead.action_golf_quotation()["res_id"])
            order.action_confirm()
            self._pay(self._invoice(order))
            self._commit_hooks()
        self.assertEqual(order.golf_membership_ids.state, "active")
        self.assertEqual(membership.state, "cancelled")

    def test_bug_18_activated_twice_is_active_once(self):
        """github.com/strangerstudios/paid-memberships-pro/pull/3649: no active row was left.

        Two real sessions are in ``test_concurrency``.
        """
        with freeze_time("2026-05-09 12:00:00"):
            membership = self._make_pending(tier=self.yearly)
            self._pay(self._invoice(membership.order_id))
            for _webhook in range(2):
                membership.sudo()._refresh_states()
                self._commit_hooks()
        self.assertEqual(membership.state, "active")
        self.assertEqual(membership.event_ids.mapped("state_to").count("active"), 1)

    @mute_logger("odoo.sql_db")
    def test_bug_19_a_period_is_renewed_once(self):
        """github.com/restrictcontentpro/restrict-content-pro/issues/1746,
        woocommerce/woocommerce-paypal-payments/issues/1906: duplicate renewal orders."""
        membership = self._join(date(2026, 5, 9))
        with freeze_time("2027-01-01 12:00:00"):
            values = membership._get_expected_charges(date(2027, 1, 1))
            self.assertEqual(len(values), 1)
            self.env["golf.charge"].create(values)
            self.assertFalse(membership._get_expected_charges(date(2027, 1, 1)))
            with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
                self.env["golf.charge"].create(values)
