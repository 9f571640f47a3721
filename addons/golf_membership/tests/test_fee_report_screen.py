# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import io

from openpyxl import load_workbook

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..fee_report.table import COLUMNS
from .fee_report_common import FeeReportCommon


@tagged("post_install", "-at_install")
class TestFeeReportScreen(FeeReportCommon, HttpCase):
    """Who may see the report, on the screen and as files, and that all three say the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._make_active()
        cls.one, cls.two = cls._make_family(("=1+1", 100), ("B", 50))
        invoice = (cls.one | cls.two).charge_ids._create_invoices()
        invoice.action_post()
        cls._pay(invoice, 75)
        cls._pay_with_write_off(cls._bill_again(cls.two, 40), 39.99)
        cls._make_payment(cls.one.payer_id, 20)
        cls._post_opening(cls.membership, due=300, deposit=5000)
        cls.entry = cls._post_by_hand(cls._get_receivable(), 12.34)

    @classmethod
    def _bill_again(cls, membership, amount):
        invoice = cls._make_charge(membership, amount)._create_invoices()
        invoice.action_post()
        return invoice

    def _url(self, kind, days=None):
        since, until = map(fields.Date.to_string, days or self.days)
        return (
            f"/golf_membership/fee_report/{kind}?date_from={since}&date_to={until}"
            f"&company_id={self.club.id}"
        )

    # --------------------------------------------------------------- FILES

    def _read_workbook(self, cached=True):
        content = self.env["golf.fee.report"]._get_workbook(*self.days, self.club.id)
        return load_workbook(io.BytesIO(content), data_only=cached)

    def test_workbook_says_what_the_screen_says(self):
        report, book = self._get_report(), self._read_workbook()
        self.assertEqual(book.sheetnames, ["Summary", "Members", "Entries", "Differences"])
        tiers = {
            row[0]: list(row[1 : 1 + len(COLUMNS)])
            for row in book["Summary"].iter_rows(min_row=7, values_only=True)
            if row[0]
        }
        for line in [*report["tiers"], {**report["total"], "name": "Total"}]:
            self.assertEqual(tiers[line["name"]], [line[column] for column in COLUMNS])
        members = {
            (row[1] or "", row[2]): list(row[3:])
            for row in book["Members"].iter_rows(min_row=2, values_only=True)
            if row[0] != "Total"
        }
        lines = self._get_members()
        self.assertEqual(len(lines), len(members))
        self.assertIn((self.one.number, "=1+1"), members, "a name is text, never a formula")
        for line in lines:
            key = (line["number"], line["name"])
            self.assertEqual(members[key], [line[column] for column in COLUMNS])

    def test_workbook_entries_sum_up_to_the_movements(self):
        report, book = self._get_report(), self._read_workbook()
        sums = {}
        for row in book["Entries"].iter_rows(min_row=2, values_only=True):
            sums[row[6]] = sums.get(row[6], 0) + row[7]
        labels = self.env["golf.fee.report"]._get_labels()
        sums[labels["received"]] = sums.get(labels["received"], 0) + sums.get(
            labels["confirmed"], 0
        )
        for column in ("charged", "credited", "received", "other", "deposit_in", "deposit_out"):
            self.assertAlmostEqual(sums.get(labels[column], 0), report["total"][column], msg=column)
        self.assertAlmostEqual(sums[labels["unexplained"]], 12.34)

    def test_workbook_differences_and_formulas(self):
        rows = list(self._read_workbook()["Differences"].iter_rows(min_row=2, values_only=True))
        self.assertEqual([(row[1], row[4]) for row in rows], [(self.entry.name, 12.34)])
        book = self._read_workbook(cached=False)
        self.assertTrue(str(book["Summary"]["B7"].value).startswith("=SUMIF("))
        self.assertTrue(str(book["Members"]["J2"].value).startswith("=ROUND("))
        for name in book.sheetnames:
            self.assertTrue(book[name].freeze_panes, name)

    def test_workbook_of_nothing(self):
        content = self.env["golf.fee.report"]._get_workbook("2001-01-01", "2001-12-31")
        book = load_workbook(io.BytesIO(content), data_only=True)
        self.assertEqual(book["Differences"]["A2"].value, "Nothing differs.")

    def test_download(self):
        self._make_staff("accountant", "fee_accountant")
        self.authenticate("fee_accountant", "fee_accountant")
        answer = self.url_open(self._url("xlsx"))
        self.assertEqual(answer.status_code, 200)
        self.assertIn("spreadsheetml", answer.headers["Content-Type"])
        book = load_workbook(io.BytesIO(answer.content), data_only=True)
        self.assertIn("Members", book.sheetnames)

    def test_print(self):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "golf_membership.report_fee_reconciliation",
            self.club.ids,
            data={"date_from": str(self.days[0]), "date_to": str(self.days[1])},
        )
        text = html.decode()
        for expected in ("Individual", self.membership.number, self.entry.name, "12.34"):
            self.assertIn(expected, text)

    @mute_logger("odoo.http")
    def test_download_refused(self):
        self._make_staff("officer", "fee_officer")
        self.authenticate("fee_officer", "fee_officer")
        for kind in ("xlsx", "pdf"):
            self.assertEqual(self.url_open(self._url(kind)).status_code, 403)

    # --------------------------------------------------------------- ROLES

    def test_roles(self):
        for role in ("accountant", "manager", "executive"):
            report = self._get_report(user=self._make_staff(role))
            self.assertEqual(report["total"], self._get_report()["total"], role)
        others = [self._make_staff(role) for role in ("officer", "shop")]
        others.append(new_test_user(self.env, "stranger", groups="base.group_portal"))
        for user in others:
            with self.assertRaises(AccessError):
                self._get_report(user=user)
            with self.assertRaises(AccessError):
                self.env["golf.fee.report"].with_user(user).get_periods()

    def test_two_clubs(self):
        accountant = self._make_staff("accountant")
        other = self.setup_other_company(name="Other Links")["company"]
        reports = self.env["golf.fee.report"].with_user(accountant)
        with self.assertRaises(AccessError):
            reports.get_report("2020-01-01", "2030-12-31", other.id)
        accountant.company_ids = [Command.link(other.id)]
        report = reports.with_context(allowed_company_ids=[self.club.id, other.id]).get_report(
            "2020-01-01", "2030-12-31", other.id
        )
        self.assertEqual((report["tiers"], report["differences"]), ([], []))
        self.assertEqual(report["company"]["id"], other.id)

    def test_periods_asked_for(self):
        reports = self.env["golf.fee.report"]
        for days in ((False, "2026-01-01"), ("2026-02-01", "2026-01-31"), ("soon", "2026-01-01")):
            with self.assertRaises(UserError):
                reports.get_report(*days)
        self.club.golf_club_year_month = "4"
        periods = reports.get_periods(self.club.id)["periods"]
        since, until = map(fields.Date.to_date, periods["club_year"])
        self.assertEqual((since.month, since.day, until.month, until.day), (4, 1, 3, 31))
        self.assertTrue(since <= self.today <= until)

    # ----------------------------------------------------------- DRILL-DOWN

    def _get_items(self, column, **who):
        days = map(fields.Date.to_string, self.days)
        action = self.env["golf.fee.report"].get_items_action(*days, self.club.id, column, **who)
        return self.env[action["res_model"]].search(action["domain"])

    def test_items_behind_a_figure(self):
        items = self._get_items("charged", membership_id=self.membership.id)
        self.assertEqual(items.move_id, self.membership._get_invoices())
        self.assertEqual(sum(items.mapped("balance")), 244000)
        items = self._get_items("received", membership_id=self.membership.id)
        self.assertEqual(sum(items.mapped("balance")), -244000)
        items = self._get_items("deposit_closing", membership_id=self.membership.id)
        self.assertEqual(sum(items.mapped("balance")), -5000)
        items = self._get_items("received", partner_id=self.one.payer_id.id)
        self.assertEqual(items.mapped("balance"), [-20])
        total = self._get_report()["total"]
        self.assertEqual(sum(self._get_items("charged").mapped("balance")), total["charged"])

    def test_screen(self):
        self._make_staff("accountant", "fee_accountant")
        self.start_tour("/odoo/fee-reconciliation", "golf_fee_report", login="fee_accountant")
