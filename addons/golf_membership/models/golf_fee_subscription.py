# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .golf_fee_schedule import OPTIONAL_KINDS


class GolfFeeSubscription(models.Model):
    """A locker, or a place for a bag, that a member has taken and pays for."""

    _name = "golf.fee.subscription"
    _description = "Locker or Bag Place"
    _order = "product_id, reference, id"
    _rec_name = "reference"
    _check_company_auto = True

    membership_id = fields.Many2one(
        "golf.membership", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        related="membership_id.company_id", string="Club", store=True, index=True, precompute=True
    )
    tier_id = fields.Many2one(related="membership_id.tier_id")
    product_id = fields.Many2one(
        "product.product",
        string="Fee",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('id', 'in', fee_product_ids)]",
    )
    fee_product_ids = fields.Many2many("product.product", compute="_compute_fee_product_ids")
    reference = fields.Char("Number", required=True, help="Number of the locker or place.")
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", help="Last day; empty while it is taken.")
    charge_ids = fields.One2many("golf.charge", "subscription_id")

    _dates_ordered = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "It cannot be given back before it is taken.",
    )
    _one_holder = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, product_id WITH =, reference WITH =,"
        " daterange(date_from, date_to, '[]') WITH &&)",
        "This locker or place is taken in these days. Choose another number, or enter the last day"
        " of the member who holds it first.",
    )

    @api.depends("membership_id.tier_id")
    def _compute_fee_product_ids(self):
        for subscription in self:
            subscription.fee_product_ids = subscription.tier_id.fee_schedule_ids.filtered(
                lambda s: s.fee_kind in OPTIONAL_KINDS
            ).product_id

    @api.model_create_multi
    def create(self, vals_list):
        # The last day of the holder before, typed in the same form, must be known by now.
        self.flush_model(["date_from", "date_to", "reference"])
        return super().create(vals_list)

    @api.constrains("product_id", "membership_id")
    def _check_fee_of_tier(self):
        for subscription in self:
            if subscription.product_id not in subscription.fee_product_ids:
                raise ValidationError(
                    self.env._(
                        "%(tier)s has no schedule for %(fee)s. Add it to the fees of the tier.",
                        tier=subscription.tier_id.name,
                        fee=subscription.product_id.display_name,
                    )
                )
