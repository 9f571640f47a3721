# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    golf_charge_ids = fields.One2many(
        "golf.charge",
        "sale_line_id",
        string="Membership charges",
        groups="golf_membership.group_golf_money",
    )

    def _prepare_invoice_line(self, **optional_values):
        """Have the invoice line bill the charge that this order line stands for."""
        values = super()._prepare_invoice_line(**optional_values)
        # Whoever may invoice the order bills its charges.
        charge = self.sudo().golf_charge_ids[:1]
        if charge:
            values["golf_charge_id"] = charge.id
            account = charge._get_posting_account()
            if account:
                values["account_id"] = account.id
        return values
