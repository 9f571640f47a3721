# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class AccountMoveLine(models.Model):
    _name = "account.move.line"
    _inherit = ["account.move.line", "golf.company.check"]

    golf_membership_id = fields.Many2one(
        "golf.membership",
        string="Membership",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        help="The membership whose opening balance or deposit this line carries. Set it on the"
        " item that pays a deposit back, and the deposit of the membership goes down.",
    )
    golf_charge_id = fields.Many2one(
        "golf.charge",
        string="Membership charge",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        check_company=True,
        help="The charge that this line bills or credits.",
    )

    golf_referral_reward_id = fields.Many2one(
        "golf.referral.reward",
        string="Referral reward",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        help="The reward that this line pays, or takes back.",
    )

    # No dependency on golf_has_fees: it would compute the accounts of the product lines anew as
    # well, and lose the deferred account they were given.
    def _compute_account_id(self):
        """Members' debts stand on the club's own receivable account, where it has one."""
        result = super()._compute_account_id()
        for line in self:
            account = line.company_id.golf_receivable_account_id
            if account and line.display_type == "payment_term" and line.move_id.golf_has_fees:
                line.account_id = account
        return result

    def _copy_data_extend_business_fields(self, values):
        # A reversal concerns the same membership and the same charge.
        result = super()._copy_data_extend_business_fields(values)
        values["golf_membership_id"] = self.golf_membership_id.id
        values["golf_charge_id"] = self.golf_charge_id.id
        values["golf_referral_reward_id"] = self.golf_referral_reward_id.id
        return result

    def _get_golf_unit_price(self, amount):
        """Return the unit price that makes this line cost ``amount`` before taxes.

        It differs from the amount where the price includes taxes.
        """
        self.ensure_one()
        gross = self.price_unit * self.quantity * (1 - self.discount / 100)
        return amount * gross / self.price_subtotal if self.price_subtotal else amount
