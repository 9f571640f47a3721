# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class GolfTierReviewLine(models.Model):
    """One member whom a review moves."""

    _name = "golf.tier.review.line"
    _description = "Move at a Review"
    _order = "direction desc, id"
    _rec_name = "membership_id"

    review_id = fields.Many2one(
        "golf.tier.review", required=True, index=True, ondelete="cascade", readonly=True
    )
    company_id = fields.Many2one(
        related="review_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="cascade", readonly=True
    )
    partner_id = fields.Many2one(related="membership_id.partner_id", string="Member")
    tier_from_id = fields.Many2one(
        "res.partner.grade", string="From", required=True, readonly=True, ondelete="cascade"
    )
    tier_to_id = fields.Many2one(
        "res.partner.grade", string="To", required=True, readonly=True, ondelete="cascade"
    )
    direction = fields.Selection([("up", "Up"), ("down", "Down")], required=True, readonly=True)
    reason = fields.Char(readonly=True)
    problem = fields.Char(readonly=True)
    is_done = fields.Boolean("Looked at", readonly=True)
    is_moved = fields.Boolean("Moved", readonly=True)

    _once = models.UniqueIndex(
        "(review_id, membership_id)", "This member is on the list of the review already."
    )
