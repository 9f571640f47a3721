# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .referral_common import ReferralCommon

FIXED = {"amount_kind": "fixed", "amount": 500, "reward_kind": "bill"}
SHARE = {"amount_kind": "percent", "percent": 1, "reward_kind": "points"}


@tagged("post_install", "-at_install")
class TestReferralReward(ReferralCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Ann brought Bob and Cid, Bob brought Dan, and all have paid.
        cls.first = cls._join(cls.bob, cls.ann)
        cls.second = cls._join(cls.cid, cls.ann)
        cls.third = cls._join(cls.dan, cls.bob)

    def test_granted_once_and_traced(self):
        program = self._make_program(FIXED)
        membership, invoice = self.first
        self._run_cron("ir_cron_golf_referrals")
        self._run_cron("ir_cron_golf_referrals")
        due = self._get_dues(membership.referral_id)
        self.assertEqual(
            (due.state, due.granted, due.open_amount, due.referrer_id, due.program_id),
            ("due", 500, 500, self.ann, program),
        )
        self.assertEqual(
            (due.move_id, due.member_id, due.membership_id, due.generation, due.base),
            (invoice, self.bob, membership, 1, 238000),
        )

    def test_nothing_before_the_fee_is_paid_and_held_after(self):
        self._make_program(SHARE, hold_days=30)
        membership = self._make_pending(self.person, golf_referrer_id=self.ann.id)
        referral = membership.referral_id
        self._run_cron("ir_cron_golf_referrals")
        self.assertFalse(self._get_dues(referral))
        with self.assertRaisesRegex(UserError, "nothing to reward yet"):
            referral.action_reward()
        invoice = self._invoice(membership.order_id)
        self._pay(invoice, 100000)
        self._run_cron("ir_cron_golf_referrals")
        self.assertFalse(self._get_dues(referral), "a part is not the fee")
        self._pay(invoice)
        self._run_cron("ir_cron_golf_referrals")
        due = self._get_dues(referral)
        self.assertEqual((due.state, due.granted), ("held", 2380))
        self.assertEqual(due.due_on, self.today + timedelta(days=30))
        with self.assertRaisesRegex(UserError, "is held until"):
            due.action_pay()

    def test_two_levels_only_when_a_manager_confirms(self):
        program = self._make_program(FIXED, SHARE)
        with self.assertRaisesRegex(UserError, "confirmed by a manager"):
            program.max_levels = 2
        with self.assertRaisesRegex(UserError, "One or two levels"):
            program.max_levels = 3
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.CheckViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE golf_referral_program SET max_levels = 2")
        first, _invoice = self.third
        self._run_cron("ir_cron_golf_referrals")
        self.assertEqual(self._get_dues(first.referral_id).referrer_id, self.bob)
        manager = self._make_staff("manager")
        with self.assertRaises(AccessError):
            program.with_user(self._make_staff("officer")).action_confirm_second_level()
        program.with_user(manager).action_confirm_second_level()
        self.assertEqual((program.max_levels, program.second_level_by_id), (2, manager))
        self._run_cron("ir_cron_golf_referrals")
        dues = self._get_dues(first.referral_id)
        self.assertEqual(
            [(due.level, due.referrer_id, due.granted) for due in dues],
            [(1, self.bob, 500), (2, self.ann, 2380)],
        )

    def test_tier_dates_and_cap_of_a_programme(self):
        self._make_program(FIXED, tier_ids=self.junior.ids)
        self._make_program(FIXED, date_from=self.today + timedelta(days=1))
        capped = self._make_program({**FIXED, "amount": 800}, yearly_cap=1000)
        self._run_cron("ir_cron_golf_referrals")
        dues = self.env["golf.referral.due"].search([("referrer_id", "=", self.ann.id)], order="id")
        self.assertEqual(dues.program_id, capped)
        self.assertEqual(
            [(due.member_id, due.granted, due.state) for due in dues],
            [(self.bob, 800, "due"), (self.cid, 200, "due")],
        )
        capped.yearly_cap = 900
        late, _invoice = self._join(self.person, self.ann)
        self._run_cron("ir_cron_golf_referrals")
        due = self._get_dues(late.referral_id)
        self.assertEqual((due.granted, due.state), (0, "capped"))
        self.assertIn("yearly cap", due.entry_ids.note)

    def test_first_dues_of_who_joined_by_order(self):
        self._make_program({**FIXED, "amount": 50}, event="dues")
        former = self._take_over(referrer_partner_id=self.ann.id)
        charges = self._charge(former)
        self._pay(self._bill(charges))
        membership, _invoice = self.first
        self._run_cron("ir_cron_golf_referrals")
        self.assertFalse(self._get_dues(former.referral_id), "his first dues were paid elsewhere")
        self.assertEqual(self._get_dues(membership.referral_id).granted, 50)

    def test_paid_by_bill_and_the_ledger_ties(self):
        self._make_program(FIXED)
        membership, _invoice = self.first
        other, _invoice = self.second
        self._run_cron("ir_cron_golf_referrals")
        dues = self._get_dues(membership.referral_id) | self._get_dues(other.referral_id)
        accountant = self._make_staff("accountant")
        bill = self._settle(dues, user=accountant)
        self.assertEqual(
            (bill.move_type, bill.partner_id, bill.amount_total, bill.state),
            ("in_invoice", self.ann, 1000, "posted"),
        )
        self.assertEqual(bill.invoice_line_ids.account_id, self.cost)
        self.assertEqual(set(dues.mapped("state")), {"billed"})
        self._pay(bill)
        dues.invalidate_recordset()
        self.assertEqual(set(dues.mapped("state")), {"paid"})
        self.assertEqual(self._get_cost(), sum(dues.mapped("paid")))
        with self.assertRaisesRegex(UserError, "Nothing is open"):
            self._settle(dues)

    def _get_cost(self):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.cost.id), ("parent_state", "=", "posted")]
        )
        self.assertTrue(all(lines.mapped("golf_referral_reward_id")))
        return sum(lines.mapped("balance"))

    def test_clawed_back_after_it_was_paid_in_money(self):
        self._make_program({**FIXED, "reward_kind": "credit"})
        membership, invoice = self.first
        other, _invoice = self.second
        self._run_cron("ir_cron_golf_referrals")
        due = self._get_dues(membership.referral_id)
        note = self._settle(due)
        self.assertEqual((note.move_type, note.amount_total), ("out_refund", 500))
        self.assertEqual(due.state, "paid")
        joining = invoice.invoice_line_ids.golf_charge_id.filtered(
            lambda charge: charge.fee_kind == "joining"
        )
        self._credit_lines(invoice, {joining: 59500}, reconcile=False)  # a quarter of the fee
        self._run_cron("ir_cron_golf_referrals")
        self._run_cron("ir_cron_golf_referrals")
        due.invalidate_recordset()
        self.assertEqual((due.taken_back, due.open_amount, due.state), (125, -125, "owed_back"))
        # The next reward pays for it: one document over what is left of both.
        both = due | self._get_dues(other.referral_id)
        note = self._settle(both)
        self.assertEqual((note.move_type, note.amount_total), ("out_refund", 375))
        self.assertEqual(set(both.mapped("open_amount")), {0})
        self.assertEqual(set(both.mapped("state")), {"paid"})
        self.assertEqual(self._get_cost(), 875)
        self.assertEqual(self._get_cost(), sum(both.mapped("paid")))

    def test_what_is_owed_back_can_be_asked_for(self):
        self._make_program(FIXED)
        membership, invoice = self.first
        self._run_cron("ir_cron_golf_referrals")
        due = self._get_dues(membership.referral_id)
        self._settle(due)
        self._credit(invoice, reconcile=False).action_post()
        self._run_cron("ir_cron_golf_referrals")
        due.invalidate_recordset()
        self.assertEqual((due.open_amount, due.state), (-500, "owed_back"))
        refund = self._settle(due)
        self.assertEqual((refund.move_type, refund.amount_total), ("in_refund", 500))
        self.assertEqual((due.state, self._get_cost()), ("clawed_back", 0))

    def test_points_are_taken_back_even_when_spent(self):
        self._make_program(SHARE)
        membership, invoice = self.first
        self._run_cron("ir_cron_golf_referrals")
        due = self._get_dues(membership.referral_id)
        self._settle(due)
        self.assertEqual((due.state, self.ann.golf_points), ("paid", 2380))
        self.ann._golf_book_points(self.club, -2000, "Spent", "other")
        self._credit(invoice, reconcile=False).action_post()
        self._run_cron("ir_cron_golf_referrals")
        due.invalidate_recordset()
        self.assertEqual((due.state, due.open_amount), ("clawed_back", 0))
        self.assertEqual(self.ann.golf_points, -2000)
        card = self.ann._get_golf_cards(self.club)[self.ann.id]
        self.assertEqual(
            card.points, sum(card.history_ids.mapped(lambda row: row.issued - row.used))
        )

    def test_a_withdrawn_bill_has_paid_nothing(self):
        self._make_program(FIXED)
        membership, _invoice = self.first
        self._run_cron("ir_cron_golf_referrals")
        due = self._get_dues(membership.referral_id)
        bill = self._settle(due)
        bill.button_draft()
        bill.button_cancel()
        due.invalidate_recordset()
        self.assertEqual((due.state, due.open_amount), ("due", 500))

    def test_a_cancelled_order_is_refused(self):
        self._make_program(FIXED)
        membership, _invoice = self.first
        membership.order_id._action_cancel()
        self._run_cron("ir_cron_golf_referrals")
        referral = membership.referral_id
        self.assertFalse(self._get_dues(referral))
        self.assertIn("is cancelled, so nobody is rewarded", referral.reward_problem)
        with self.assertRaisesRegex(UserError, "is cancelled, so nobody is rewarded"):
            referral.action_reward()
        other, _invoice = self.second
        self._run_cron("ir_cron_golf_referrals")
        other.order_id._action_cancel()
        with self.assertRaisesRegex(UserError, "is cancelled, so nobody is rewarded"):
            self._settle(self._get_dues(other.referral_id))

    def test_entries_are_never_changed(self):
        self._make_program(FIXED)
        membership, _invoice = self.first
        self._run_cron("ir_cron_golf_referrals")
        entry = membership.referral_id.reward_ids
        with self.assertRaisesRegex(UserError, "stays written"):
            entry.amount = 1
        for statement in (
            "UPDATE golf_referral_reward SET amount = 1",
            "DELETE FROM golf_referral_reward",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(psycopg2.Error, "append-only"),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)

    def test_one_that_fails_is_told_and_the_rest_goes_on(self):
        self._make_program(FIXED)
        broken, _invoice = self.first
        fine, _invoice = self.second
        # A fee of which nobody knows any more what it was billed with.
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE golf_referral_reward ADD CONSTRAINT test_broken"
            " CHECK (membership_id <> %s)",
            [broken.id],
        )
        with mute_logger("odoo.sql_db"):
            self._run_cron("ir_cron_golf_referrals")
        self.assertIn("test_broken", broken.referral_id.reward_problem)
        self.assertEqual(self._get_dues(fine.referral_id).state, "due")
