# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .billing_common import BillingCommon


@tagged("post_install", "-at_install")
class TestBillingRun(BillingCommon):
    """The daily run charges and invoices each member once, one invoice a payer."""

    def test_each_due_year_is_charged_invoiced_and_posted_once(self):
        members = self._make_members(5)
        run = self._bill()
        self.assertEqual(run.state, "done")
        self.assertEqual(
            (run.membership_count, run.charge_count, run.invoice_count, run.failed_count),
            (5, 5, 5, 0),
        )
        self.assertEqual(run.amount, 30000)
        self.assertTrue(run.ended_at >= run.started_at)
        charges = members.charge_ids
        self.assertEqual(set(charges.mapped("state")), {"invoiced"})
        self.assertEqual(set(charges.mapped("amount_due")), {6000})
        self.assertEqual(set(self._get_invoices(members).mapped("state")), {"posted"})
        again = self._bill()
        self.assertNotEqual(again, run)
        self.assertEqual((again.charge_count, again.invoice_count), (0, 0))
        self.assertEqual(members.charge_ids, charges)
        self.assertEqual(len(self._get_invoices(members)), 5)

    def test_the_daily_job_opens_one_run_a_day(self):
        members = self._make_members(1)
        self._run_cron("ir_cron_golf_billing")
        runs = self.runs.search([("company_id", "=", self.club.id)])
        self.assertEqual((runs.state, runs.invoice_count), ("done", 1))
        self._run_cron("ir_cron_golf_billing")
        self.assertEqual(self.runs.search([("company_id", "=", self.club.id)]), runs)
        self.assertEqual(len(members.charge_ids), 1)

    def test_a_club_without_a_billing_start_bills_nobody(self):
        members = self._make_members(1)
        self.club.golf_billing_start = False
        self._run_cron("ir_cron_golf_billing")
        self.assertFalse(members.charge_ids)
        with self.assertRaisesRegex(UserError, "Nothing is billed while"):
            self.runs.action_run_now()

    def test_an_invoice_of_the_evening_is_due_on_the_day_of_the_club(self):
        self.club.partner_id.tz = "Asia/Shanghai"
        members = self._make_members(1)
        tomorrow = fields.Date.today() + timedelta(days=1)
        with freeze_time(f"{fields.Date.today()} 17:00:00"):
            self._bill()
        invoice = self._get_invoices(members)
        self.assertEqual((invoice.invoice_date, invoice.invoice_date_due), (tomorrow, tomorrow))

    def test_members_with_one_payer_get_one_invoice(self):
        members = self._make_members(3)
        company = self.env["res.partner"].create({"name": "Payer Ltd", "is_company": True})
        members[:2].payer_id = company
        run = self._bill()
        self.assertEqual((run.charge_count, run.invoice_count), (3, 2))
        shared = self._get_invoices(members[:2])
        self.assertEqual((len(shared), shared.partner_id, shared.amount_total), (1, company, 12000))
        self.assertEqual(self._get_invoices(members[2]).partner_id, members[2].partner_id)

    def test_a_payer_stands_in_one_slice(self):
        members = self._make_members(6)
        members[::2].payer_id = members[5].partner_id
        self.patch(type(self.runs), "_get_slice_size", lambda _self: 2)
        run = self._bill()
        self.assertGreater(len(run.slice_ids), 1)
        self.assertEqual(set(run.slice_ids.mapped("stage")), {"done"})
        self.assertEqual((run.charge_count, run.invoice_count), (6, 3))
        self.assertEqual(run.progress, 100)

    def test_who_starts_later_is_not_billed_yet(self):
        day = self.today + timedelta(days=400)
        members = self._make_members(1, date_start=day, term_end=False)
        self._bill()
        self.assertEqual(members.state, "upcoming")
        self.assertFalse(members.charge_ids)

    def test_who_does_not_renew_by_itself_is_not_charged(self):
        self.tier.auto_renew = False
        members = self._make_members(1)
        self._bill()
        self.assertFalse(members.charge_ids)

    def test_a_charge_made_by_hand_is_billed_on_its_day(self):
        members = self._make_members(2)
        self._bill()
        values = {"product_id": self.dues.product_id.id, "amount": 55, "fee_key": "guests"}
        now, later = self.charges.sudo().create(
            [
                values | {"membership_id": member.id, "bill_on": self.today + timedelta(days=days)}
                for member, days in zip(members, (0, 1), strict=True)
            ]
        )
        run = self._bill()
        self.assertEqual((run.charge_count, run.invoice_count, run.amount), (0, 1, 55))
        self.assertEqual((now.state, later.state), ("invoiced", "due"))

    def test_what_stands_on_a_draft_is_left_to_it(self):
        members = self._make_members(1)
        charge = members.sudo()._make_expected_charges(self.today)
        draft = charge._create_invoices()
        run = self._bill()
        self.assertEqual((run.invoice_count, run.failed_count), (0, 0))
        self.assertEqual(charge.move_line_ids.move_id, draft)
        with self.assertRaisesRegex(UserError, "draft invoice"):
            charge._check_billable()

    def test_bill_now_bills_one_member(self):
        members = self._make_members(2)
        members.payer_id = members[0].partner_id
        accountant = self._make_staff("accountant")
        members[0].with_user(accountant).action_bill_now()
        self.assertEqual(members[0].charge_ids.state, "invoiced")
        self.assertFalse(members[1].charge_ids)
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            members[0].with_user(accountant).action_bill_now()
        with self.assertRaises(AccessError):
            members[1].with_user(self._make_staff("executive")).action_bill_now()

    def test_only_accountants_and_managers_start_a_run(self):
        self._make_members(1)
        for role, allowed in (("accountant", True), ("manager", True), ("executive", False)):
            runs = self.runs.with_user(self._make_staff(role))
            if allowed:
                runs.action_run_now()
            else:
                with self.assertRaises(AccessError):
                    runs.action_run_now()
        self.assertEqual(self.runs.search([("company_id", "=", self.club.id)]).state, "running")

    def test_runs_of_other_clubs_are_hidden(self):
        self._make_members(1)
        run = self._bill()
        other = self.env["res.company"].sudo().create({"name": "Other Links"})
        accountant = self._make_staff("accountant")
        self.assertTrue(self.runs.with_user(accountant).search([("id", "=", run.id)]))
        accountant.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(self.runs.with_user(accountant).search([("id", "=", run.id)]))

    def test_the_queries_of_a_slice_do_not_grow_with_its_members(self):
        def count(number, offset):
            self._make_members(number, offset)
            run = self.runs.sudo()._open(self.club)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run.slice_ids._advance(post=True)
            self.env.flush_all()
            run._tally()
            self.assertEqual((run.state, run.invoice_count), ("done", number))
            return self.env.cr.sql_log_count - before

        count(1, 0)
        few, many = count(5, 100), count(25, 200)
        # Core itself asks for a number and a doublet, and writes the number, invoice by invoice.
        self.assertLess(many - few, 20 * 5, (few, many))
