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
        "Another member holds this locker or place in these days.",
    )

    @api.depends("membership_id.tier_id")
    def _compute_fee_product_ids(self):
        for subscription in self:
            subscription.fee_product_ids = subscription.tier_id.fee_schedule_ids.filtered(
                lambda s: s.fee_kind in OPTIONAL_KINDS
            ).product_id

    @api.constrains("product_id", "reference", "date_from", "date_to", "company_id")
    def _check_free(self):
        for subscription in self:
            last = subscription.date_to or fields.Date.to_date("9999-12-31")
            # Whoever holds it, only the number and the days are told.
            taken = self.sudo().search(
                [
                    ("company_id", "=", subscription.company_id.id),
                    ("product_id", "=", subscription.product_id.id),
                    ("reference", "=", subscription.reference),
                    ("id", "!=", subscription.id),
                    ("date_from", "<=", last),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", subscription.date_from),
                ],
                limit=1,
            )
            if taken:
                raise ValidationError(
                    self.env._(
                        "%(fee)s %(number)s is taken from %(start)s. Choose another number, or"
                        " enter the last day there first.",
                        fee=subscription.product_id.display_name,
                        number=subscription.reference,
                        start=fields.Date.to_string(taken.date_from),
                    )
                )

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
