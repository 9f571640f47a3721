# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

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

    def _copy_data_extend_business_fields(self, values):
        # A reversal of an opening entry concerns the same membership.
        result = super()._copy_data_extend_business_fields(values)
        values["golf_membership_id"] = self.golf_membership_id.id
        return result
