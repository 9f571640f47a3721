# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .billing_common import BillingCommon


@tagged("post_install", "-at_install")
class TestBillingPreview(BillingCommon):
    """What the preview shows is what the run then bills; it writes nothing."""

    def _preview(self, user=None, **values):
        preview = self.env["golf.billing.preview"].with_user(user or self.env.user)
        preview = preview.create({"date": self.today, **values})
        action = preview.action_show()
        return self.env[action["res_model"]].with_user(preview.env.user).search(action["domain"])

    def test_it_shows_what_the_run_then_bills(self):
        members = self._make_members(4)
        members[:2].payer_id = members[0].partner_id
        by_hand = self.charges.sudo().create(
            {
                "membership_id": members[3].id,
                "product_id": self.dues.product_id.id,
                "amount": 77,
                "fee_key": "guests",
            }
        )
        lines = self._preview(self._make_staff("executive"))
        self.assertFalse(self.charges.search([("membership_id", "in", members.ids)]) - by_hand)
        shown = sorted(
            (line.membership_id.id, line.payer_id.id, line.period_start, line.amount)
            for line in lines
        )
        run = self._bill()
        billed = sorted(
            (charge.membership_id.id, charge.payer_id.id, charge.period_start, charge.amount)
            for charge in members.charge_ids
        )
        self.assertEqual(shown, billed)
        self.assertEqual(sum(lines.mapped("company_amount")), run.amount)
        self.assertFalse(self._preview())

    def test_a_day_ahead_shows_the_years_to_come(self):
        members = self._make_members(1)
        lines = self._preview(date=self.today + relativedelta(years=2))
        self.assertEqual(len(lines), 3)
        self.assertEqual(lines.membership_id, members)
        self.assertFalse(members.charge_ids)

    def test_problems_are_seen_beforehand(self):
        members = self._make_members(2)
        members[0].payer_id = self.env["res.partner"].create({"name": "Gone", "active": False})
        lines = self._preview()
        problems = {line.membership_id: line.problem for line in lines}
        self.assertRegex(problems[members[0]], "Gone.*archived")
        self.assertFalse(problems[members[1]])

    def test_the_shop_sees_no_preview(self):
        with self.assertRaises(AccessError):
            self._preview(self._make_staff("shop"))
