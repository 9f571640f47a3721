# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestCompensation(ServiceCommon, AccountTestInvoicingCommon):
    """Who may grant how much, and what the customer gets for it, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.write({"service_limit_agent": 50, "service_limit_supervisor": 500})
        cls.staff_users = cls.agent | cls.supervisor | cls.manager
        cls.staff_users.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})
        cls.queue.company_id = cls.company
        cls.request = cls._ask(user_id=cls.agent.id, supervisor_id=cls.supervisor.id)
        cls.program = (
            cls.env["loyalty.program"]
            .sudo()
            .create({"name": "Club points", "program_type": "loyalty"})
        )
        cls.company.sudo().service_points_program_id = cls.program

    @classmethod
    def get_default_groups(cls):
        return super().get_default_groups() | cls.env.ref("crm_service_queue.group_service_manager")

    def _grant(self, amount=40, user=None, **values):
        return (
            self.env["service.compensation"]
            .with_user(user or self.agent)
            .create(
                {
                    "request_id": self.request.id,
                    "amount": amount,
                    "reason": "Two hours without a locker",
                    "currency_id": self.company.currency_id.id,
                    **values,
                }
            )
        )

    def test_a_small_one_is_granted_at_once(self):
        compensation = self._grant()
        compensation.action_ask()
        move = compensation.sudo().move_id
        self.assertEqual(compensation.state, "approved")
        self.assertEqual((move.move_type, move.state), ("out_refund", "draft"))
        self.assertEqual((move.amount_total, move.partner_id), (40, self.member))
        move.action_post()
        self.assertEqual(compensation.state, "done")
        move.button_draft()
        self.assertEqual(compensation.state, "approved")

    def test_above_the_limit_somebody_else_decides(self):
        compensation = self._grant(200)
        compensation.action_ask()
        self.assertEqual(compensation.state, "asked")
        with self.assertRaisesRegex(UserError, "more than you may grant"):
            compensation.action_approve()
        compensation.with_user(self.supervisor).action_approve()
        self.assertEqual(compensation.approved_by_id, self.supervisor)
        large = self._grant(5000)
        large.action_ask()
        with self.assertRaisesRegex(UserError, "more than you may grant"):
            large.with_user(self.supervisor).action_approve()
        large.with_user(self.manager).action_approve()
        self.assertEqual(large.state, "approved")

    def test_nobody_grants_the_own_large_one(self):
        compensation = self._grant(5000, user=self.manager)
        compensation.action_ask()
        self.assertEqual(compensation.state, "asked")
        with self.assertRaisesRegex(UserError, "somebody else decides"):
            compensation.action_approve()
        own = self._grant(400, user=self.manager)
        own.action_ask()
        self.assertEqual(own.state, "approved")

    def test_refused_and_asked_again(self):
        compensation = self._grant(200)
        compensation.action_ask()
        with self.assertRaises(UserError):
            compensation.action_refuse()
        compensation.with_user(self.supervisor).action_refuse()
        self.assertEqual(compensation.state, "refused")
        compensation.action_draft()
        compensation.amount = 20
        compensation.action_ask()
        self.assertEqual(compensation.state, "approved")
        with self.assertRaisesRegex(UserError, "already"):
            compensation.action_ask()

    def test_what_was_asked_for_stays(self):
        compensation = self._grant(200)
        compensation.action_ask()
        with self.assertRaises(AccessError):
            compensation.amount = 10
        with self.assertRaises(AccessError):
            compensation.write({"decision": "approved"})
        with self.assertRaises(ValidationError):
            compensation.unlink()

    def test_for_an_invoice(self):
        invoice = self.init_invoice("out_invoice", self.member, amounts=[100], post=True)
        compensation = self._grant(30, invoice_id=invoice.id, user=self.manager)
        compensation.action_ask()
        move = compensation.move_id
        self.assertEqual((move.reversed_entry_id, move.amount_total), (invoice, 30))
        with self.assertRaisesRegex(ValidationError, "not as much"):
            self._grant(30_000, invoice_id=invoice.id, user=self.manager)

    def test_points_once_with_their_row(self):
        compensation = self._grant(20, kind="points", points=300)
        compensation.action_ask()
        card = (
            self.env["loyalty.card"]
            .sudo()
            .search([("program_id", "=", self.program.id), ("partner_id", "=", self.member.id)])
        )
        self.assertEqual(compensation.state, "done")
        self.assertEqual((card.points, card.history_ids.issued), (300, 300))
        compensation.action_make()
        self.assertEqual(card.points, 300)
        again = self._grant(20, kind="points", points=100)
        again.action_ask()
        self.assertEqual((card.points, len(card.history_ids)), (400, 2))

    def test_a_deleted_credit_note_is_made_again(self):
        compensation = self._grant()
        compensation.action_ask()
        compensation.sudo().move_id.unlink()
        self.assertEqual((compensation.state, compensation.sudo().move_id.id), ("approved", False))
        compensation.action_make()
        self.assertTrue(compensation.sudo().move_id)

    def test_goods_are_handed_over(self):
        compensation = self._grant(15, kind="goods")
        compensation.action_ask()
        self.assertEqual(compensation.state, "approved")
        compensation.action_hand_over()
        self.assertEqual(compensation.state, "done")
        credit = self._grant()
        credit.action_ask()
        with self.assertRaisesRegex(UserError, "not by hand"):
            credit.action_hand_over()

    def test_what_makes_no_sense(self):
        with self.assertRaisesRegex(ValidationError, "how many points"):
            self._grant(20, kind="points")
        with self.assertRaisesRegex(ValidationError, "what it is worth"):
            self._grant(0)
        nobody = self._ask(partner_id=False, user_id=self.agent.id)
        with self.assertRaisesRegex(ValidationError, "who the customer is"):
            self._grant(request_id=nobody.id)

    def test_without_a_program(self):
        self.company.service_points_program_id = False
        compensation = self._grant(20, kind="points", points=300)
        with self.assertRaisesRegex(UserError, "which loyalty program"):
            compensation.action_ask()
