# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .resignation_common import ResignationCommon


@tagged("post_install", "-at_install")
class TestResignation(ResignationCommon):
    """Who leaves: the last day, what is credited to the cent, and the notice taken back."""

    @freeze_time("2030-04-08 08:00:00")
    def test_shown_before_and_credited_to_the_cent(self):
        self.yearly.write({"notice_days": 30, "notice_ends_at": "notice"})
        wizard = self._wizard(notice_on=date(2030, 4, 8))
        line = wizard.line_ids
        self.assertEqual(line.last_day, date(2030, 5, 8))
        self.assertEqual(line.amount_credit, 779.18)
        self.assertEqual(line.amount_expected, 0)
        self.assertEqual(line.amount_open, 0)
        self.assertEqual(line.amount_net, -779.18)
        self.assertFalse(self.membership.last_day, "nothing is done before it is confirmed")
        wizard.action_confirm()
        note = self.membership.leaving_move_ids
        self.assertEqual((note.move_type, note.state), ("out_refund", "posted"))
        self.assertEqual(note.amount_total, 779.18)
        self.assertEqual(note.amount_residual, 779.18, "paid already: the payer's credit")
        self.assertEqual(note.invoice_line_ids.golf_charge_id, self.dues)
        self.assertEqual(note.reversed_entry_id, self.invoice)
        self.assertEqual(self.membership.last_day, date(2030, 5, 8))
        self.assertEqual(self.membership.state, "active", "a member to the last day")
        self.assertEqual(self.membership.order_id.invoice_status, "invoiced")
        event = self.membership.event_ids.filtered(lambda e: e.kind == "resigned")
        self.assertEqual((event.date, event.user_id), (date(2030, 4, 8), self.officer))
        self.assertIn("Moves away", event.note)
        with freeze_time("2030-05-09 12:00:00"):
            self._run_cron("ir_cron_golf_states")
            self.assertEqual(self.membership.state, "resigned")
            self.assertFalse(self.person.grade_id)
        self.assertEqual(self.membership.get_state_on("2030-05-08"), {self.membership.id: "active"})
        self.assertEqual(
            self.membership.get_state_on("2030-05-09"), {self.membership.id: "resigned"}
        )

    @freeze_time("2030-04-08 08:00:00")
    def test_last_day_by_the_tier(self):
        for days, ends_at, expected in (
            (30, "notice", date(2030, 5, 8)),
            (30, "month", date(2030, 5, 31)),
            (0, "month", date(2030, 4, 30)),
            (30, "period", date(2030, 12, 31)),
        ):
            self.yearly.write({"notice_days": days, "notice_ends_at": ends_at})
            self.assertEqual(self.membership._get_last_day(date(2030, 4, 8)), expected)
        self.yearly.write({"notice_days": 365, "notice_ends_at": "notice"})
        self.assertEqual(
            self.membership._get_last_day(date(2030, 4, 8)),
            date(2030, 12, 31),
            "what does not renew by itself ends with its term",
        )

    @freeze_time("2030-04-08 08:00:00")
    def test_without_proration_a_period_begun_is_paid(self):
        flat = self._make_tier("Flat", "individual", 5000, 1200, term="club_year")
        with freeze_time("2030-01-01 08:00:00"):
            membership = self._make_active(self._make_person("李四", "1980-01-01"), flat)
        self._resign(date(2030, 5, 8), memberships=membership)
        self.assertFalse(membership.leaving_move_ids)
        self.assertEqual(membership.last_day, date(2030, 5, 8))

    def _renewed(self):
        """Charge and bill 2031 ahead, unpaid; return its charge."""
        self.club.golf_billing_start = date(2030, 1, 1)
        charge = self.env["golf.charge"].create(
            self.membership._get_expected_charges(date(2031, 1, 1))
        )
        self.assertEqual(charge.period_start, date(2031, 1, 1))
        return charge

    @freeze_time("2030-12-08 08:00:00")
    def test_open_invoice_is_settled_by_its_credit_note(self):
        charge = self._renewed()
        invoice = self._bill(charge)
        self._resign(date(2030, 12, 31))
        self.assertEqual(charge.state, "reversed", "a period that never begins is credited whole")
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual(self.membership.amount_due, 0)

    @freeze_time("2030-12-08 08:00:00")
    def test_part_of_an_open_invoice(self):
        charge = self._renewed()
        invoice = self._bill(charge)
        shown = self._resign(date(2031, 1, 31))
        self.assertAlmostEqual(shown["amount_net"], 101.92)
        self.assertAlmostEqual(invoice.amount_residual, 101.92)
        self.assertEqual(charge.state, "invoiced", "a credit note makes nothing paid")
        self._pay(invoice)
        self.assertEqual(charge.state, "paid")

    @freeze_time("2030-12-08 08:00:00")
    def test_not_invoiced_is_reduced_or_removed(self):
        charge = self._renewed()
        self._resign(date(2031, 1, 31))
        self.assertEqual((charge.amount, charge.period_end), (101.92, date(2031, 1, 31)))
        self.assertFalse(self.membership.leaving_move_ids)
        self.assertFalse(self.membership._get_expected_charges(date(2032, 1, 1)))
        self.membership.with_user(self.officer).action_withdraw_resignation()
        self.assertEqual((charge.amount, charge.period_end), (1200, date(2031, 12, 31)))
        self._resign(date(2030, 12, 31))
        self.assertFalse(charge.exists())

    @freeze_time("2030-12-08 08:00:00")
    def test_dues_until_the_last_day_are_still_charged(self):
        self.club.golf_billing_start = date(2030, 1, 1)
        wizard = self._wizard()
        wizard.line_ids.last_day = date(2031, 1, 31)
        self.assertAlmostEqual(wizard.line_ids.amount_expected, 101.92)
        wizard.action_confirm()
        values = self.membership._get_expected_charges(date(2031, 1, 1))
        self.assertEqual([vals["amount"] for vals in values], [101.92])

    @freeze_time("2030-04-08 08:00:00")
    def test_withdrawn_before_the_last_day(self):
        self._resign(date(2030, 5, 8))
        credited = self.membership.leaving_move_ids
        self.membership.with_user(self.officer).action_withdraw_resignation()
        self.assertFalse(self.membership.last_day)
        self.assertFalse(self.membership.leaving_move_ids)
        again = credited.reversal_move_ids
        self.assertEqual((again.move_type, again.state), ("out_invoice", "posted"))
        self.assertEqual((credited.amount_residual, again.amount_residual), (0, 0))
        self.assertEqual((self.dues.state, self.dues.amount_due), ("paid", 0))
        self.assertEqual(self.membership.amount_due, 0)
        kinds = self.membership.event_ids.mapped("kind")
        self.assertEqual(kinds.count("resignation_withdrawn"), 1)
        self._resign(date(2030, 5, 8))
        self.assertEqual(self.membership.leaving_move_ids.amount_total, 779.18)

    @freeze_time("2030-06-08 08:00:00")
    def test_too_late_to_withdraw(self):
        self._resign(date(2030, 6, 8))
        with freeze_time("2030-06-09 08:00:00"), self.assertRaisesRegex(UserError, "rejoin"):
            self.membership.action_withdraw_resignation()

    @freeze_time("2030-04-08 08:00:00")
    def test_with_taxes(self):
        tax = self.company_data["default_tax_sale"]
        self.yearly.dues_product_id.taxes_id = tax
        other = self._make_person("李四", "1980-01-01")
        with freeze_time("2030-01-01 08:00:00"):
            membership = self._make_active(other, self.yearly)
        shown = self._resign(date(2030, 5, 8), memberships=membership)
        note = membership.leaving_move_ids
        self.assertEqual(note.amount_untaxed, 779.18)
        self.assertEqual(note.invoice_line_ids.tax_ids, tax)
        self.assertAlmostEqual(shown["amount_credit"], note.amount_total)

    @freeze_time("2030-04-08 08:00:00")
    def test_several_at_once_and_open_bills_are_told(self):
        with freeze_time("2030-01-01 08:00:00"):
            other = self._make_active(self._make_person("李四", "1980-01-01"), self.yearly)
        self._bill(self._charge(other, 100, "2030-04-01"))
        wizard = self._wizard(self.membership | other)
        self.assertTrue(wizard.has_open_bills)
        self.assertEqual(wizard.line_ids[1].amount_open, 100)
        wizard.line_ids.last_day = date(2030, 5, 8)
        wizard.action_confirm()
        self.assertEqual((self.membership | other).mapped("last_day"), [date(2030, 5, 8)] * 2)
        alone = self._make_active(self._make_person("赵六", "1980-01-01"), self.yearly)
        self.assertFalse(self._wizard(alone).has_open_bills)

    @freeze_time("2030-04-08 08:00:00")
    def test_who_cannot_resign(self):
        pending = self._make_pending(self._make_person("李四", "1980-01-01"))
        with self.assertRaisesRegex(UserError, "no running member"):
            pending.with_user(self.officer).action_resign()
        self._charge(self.membership, 100)._create_invoices()
        with self.assertRaisesRegex(UserError, "draft"):
            self._resign(date(2030, 5, 8))
        self.membership.charge_ids.move_line_ids.move_id.filtered(
            lambda m: m.state == "draft"
        ).unlink()
        with self.assertRaisesRegex(UserError, "before the notice"):
            self._resign(date(2030, 4, 7))
        with self.assertRaisesRegex(UserError, "future"):
            self._resign(date(2030, 5, 8), notice_on=date(2030, 4, 9))
        self.assertFalse(self.membership.last_day)
        self._resign(date(2030, 5, 8))
        with self.assertRaisesRegex(UserError, "notice already"):
            self.membership.with_user(self.officer).action_resign()

    def test_rights(self):
        for role in ("shop", "executive"):
            user = self._make_staff(role)
            with self.assertRaises(AccessError):
                self.membership.with_user(user).action_resign()
            with self.assertRaises(AccessError):
                self.membership.with_user(user).action_withdraw_resignation()
            with self.assertRaises(AccessError):
                self.membership.with_user(user).action_refund_deposit()
            self.assertTrue(self.membership.with_user(user).get_state_on(self.today) is not None)
        with self.assertRaises(AccessError):
            self.membership.with_user(self.officer).last_day = self.today + timedelta(days=1)
        other = self.env["res.company"].create({"name": "Second Links"})
        stranger = self._make_staff("officer", "stranger")
        stranger.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        for method in ("action_resign", "action_refund_deposit", "action_rejoin"):
            with self.assertRaises(AccessError):
                getattr(self.membership.with_user(stranger), method)()
        with self.assertRaises(AccessError):
            self.membership.with_user(stranger).get_state_on(self.today)
