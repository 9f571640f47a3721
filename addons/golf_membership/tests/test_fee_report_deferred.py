# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command
from odoo.tests import tagged

from ..dues.periods import add_months, month_end
from .fee_report_common import FeeReportCommon


@tagged("post_install", "-at_install")
class TestFeeReportDeferred(FeeReportCommon):
    """Fees that are revenue later, in the report and in the ledger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.club.golf_deferred_account_id = cls.deferred
        schedule = cls.tier._get_schedules("dues")
        schedule.recognition = "period"
        (cls.membership,) = cls._make_family(("A", 1))
        cls.membership.charge_ids.sudo().unlink()
        first = cls.today.replace(day=1)
        cls.charge = cls._make_charge(
            cls.membership,
            1200,
            schedule_id=schedule.id,
            fee_kind="dues",
            period_start=add_months(first, -3),
            period_end=month_end(add_months(first, 8)),
        )
        cls.invoice = cls.charge._create_invoices()
        cls.invoice.invoice_date = add_months(first, -3)
        cls.invoice.action_post()
        cls.days = (add_months(first, -2), month_end(add_months(first, -1)))

    def test_deferred_and_recognised(self):
        self.assertReport(
            self.membership,
            opening=1200,
            closing=1200,
            deferred_opening=1200,
            deferred_closing=1200,
        )
        self._run_cron("ir_cron_golf_deferrals")
        self.assertReport(
            self.membership,
            opening=1200,
            closing=1200,
            deferred_opening=1100,
            deferred_recognised=-200,
            deferred_closing=900,
        )
        days = [str(day) for day in self.days]
        action = self.env["golf.fee.report"].get_items_action(
            *days, self.club.id, "deferred_recognised", self.membership.id
        )
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(rows.mapped("amount"), [100, 100])

    def test_an_entry_that_does_not_sum_up_its_parts(self):
        self._run_cron("ir_cron_golf_deferrals")
        entry = self.charge.deferral_ids.move_id.filtered(
            lambda move: move.state == "posted" and move.date < self.days[0]
        )
        entry.button_draft()
        entry.line_ids = [
            Command.update(line.id, {"balance": line.balance * 1.1}) for line in entry.line_ids
        ]
        entry.action_post()
        lines = self._get_report()["differences"]
        self.assertIn((entry.id, entry.name, -10), [
            (line["move_id"], line["name"], line["amount"]) for line in lines
        ])  # fmt: skip

    def test_credit_note_takes_back(self):
        self._run_cron("ir_cron_golf_deferrals")
        self._credit(self.invoice)
        self._run_cron("ir_cron_golf_deferrals")
        days = (self.days[0], self.tomorrow)
        line = self._get_line(self.membership, days)
        self.assertEqual((line["deferred_added"], line["deferred_closing"]), (-1200, 0))
        self.assertTies(days)
