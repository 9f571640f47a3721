# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models

from ..fee_report.words import rmb_in_words


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _get_golf_amount_in_words(self, amount):
        """Return an amount of this currency in words: renminbi in Chinese, others as Odoo does."""
        self.ensure_one()
        words = rmb_in_words(amount) if self.name == "CNY" else ""
        return words or self.amount_to_text(amount)
