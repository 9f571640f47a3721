# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .resignation_common import ResignationCommon


@tagged("post_install", "-at_install")
class TestDepositRefund(ResignationCommon):
    """Deposits of those who leave, billed here or taken over, go back by credit note."""

    @freeze_time("2030-04-08 08:00:00")
    def test_billed_deposit_is_given_back(self):
        deposit = self._charge(
            self.membership,
            3000,
            "2030-01-01",
            self._make_fee("Deposit", 3000),
            fee_kind="deposit",
        )
        invoice = self._bill(deposit)
        self._pay(invoice)
        self.assertEqual(self.membership.deposit_held, 3000)
        shown = self._resign(date(2030, 12, 31), refund_deposit=True)
        self.assertEqual((shown["amount_deposit"], shown["amount_net"]), (3000, -3000))
        note = self.membership.leaving_move_ids
        self.assertEqual(note.invoice_line_ids.account_id, self.deposit_account)
        self.assertEqual((note.amount_total, note.amount_residual), (3000, 3000))
        self.assertEqual(self.membership.deposit_held, 0)
        balance = self.env["account.move.line"]._read_group(
            [("account_id", "=", self.deposit_account.id), ("parent_state", "=", "posted")],
            aggregates=["balance:sum"],
        )
        self.assertEqual(balance, [(0,)])
        with self.assertRaisesRegex(UserError, "no deposit"):
            self.membership.with_user(self.officer).action_refund_deposit()
        self._pay(note)
        self.assertEqual(note.amount_residual, 0)
        self.assertEqual(self.membership.amount_due, 0)

    @freeze_time("2030-04-08 08:00:00")
    def test_imported_deposit_is_given_back(self):
        bank = self.company_data["default_account_assets"]
        lines = [
            {"account_id": bank.id, "balance": 50000},
            {
                "account_id": self.deposit_account.id,
                "balance": -50000,
                "partner_id": self.person.id,
                "golf_membership_id": self.membership.id,
            },
        ]
        entry = self.env["account.move"].create(
            {"move_type": "entry", "line_ids": [Command.create(line) for line in lines]}
        )
        entry.action_post()
        self.assertEqual(self.membership.deposit_held, 50000)
        self._resign(date(2030, 12, 31))
        self.assertEqual(self.membership.deposit_balance, 50000, "kept until it is given back")
        self.membership.with_user(self.officer).action_refund_deposit()
        note = self.membership.leaving_move_ids
        self.assertEqual((note.move_type, note.amount_total), ("out_refund", 50000))
        self.assertEqual(note.invoice_line_ids.account_id, self.deposit_account)
        self.assertEqual(note.invoice_date_due, date(2030, 12, 31))
        self.assertEqual((self.membership.deposit_balance, self.membership.deposit_held), (0, 0))
        self._pay(note)
        self.assertEqual(note.payment_state, "paid")
