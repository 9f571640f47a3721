# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .leaving_common import LeavingCommon


@tagged("post_install", "-at_install")
class TestWaiver(LeavingCommon):
    """Charges the club gives up: with a reason, by whom, approved above a limit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.golf_waiver_limit = 1000
        cls.membership = cls._make_active()
        cls.officer = cls._make_staff("officer")
        cls.manager = cls._make_staff("manager")
        cls.accountant = cls._make_staff("accountant")
        cls.locker = cls._make_fee("Locker", 600)

    def _waive(self, charges, user, reason="Goodwill"):
        context = charges.with_user(user).action_waive()["context"]
        wizard = self.env["golf.waive"].with_user(user).with_context(**context)
        wizard.create({"reason": reason}).action_confirm()
        return charges.waiver_ids.sorted("id")[-1:]

    def test_not_invoiced(self):
        charge = self._charge(self.membership, 600)
        waiver = self._waive(charge, self.officer)
        self.assertEqual(waiver.state, "approved")
        self.assertEqual(charge.state, "waived")
        self.assertEqual(charge.waived_by_id, self.officer)
        self.assertEqual(charge.waived_on, self.today)
        self.assertEqual(charge.waive_reason, "Goodwill")
        self.assertFalse(charge.move_line_ids)
        event = self.membership.event_ids.filtered(lambda e: e.kind == "waived")
        self.assertIn("Goodwill", event.note)
        self.assertEqual(event.user_id, self.officer)

    def test_invoiced_is_credited_through_odoo(self):
        charge, other = (
            self._charge(self.membership, 600),
            self._charge(self.membership, 400, "2030-02-01"),
        )
        invoice = self._bill(charge | other)
        waiver = self._waive(charge, self.accountant)
        self.assertEqual(charge.state, "waived")
        self.assertEqual(other.state, "invoiced", "a credit note for one fee pays no other")
        self.assertEqual(invoice.amount_residual, 400)
        note = waiver.credit_note_ids
        self.assertEqual((note.move_type, note.state), ("out_refund", "posted"))
        self.assertEqual((note.amount_total, note.amount_residual), (600, 0))
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertIn("Goodwill", note.ref)
        self._pay(invoice)
        self.assertEqual(other.state, "paid")
        self.assertEqual(charge.state, "waived")

    def test_with_tax_to_the_cent(self):
        tax = self.company_data["default_tax_sale"]
        for included in ("tax_excluded", "tax_included"):
            taxed = self._make_fee("Taxed", 333)
            taxed.taxes_id = tax.copy({"name": included, "price_include_override": included})
            charge = self._charge(self.membership, 333.33, "2030-03-01", taxed)
            invoice = self._bill(charge)
            self._pay(invoice, 100.01)
            self.assertEqual(charge.state, "part_paid")
            note = self._waive(charge, self.manager).credit_note_ids
            self.assertTrue(note.invoice_line_ids.tax_ids)
            self.assertAlmostEqual(invoice.amount_residual, 0, 2)
            self.assertAlmostEqual(charge.amount_due, 0, 2)
            self.assertAlmostEqual(charge.amount_paid, 100.01, 2)
            self.assertEqual(charge.state, "paid", "what was paid stays paid")

    def test_above_the_limit_a_manager_decides(self):
        charges = self._charge(self.membership, 600) | self._charge(
            self.membership, 401, "2030-02-01"
        )
        self._waive(charges, self.officer)
        self.assertEqual(set(charges.mapped("state")), {"due"})
        waivers = charges.waiver_ids
        self.assertEqual(set(waivers.mapped("state")), {"requested"})
        self.assertEqual(len(waivers.activity_ids), 2)
        for user in (self.officer, self.accountant):
            with self.assertRaises(AccessError):
                waivers.with_user(user).action_approve()
        granted, refused = waivers
        granted.with_user(self.manager).action_approve()
        refused.with_user(self.manager).action_refuse()
        self.assertEqual(granted.charge_id.state, "waived")
        self.assertEqual(refused.charge_id.state, "due")
        self.assertEqual(granted.decided_by_id, self.manager)
        self.assertTrue(granted.decided_on)
        self.assertEqual(granted.requested_by_id, self.officer)
        self.assertFalse(waivers.activity_ids)
        with self.assertRaisesRegex(UserError, "decided"):
            refused.with_user(self.manager).action_approve()

    def test_a_manager_grants_no_waiver_of_his_own_above_the_limit(self):
        second = self._make_staff("manager", "second")
        charge = self._charge(self.membership, 5000)
        waiver = self._waive(charge, self.manager)
        self.assertEqual((waiver.state, charge.state), ("requested", "due"))
        self.assertTrue(waiver.activity_ids.user_id)
        self.assertNotEqual(waiver.activity_ids.user_id, self.manager)
        with self.assertRaisesRegex(UserError, "another membership manager"):
            waiver.with_user(self.manager).action_approve()
        self.assertEqual(charge.state, "due")
        waiver.with_user(second).action_approve()
        self.assertEqual((charge.state, charge.waived_by_id), ("waived", second))
        own = self._waive(self._charge(self.membership, 5000, "2030-02-01"), self.manager)
        own.with_user(self.manager).action_refuse()
        self.assertEqual(own.state, "refused", "one's own wish may be taken back")
        small = self._charge(self.membership, 1000, "2030-03-01")
        self.assertEqual(self._waive(small, self.manager).state, "approved")

    def test_a_club_with_one_manager_is_told_what_to_do(self):
        group = self.env.ref("golf_membership.group_golf_manager").sudo()
        others = group.all_user_ids - self.manager
        groups = group | group.all_implied_by_ids
        charge = self._charge(self.membership, 5000)
        others.write({"group_ids": [Command.unlink(role.id) for role in groups]})
        self.assertEqual(self.club._get_golf_managers(), self.manager)
        sentence = "1,000.00.*Test Links has no other.*Settings > Users.*Waivers without approval"
        with self.assertRaisesRegex(UserError, sentence), self.env.cr.savepoint():
            self._waive(charge, self.manager)
        self.assertFalse(charge.sudo().waiver_ids)
        waiver = self._waive(charge, self.officer).sudo()
        waiver.requested_by_id = self.manager
        with self.assertRaisesRegex(UserError, sentence):
            waiver.with_user(self.manager).action_approve()
        waiver.with_user(self.manager).action_refuse()
        self.club.sudo().golf_waiver_limit = 5000
        self.assertEqual(self._waive(charge, self.manager).sudo().state, "approved")

    def test_at_the_limit_nobody_is_asked(self):
        charge = self._charge(self.membership, 1000)
        self.assertEqual(self._waive(charge, self.officer).state, "approved")

    def test_another_club_neither_sees_nor_decides(self):
        charge = self._charge(self.membership, 5000)
        waiver = self._waive(charge, self.officer)
        other = self.env["res.company"].create({"name": "Second Links"})
        stranger = self._make_staff("manager", "stranger")
        stranger.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.assertFalse(self.env["golf.waiver"].with_user(stranger).search([]))
        for method in ("action_approve", "action_refuse"):
            with self.assertRaises(AccessError):
                getattr(waiver.with_user(stranger), method)()
        with self.assertRaises(AccessError):
            charge.with_user(stranger).action_waive()
        self.assertEqual(waiver.state, "requested")

    def test_reason_and_rights(self):
        charge = self._charge(self.membership, 600)
        with self.assertRaisesRegex(UserError, "why"):
            self._waive(charge, self.officer, reason="  ")
        for role in ("shop", "executive"):
            with self.assertRaises(AccessError):
                self._waive(charge, self._make_staff(role))
        self.assertFalse(charge.waiver_ids)
        with self.assertRaises(AccessError):
            charge.with_user(self.officer).write({"waived_on": self.today})

    def test_what_cannot_be_waived(self):
        paid = self.membership.charge_ids[:1]
        with self.assertRaisesRegex(UserError, "paid"):
            paid.action_waive()
        charge = self._charge(self.membership, 600)
        charge._create_invoices()
        with self.assertRaisesRegex(UserError, "draft"):
            charge.action_waive()
        ordered = self._make_pending(self._make_person("李四", "1980-01-01")).charge_ids
        with self.assertRaisesRegex(UserError, "joining order"):
            ordered.action_waive()
        waived = self._charge(self.membership, 600, "2031-01-01")
        self._waive(waived, self.officer)
        with self.assertRaisesRegex(UserError, "already"):
            waived.action_waive()

    def test_joining_fee_waived_is_no_longer_awaited(self):
        pending = self._make_pending(self._make_person("李四", "1980-01-01"))
        invoice = self._invoice(pending.order_id)
        joining = pending.charge_ids.filtered(lambda c: c.fee_kind == "joining")
        self._waive(joining, self.officer).with_user(self.manager).action_approve()
        self.assertEqual(pending.state, "pending", "the dues are not paid yet")
        self.assertEqual(pending.order_id.invoice_status, "invoiced", "nothing to bill again")
        self._pay(invoice)
        self.assertEqual(pending.state, "active")
