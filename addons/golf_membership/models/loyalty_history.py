# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class LoyaltyHistory(models.Model):
    """Why points came or went: an invoice, a referral."""

    _inherit = "loyalty.history"

    golf_kind = fields.Selection(
        [("earned", "Earned"), ("referral", "Referral"), ("other", "Other")], "Points for"
    )
    golf_move_id = fields.Many2one(
        "account.move",
        "Invoice",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        help="The paid invoice that earned the points, or lost them again.",
    )
    golf_rate = fields.Float(
        "Points per unit of currency", readonly=True, help="The tier's rate when it was paid."
    )
    golf_spent = fields.Float(
        "Spent", readonly=True, help="What was paid and counts, before taxes, in club currency."
    )

    def _get_order_portal_url(self):
        self.ensure_one()
        if self.order_id and self.order_model == "account.move":
            return self.env["account.move"].browse(self.order_id).get_portal_url()
        return super()._get_order_portal_url()
