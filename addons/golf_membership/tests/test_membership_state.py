# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

import psycopg2

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import GolfCommon


@tagged("post_install", "-at_install")
class TestMembershipState(GolfCommon):
    """The state follows the money, both ways, and every step is in the history."""

    def test_posted_and_paid_invoice_activates(self):
        membership = self._make_pending()
        self.assertEqual(membership.state, "pending")
        self.assertEqual(membership.money_state, "not_invoiced")
        invoice = self._invoice(membership.order_id)
        self.assertEqual((membership.state, membership.money_state), ("pending", "invoiced"))
        self.assertEqual(membership.amount_due, 244000)
        self._pay(invoice)
        self.assertEqual((membership.state, membership.money_state), ("active", "paid"))
        self.assertEqual(membership.amount_due, 0)
        self.assertEqual(self._history(membership), ["pending", "active"])
        self.assertEqual(self.person.grade_id, self.tier)

    def test_draft_invoice_counts_for_nothing(self):
        membership = self._make_pending()
        membership.order_id._create_invoices()
        self.assertEqual(membership.money_state, "not_invoiced")

    def test_part_payment_does_not_activate(self):
        membership = self._make_pending()
        invoice = self._invoice(membership.order_id)
        self._pay(invoice, 100000)
        self.assertEqual((membership.state, membership.money_state), ("pending", "part_paid"))
        self.assertEqual(membership.amount_due, 144000)
        self._pay(invoice)
        self.assertEqual(membership.state, "active")

    def test_unpaying_takes_it_back(self):
        membership = self._make_active()
        invoice = membership.order_id.invoice_ids
        payment_lines = invoice.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        payment_lines.remove_move_reconcile()
        self.assertEqual((membership.state, membership.money_state), ("pending", "invoiced"))
        self.assertEqual(self._history(membership), ["pending", "active", "pending"])
        self.assertFalse(self.person.grade_id)

    def test_credit_note_takes_it_back_and_billing_again_restores(self):
        membership = self._make_active()
        invoice = membership.order_id.invoice_ids
        invoice.line_ids.remove_move_reconcile()
        self._credit(invoice)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual((membership.state, membership.money_state), ("cancelled", "reversed"))
        again = self._invoice(membership.order_id)
        self.assertEqual(membership.state, "pending")
        self._pay(again)
        self.assertEqual(membership.state, "active")

    def test_credit_note_on_a_paid_invoice_takes_it_back(self):
        """Bug 8 of the field: a credit note must never make, or leave, a member paid."""
        membership = self._make_active()
        refund = self._credit(membership.order_id.invoice_ids, reconcile=False)
        refund.action_post()
        self.assertEqual((membership.state, membership.money_state), ("cancelled", "reversed"))
        self.assertEqual(self._history(membership), ["pending", "active", "cancelled"])
        self.assertFalse(self.person.grade_id)

    def test_small_credit_is_a_discount(self):
        membership = self._make_active()
        refund = self._credit(membership.order_id.invoice_ids, reconcile=False)
        joining, dues = refund.invoice_line_ids
        refund.invoice_line_ids = [
            Command.update(joining.id, {"price_unit": 1000}),
            Command.update(dues.id, {"price_unit": 100}),
        ]
        refund.action_post()
        self.assertEqual(membership.state, "active")

    def test_cancelled_order(self):
        membership = self._make_pending()
        order = membership.order_id
        order._action_cancel()
        self.assertEqual(membership.state, "cancelled")
        order.action_draft()
        order.action_confirm()
        self.assertEqual(order.golf_membership_ids, membership, "the same one, not a second")
        self.assertEqual(self._history(membership)[-1], "pending")

    def test_bought_again_after_cancellation(self):
        """Bug 7 of the field: who was cancelled can join again."""
        cancelled = self._make_pending()
        cancelled.order_id._action_cancel()
        again = self._make_active()
        self.assertNotEqual(again, cancelled)
        self.assertEqual(again.state, "active")
        self.assertEqual(cancelled.state, "cancelled")

    def test_future_start_activates_and_end_lapses_by_the_daily_job(self):
        start = self.today + timedelta(days=40)
        membership = self._make_active(golf_start_date=start)
        self.assertEqual(membership.state, "upcoming")
        self.assertFalse(self.person.grade_id)
        with freeze_time(start + timedelta(hours=12)):
            self._run_cron("ir_cron_golf_states")
            self.assertEqual(membership.state, "active")
            self.assertEqual(self.person.grade_id, self.tier)
        with freeze_time(membership.date_end + timedelta(days=1, hours=12)):
            self._run_cron("ir_cron_golf_states")
            self.assertEqual(membership.state, "lapsed")
            self.assertFalse(self.person.grade_id, "paid but expired is no member (bug 9)")
        self.assertEqual(self._history(membership), ["pending", "upcoming", "active", "lapsed"])

    def test_daily_job_is_idempotent(self):
        membership = self._make_active()
        self._commit_hooks()
        before = len(membership.event_ids)
        self._run_cron("ir_cron_golf_states")
        self._run_cron("ir_cron_golf_states")
        self._commit_hooks()
        self.assertEqual(len(membership.event_ids), before)

    def test_club_day_follows_the_club_not_the_server(self):
        self.club.partner_id.tz = "Asia/Shanghai"
        with freeze_time("2026-12-31 17:00:00"):
            self.assertEqual(fields.Date.to_string(self.club._golf_today()), "2027-01-01")

    def test_zero_fee_tier(self):
        membership = self._make_active(tier=self.honorary)
        self.assertEqual(membership.state, "active")
        self.assertFalse(membership.date_end)

    def test_history_is_append_only(self):
        membership = self._make_pending()
        event = membership.event_ids
        self.assertEqual(len(event), 1)
        with self.assertRaises(UserError):
            event.sudo().write({"note": "rewritten"})
        with self.assertRaises(UserError):
            event.sudo().unlink()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.RaiseException),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                "UPDATE golf_membership_event SET note = 'x' WHERE id = %s", [event.id]
            )
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.RaiseException),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("DELETE FROM golf_membership_event WHERE id = %s", [event.id])

    def test_membership_is_never_deleted_nor_copied(self):
        membership = self._make_pending()
        with self.assertRaises(UserError):
            membership.sudo().unlink()
        with self.assertRaises(UserError):
            membership.copy()

    def test_state_cannot_be_typed(self):
        officer = self._make_staff("officer")
        membership = self._make_pending().with_user(officer)
        with self.assertRaises(AccessError):
            membership.write({"state": "active"})

    def test_one_running_of_a_kind_is_held_by_the_database(self):
        membership = self._make_pending()
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.ExclusionViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                """
                INSERT INTO golf_membership
                       (number, partner_id, company_id, tier_id, kind, origin, state, date_start)
                SELECT 'again', partner_id, company_id, tier_id, kind, origin, 'active', date_start
                  FROM golf_membership WHERE id = %s
                """,
                [membership.id],
            )

    def test_one_running_of_a_kind_is_told_in_a_sentence(self):
        self._make_pending()
        order = self._make_order()
        with self.assertRaisesRegex(UserError, "already holds a running membership"):
            order.action_confirm()
        self.assertEqual(order.state, "draft", "nothing half confirmed")
        self.assertFalse(order.golf_membership_ids)
        with self.assertRaises(ValidationError):
            self.env["golf.membership"].sudo().create(
                {
                    "partner_id": self.person.id,
                    "tier_id": self.tier.id,
                    "company_id": self.club.id,
                    "date_start": self.today,
                }
            )

    def test_two_kinds_and_a_later_term_may_be_held(self):
        first = self._make_active()
        self._make_active(tier=self.honorary)
        later = self._make_active(golf_start_date=first.date_end + timedelta(days=1))
        self.assertEqual(later.state, "upcoming")

    def test_deposit_paid_back_by_hand(self):
        """Deposits are read off the ledger, whoever booked them."""
        membership = self._make_active()
        liability = self.company_data["default_account_deferred_revenue"]
        bank = self.company_data["default_account_assets"]

        def book(amount):
            move = self.env["account.move"].create(
                {
                    "move_type": "entry",
                    "line_ids": [
                        Command.create({"account_id": bank.id, "balance": amount}),
                        Command.create(
                            {
                                "account_id": liability.id,
                                "balance": -amount,
                                "partner_id": self.person.id,
                                "golf_membership_id": membership.id,
                            }
                        ),
                    ],
                }
            )
            move.action_post()

        book(50000)
        self.assertEqual(membership.deposit_balance, 50000)
        book(-20000)
        self.assertEqual(membership.deposit_balance, 30000)
        self.assertEqual(membership.amount_due, 0)

    def test_pricelist_of_the_tier_comes_and_goes(self):
        pricelist = self.env["product.pricelist"].create({"name": "Members"})
        self.tier.default_pricelist_id = pricelist
        membership = self._make_active()
        self.assertEqual(self.person.specific_property_product_pricelist, pricelist)
        refund = self._credit(membership.order_id.invoice_ids, reconcile=False)
        refund.action_post()
        self._commit_hooks()
        self.assertFalse(self.person.specific_property_product_pricelist)
