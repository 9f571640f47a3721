# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import models

from ..fee_report.words import rmb_in_words


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _get_golf_amount_in_words(self, amount):
        """Return an amount of this currency in words: renminbi in Chinese, others as Odoo does."""
        self.ensure_one()
        words = rmb_in_words(amount) if self.name == "CNY" else ""
        return words or self.amount_to_text(amount)

    def _get_golf_unit(self):
        """Return the smallest amount of this currency as a decimal, for exact arithmetic."""
        self.ensure_one()
        return Decimal(str(self.rounding))
