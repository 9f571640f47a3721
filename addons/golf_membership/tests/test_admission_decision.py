# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .admission_common import COLLECT, DECIDE, GIVE_BACK, AdmissionCommon


@tagged("post_install", "-at_install")
class TestAdmissionDecision(AdmissionCommon):
    """What follows of a decision: waiting, money given back, the day to pay by."""

    # ------------------------------------------------------------- REFUSAL

    def test_whoever_was_refused_waits(self):
        lead = self._apply()
        order = self._quote(lead)
        with self.assertRaisesRegex(UserError, "Say why"):
            lead.with_user(self.manager)._decide_golf_admission("refused", self.today, "")
        self._decide(lead, "refused", reason="Two against")
        self.assertEqual(lead.won_status, "lost")
        self.assertEqual(lead.lost_reason_id, self.env.ref("golf_membership.lost_reason_refused"))
        self.assertEqual(order.state, "cancel")
        self.assertEqual(lead.golf_next_application_on, date(2031, 7, 1))
        with self.assertRaisesRegex(UserError, "new application"):
            lead.action_golf_quotation()
        with self.assertRaisesRegex(UserError, "already"):
            self._decide(lead, "approved")
        with freeze_time("2031-06-30 08:00:00"):
            with self.assertRaisesRegex(UserError, "may apply again from 07/01/2031"):
                self._apply()
            # An order past any application, and a tier without by-laws, do not help.
            direct = self.env["sale.order"].create(
                {
                    "partner_id": self.candidate.id,
                    "order_line": [
                        Command.create({"product_id": self.gold.joining_fee_product_id.id})
                    ],
                }
            )
            with self.assertRaisesRegex(UserError, "may apply again from"):
                direct.action_confirm()
        with freeze_time("2031-07-01 08:00:00"):
            self.assertTrue(self._apply().golf_application_date)

    def test_a_second_application_waits_too(self):
        first, second = self._apply(), self._apply(tier=self.gold)
        self._decide(first, "refused", reason="No")
        with self.assertRaisesRegex(UserError, "may apply again from"):
            self._quote(second).action_confirm()

    def test_without_a_wait_one_may_apply_at_once(self):
        self.strict.admission_wait_months = 0
        self._decide(self._apply(), "refused", reason="No")
        self.assertTrue(self._apply().golf_application_date)

    def test_money_paid_is_given_back(self):
        lead = self._apply()
        order = self._quote(lead)
        self.env["account.payment"].create(
            {"partner_id": self.candidate.id, "amount": 50000, "payment_type": "inbound"}
        ).action_post()
        stranger = self._make_person("Stranger")
        self.env["account.payment"].create(
            {"partner_id": stranger.id, "amount": 7, "payment_type": "inbound"}
        ).action_post()
        with freeze_time("2030-07-03 08:00:00"):
            wizard = self._decide(lead, "refused", reason="No")
        self.assertEqual((wizard.amount, lead.golf_refund_amount), (50000, 50000))
        self.assertEqual(lead.golf_refund_until, date(2030, 7, 18))
        [asked] = self._activities(order, GIVE_BACK)
        self.assertEqual(asked.date_deadline, date(2030, 7, 18))
        self.assertTrue(asked.user_id.has_group("golf_membership.group_golf_accountant"))
        order.with_user(self.accountant).read(["name"])

    def test_without_quotation_it_stands_on_the_payer(self):
        lead = self._apply()
        self._decide(lead, "refused", reason="No", amount=10)
        self.assertTrue(self._activities(self.candidate, GIVE_BACK))
        lead.with_user(self.manager).action_withdraw_golf_decision()
        self.assertFalse(self._activities(self.candidate, GIVE_BACK))

    def test_nothing_paid_nothing_to_give_back(self):
        lead = self._apply()
        order = self._quote(lead)
        self._decide(lead, "refused", reason="No")
        self.assertFalse(lead.golf_refund_until)
        self.assertFalse(self._activities(order, GIVE_BACK) | self._activities(lead, GIVE_BACK))

    def test_a_decision_is_taken_back(self):
        lead = self._apply()
        self._commit_hooks()
        lead = lead.with_context(tracking_disable=False, mail_notrack=False)
        lead.with_user(self.manager)._decide_golf_admission(
            "refused", date(2030, 7, 1), "Mistaken for another"
        )
        self._commit_hooks()
        with self.assertRaises(AccessError):
            lead.action_withdraw_golf_decision()
        lead.with_user(self.manager).action_withdraw_golf_decision()
        self.assertEqual((lead.won_status, lead.golf_decision), ("pending", False))
        self._commit_hooks()
        lead.invalidate_recordset(["message_ids"])
        logged = lead.sudo().message_ids.tracking_value_ids.mapped("new_value_char")
        self.assertIn("Mistaken for another", logged, "what was decided stays in the history")
        self.assertTrue(self._activities(lead, DECIDE))
        lead.action_post_golf_name()
        with freeze_time("2030-07-12 08:00:00"):
            self._decide(lead, "approved")
            self._quote(lead).action_confirm()
            with self.assertRaisesRegex(UserError, "has joined by this decision"):
                lead.with_user(self.manager).action_withdraw_golf_decision()

    # ------------------------------------------------------------ DEADLINES

    def test_the_joining_fee_is_due_within_the_days(self):
        lead = self._apply_and_post()
        with freeze_time("2030-07-13 08:00:00"):
            self._decide(lead, "approved", date="2030-07-12")
            self.assertEqual(lead.golf_pay_until, date(2030, 7, 19))
            [asked] = self._activities(lead, COLLECT)
            self.assertEqual(
                (asked.date_deadline, asked.user_id), (date(2030, 7, 19), self.officer)
            )
            order = self._quote(lead)
            order.action_confirm()
            invoice = self._invoice(order.sudo())
            self.assertEqual(invoice.invoice_date_due, date(2030, 7, 19))
            terms = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
            self.assertEqual(terms.date_maturity, date(2030, 7, 19))
            self._pay(invoice)
            self._commit_hooks()
            self.assertEqual(order.golf_membership_ids.state, "active")
            self.assertEqual(lead.won_status, "won")
            self.assertFalse(self._activities(lead, COLLECT))

    def test_parts_that_were_agreed_on_stand(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Two parts",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": days})
                    for days in (0, 90)
                ],
            }
        )
        lead = self._apply_and_post()
        with freeze_time("2030-07-12 08:00:00"):
            self._decide(lead, "approved")
            order = self._quote(lead)
            order.payment_term_id = term
            order.action_confirm()
            self.assertEqual(self._invoice(order.sudo()).invoice_payment_term_id, term)

    def test_a_decision_is_of_a_day_that_was(self):
        lead = self._apply_and_post()
        with freeze_time("2030-07-14 08:00:00"):
            for day in ("2030-06-30", "2030-07-15"):
                with self.subTest(day=day), self.assertRaisesRegex(UserError, "A committee dec"):
                    self._decide(lead, "approved", date=day)
