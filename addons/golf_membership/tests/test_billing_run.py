# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tests import tagged

from .billing_common import BillingCommon


@tagged("post_install", "-at_install")
class TestBillingRun(BillingCommon):
    """The daily run charges and invoices each member once."""

    def test_each_due_year_is_charged_invoiced_and_posted_once(self):
        members = self._make_members(5)
        run = self._bill()
        self.assertEqual(run.state, "done")
        self.assertEqual(
            (run.membership_count, run.charge_count, run.invoice_count, run.failed_count),
            (5, 5, 5, 0),
        )
        self.assertEqual(run.amount, 30000)
        charges = members.charge_ids
        self.assertEqual(set(charges.mapped("state")), {"invoiced"})
        self.assertEqual(set(charges.mapped("amount_due")), {6000})
        self.assertEqual(set(self._get_invoices(members).mapped("state")), {"posted"})
        again = self._bill()
        self.assertNotEqual(again, run)
        self.assertEqual((again.charge_count, again.invoice_count), (0, 0))
        self.assertEqual(members.charge_ids, charges)
        self.assertEqual(len(self._get_invoices(members)), 5)
