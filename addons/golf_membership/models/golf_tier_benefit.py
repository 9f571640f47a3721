# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfTierBenefit(models.Model):
    """One thing a tier's members are entitled to, per membership year."""

    _name = "golf.tier.benefit"
    _description = "Membership Benefit"
    _order = "tier_id, sequence, id"

    tier_id = fields.Many2one("res.partner.grade", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="tier_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    quantity = fields.Integer(
        help="How many a membership year; zero when the benefit is not counted.",
    )
    unit = fields.Char(translate=True, help="What is counted: rounds, guests, nights...")
    code = fields.Char(
        "Counted as",
        help="Benefits of several tiers with the same word here are one benefit: who moves to"
        " another tier goes on with what is left of it.",
    )

    _quantity_not_negative = models.Constraint(
        "CHECK (quantity >= 0)",
        "The quantity of a benefit cannot be negative; use zero when it is not counted.",
    )

    def _get_key(self):
        """Return what the uses of one benefit are counted by."""
        self.ensure_one()
        return self.code or f"benefit:{self.id}"
