# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .admission_common import COLLECT, GIVE_BACK, AdmissionCommon


@tagged("post_install", "-at_install")
class TestBylawsAdmission(AdmissionCommon):
    """By-laws on admission that real clubs have published, each as a configured example."""

    # ----------------------------- tgccgolf.com/english/rights-and-interests

    def test_two_referrers_ten_days_a_committee_and_twelve_months(self):
        tier = self._make_tier(
            "Tianjin",
            "individual",
            100000,
            3000,
            admission_seconders=2,
            admission_posting_days=10,
            admission_by_committee=True,
            admission_wait_months=12,
        )
        lead = self._apply(tier=tier)
        order = self._quote(lead)
        for day, sentence in (
            ("2030-07-01", "posted for 10 days"),
            ("2030-07-11", "is posted until"),
            ("2030-07-12", "has not decided"),
        ):
            with freeze_time(f"{day} 08:00:00"), self.subTest(day=day):
                with self.assertRaisesRegex(UserError, sentence):
                    order.action_confirm()
                lead.action_post_golf_name()
        with freeze_time("2030-07-12 08:00:00"):
            self._decide(lead, "refused", reason="A blackball")
        with freeze_time("2031-07-11 08:00:00"), self.assertRaisesRegex(UserError, "apply again"):
            self._apply(tier=tier)
        with freeze_time("2031-07-12 08:00:00"):
            again = self._apply(tier=tier)
            again.action_post_golf_name()
        with freeze_time("2031-07-23 08:00:00"):
            self._decide(again, "approved")
            order = self._quote(again)
            order.action_confirm()
            self.assertEqual(order.golf_membership_ids.state, "pending")

    # ---------------------------------------- 庐山 (m.docduoduo.com p-10023312)

    def test_lushan_pay_within_7_days_of_approval_certificate_within_60(self):
        tier = self._make_tier(
            "Lushan",
            "individual",
            100000,
            3000,
            age_min=20,
            admission_by_committee=True,
            admission_pay_days=7,
            certificate_days=60,
        )
        lead = self._apply(tier=tier)
        self._decide(lead, "approved")
        [asked] = self._activities(lead, COLLECT)
        self.assertEqual(asked.date_deadline, date(2030, 7, 8))
        order = self._quote(lead)
        order.action_confirm()
        invoice = self._invoice(order.sudo())
        self.assertEqual(invoice.invoice_date_due, date(2030, 7, 8))
        self._pay(invoice)
        self._commit_hooks()
        self._night("2030-07-02")
        member = order.sudo().golf_membership_ids
        paper = member.certificate_ids
        self.assertEqual((paper.state, paper.due_on), ("waiting", date(2030, 8, 30)))
        told = member.activity_ids.filtered(lambda a: paper.number in (a.summary or ""))
        self.assertEqual(told.date_deadline, date(2030, 8, 30))
        paper.with_user(self.officer).action_issue()
        self.assertFalse(told.exists().filtered("active"), "handed out, it is off the list")

    # --------------------------------- 黄山松柏 (renrendoc.com p-11968512)

    def test_huangshan_gives_the_joining_fee_back_within_15_days_of_a_refusal(self):
        tier = self._make_tier(
            "Huangshan",
            "individual",
            100000,
            3000,
            admission_by_committee=True,
            admission_refund_days=15,
        )
        lead = self._apply(tier=tier)
        order = self._quote(lead)
        self.env["account.payment"].create(
            {"partner_id": self.candidate.id, "amount": 100000, "payment_type": "inbound"}
        ).action_post()
        with freeze_time("2030-07-20 08:00:00"):
            self._decide(lead, "refused", reason="No place")
        [asked] = self._activities(order, GIVE_BACK)
        self.assertEqual(asked.date_deadline, date(2030, 8, 4))
        self.assertEqual(lead.golf_refund_amount, 100000, "without interest")
        self.assertFalse(lead.golf_next_application_on, "the by-laws name no wait")
