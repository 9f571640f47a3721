# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.golf_membership.models import account_move_line_credit

from .fee_common import FeeCommon


@tagged("post_install", "-at_install")
class TestDesk(FeeCommon):
    """What the accountant sees and does about fees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls._make_staff("accountant")
        cls.member = cls._take_over("欠费会员")
        cls.charge = cls._charge(cls.member)
        cls.invoice = cls._bill(cls.charge)

    def _list(self, action):
        """Return what the accountant finds behind an entry of the menu."""
        window = self.env.ref(f"golf_membership.{action}")
        records = self.env[window.res_model].with_user(self.accountant)
        return records.search(safe_eval(window.domain or "[]"))

    def _pay_freely(self, partner, amount, account=None):
        """Return a payment that names no invoice."""
        payment = self.env["account.payment"].create(
            {"partner_id": partner.id, "amount": amount, "date": self.today}
        )
        if account:
            payment.destination_account_id = account
        payment.action_post()
        return payment

    def _open_item(self, move):
        return move.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable" and not line.reconciled
        )

    # ------------------------------------------------------------- PAYMENTS

    def test_payments_of_fees_and_no_others(self):
        registered = self._pay(self.invoice, 1000)
        waiting = self._pay_freely(self.member.partner_id, 500)
        stranger = self._pay_freely(self._make_person("Guest"), 70)
        shop = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.member.partner_id.id,
                "invoice_date": self.today,
                "invoice_line_ids": [Command.create({"name": "Balls", "price_unit": 40})],
            }
        )
        shop.action_post()
        balls = self._pay(shop)
        found = self._list("golf_payment_action")
        self.assertIn(registered, found)
        self.assertIn(waiting, found)
        self.assertFalse(found & (stranger | balls))
        self.assertEqual((registered | balls).mapped("golf_is_fee_payment"), [True, False])
        self.assertIn(
            balls, self.env["account.payment"].search([("golf_is_fee_payment", "=", False)])
        )

    def test_payment_matched_by_hand_is_one_of_fees(self):
        payment = self._pay_freely(self.member.partner_id, 600)
        self.assertEqual(payment.destination_account_id, self.receivable)
        (self._open_item(payment.move_id) | self._open_item(self.invoice)).reconcile()
        self.assertTrue(payment.is_reconciled)
        self.assertIn(payment, self._list("golf_payment_action"))
        self.assertEqual(self.charge.state, "part_paid")

    # -------------------------------------------------------------- CREDITS

    def test_an_overpayment_is_applied_to_the_oldest_fee(self):
        self._pay(self.invoice, 7000)
        credit = self._list("golf_credit_action")
        self.assertEqual(credit.amount_residual, -1000)
        self.assertFalse(credit.golf_open_fees)
        # Any model stands for the reconciliation screen, which is a companion's.
        self.patch(account_move_line_credit, "MATCHING_MODEL", "account.move")
        self.assertFalse(credit.golf_can_match, "nothing to match it with")
        with self.assertRaisesRegex(UserError, "no open fees"):
            credit.action_golf_apply_credit()
        later = self._charge(self.member, self.today + timedelta(days=366))
        second = self._bill(later)
        credit.invalidate_recordset(["golf_open_fees", "golf_can_match"])
        self.assertEqual(credit.golf_open_fees, 6000)
        self.assertTrue(credit.golf_can_match)
        credit.action_golf_apply_credit()
        self.assertEqual(second.amount_residual, 5000)
        self.assertFalse(self._list("golf_credit_action"))
        with self.assertRaisesRegex(UserError, "used up"):
            credit.action_golf_apply_credit()

    def test_a_credit_note_is_applied_and_paid_back(self):
        self._pay(self.invoice)
        note = self._credit_lines(self.invoice, {self.charge: 2000}, reconcile=False)
        credit = self._list("golf_credit_action")
        self.assertEqual(credit.move_id, note)
        action = credit.action_register_payment()
        wizard = self.env["account.payment.register"].with_context(**action["context"]).create({})
        self.assertEqual((wizard.payment_type, wizard.amount), ("outbound", 2000))
        wizard._create_payments()
        self.assertFalse(self._list("golf_credit_action"))

    def test_credit_on_another_account_is_told(self):
        trade = self.member.partner_id.property_account_receivable_id
        waiting = self._pay_freely(self.member.partner_id, 500, trade)
        item = self._open_item(waiting.move_id)
        self.assertNotEqual(item.account_id, self.receivable)
        self.assertIn(item, self._list("golf_credit_action"))
        with self.assertRaisesRegex(UserError, "Transfer the credit"):
            item.action_golf_apply_credit()

    def test_reading_is_not_applying(self):
        self._pay(self.invoice, 7000)
        credit = self._list("golf_credit_action")
        executive = self._make_staff("executive")
        self.assertEqual(credit.with_user(executive).golf_is_member_item, True)
        with self.assertRaises(AccessError):
            credit.with_user(executive).action_golf_apply_credit()

    # -------------------------------------------------------------- ARREARS

    def _arrears(self, membership=None):
        domain = [("membership_id", "=", (membership or self.member).id)]
        self.env.invalidate_all()
        return self.env["golf.arrears"].with_user(self.accountant).search(domain)

    def _age_invoice(self, days):
        """Have the invoice fall due ``days`` ago, as one does who enters it late."""
        self.invoice.button_draft()
        self.invoice.invoice_date = self.today - timedelta(days=days)
        self.invoice.invoice_date_due = self.invoice.invoice_date
        self.invoice.action_post()

    def test_age_of_what_is_open(self):
        ages = {0: "0", 1: "1", 30: "1", 31: "2", 60: "2", 61: "3", 91: "4"}
        for days, age in ages.items():
            with self.subTest(days=days):
                self._age_invoice(days)
                row = self._arrears()
                self.assertEqual((row.age, row.days_late), (age, days))
                self.assertEqual((row.amount, row.charge_id), (6000, self.charge))
        self._pay(self.invoice, 2500)
        self.assertEqual(self._arrears().amount, 3500)
        self.assertEqual(self._arrears().action_open_document()["res_id"], self.charge.id)
        self._pay(self.invoice)
        self.assertFalse(self._arrears())

    def test_instalments_age_one_by_one(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Three parts",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": part, "nb_days": days})
                    for part, days in ((50, 0), (25, 45), (25, 90))
                ],
            }
        )
        other = self._take_over("分期会员")
        second = self._charge(other)
        self.charge.schedule_id.sudo().payment_term_id = term
        invoice = self._bill(second)
        self.assertEqual(invoice.invoice_payment_term_id, term)
        invoice.button_draft()
        invoice.invoice_date = self.today - timedelta(days=50)
        invoice.action_post()
        rows = self._arrears(other)
        self.assertEqual(rows.mapped("age"), ["2", "1", "0"])
        self.assertEqual(rows.mapped("amount"), [3000, 1500, 1500])
        self._pay(invoice, 3000)
        self.assertAlmostEqual(sum(self._arrears(other).mapped("amount")), 3000)

    def test_arrears_tie_to_the_ledger(self):
        self._age_invoice(40)
        self._pay(self.invoice, 1234.56)
        second = self._take_over("第二会员", payer_id=self.member.payer_id.id)
        self._bill(self._charge(second))
        groups = self.env["golf.arrears"]._read_group([], ["age"], ["amount:sum"])
        items = self.env["account.move.line"].search(
            [("account_id", "=", self.receivable.id), ("parent_state", "=", "posted")]
        )
        self.assertAlmostEqual(
            sum(amount for _age, amount in groups), sum(items.mapped("amount_residual"))
        )
        self.assertEqual(dict(groups)["2"], 4765.44)

    def test_opening_balances_are_arrears_too(self):
        other = self._take_over("旧账会员")
        day = self.today - timedelta(days=75)
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": day,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": self.receivable.id,
                            "partner_id": other.partner_id.id,
                            "golf_membership_id": other.id,
                            "balance": 350.5,
                        }
                    ),
                    Command.create({"account_id": self.deposits.id, "balance": -350.5}),
                ],
            }
        )
        entry.action_post()
        row = self._arrears(other)
        self.assertEqual((row.fee_kind, row.age, row.amount), ("opening", "3", 350.5))
        self.assertEqual(row.action_open_document()["res_model"], "account.move")

    def test_clubs_and_shop_are_kept_out(self):
        other_club = self.env["res.company"].create({"name": "Other Links"})
        stranger = self._make_staff("manager", "arrears_stranger")
        stranger.write({"company_ids": [Command.set(other_club.ids)], "company_id": other_club.id})
        self.assertFalse(self.env["golf.arrears"].with_user(stranger).search([]))
        self.assertTrue(self._arrears())
        with self.assertRaises(AccessError):
            self.env["golf.arrears"].with_user(self._make_staff("shop")).search([])

    # --------------------------------------------------------------- SCREEN

    def test_invoice_leads_to_its_charges(self):
        action = self.invoice.with_user(self.accountant).action_golf_open_charges()
        self.assertEqual(self.env["golf.charge"].search(action["domain"]), self.charge)

    def test_menu_by_role(self):
        shown = {
            "accountant": {"charges", "fee_invoices", "payments", "credits", "arrears"},
            "executive": {"charges", "fee_invoices", "payments", "credits", "arrears"},
            "manager": {"charges", "fee_invoices", "arrears"},
            "shop": set(),
        }
        for role, names in shown.items():
            user = self.accountant if role == "accountant" else self._make_staff(role)
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for name in shown["accountant"]:
                menu = self.env.ref(f"golf_membership.menu_golf_{name}")
                self.assertEqual(menu.id in visible, name in names, f"{role}: {name}")
