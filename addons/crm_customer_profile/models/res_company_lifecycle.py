# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..lifecycle.states import Thresholds


class ResCompany(models.Model):
    _inherit = "res.company"

    customer_mature_trades = fields.Integer(
        "Mature from trade number",
        default=3,
        help="The order or paid invoice with which a customer counts as mature: 2 or more.",
    )
    customer_prospect_silence_days = fields.Integer(
        "Prospects are lost after days",
        default=365,
        help="Days without any sign of life after which a prospect is lost. 0: never.",
    )
    customer_silence_days = fields.Integer(
        "Customers are lost after days",
        default=730,
        help="Days without any sign of life after which somebody who has traded is lost. 0: never.",
    )

    @api.constrains(
        "customer_mature_trades", "customer_prospect_silence_days", "customer_silence_days"
    )
    def _check_lifecycle_thresholds(self):
        for company in self:
            try:
                company._get_lifecycle_thresholds()
            except ValueError:
                raise ValidationError(
                    self.env._(
                        "%(company)s: a customer is mature with the second trade at the earliest, "
                        "and days of silence are not negative (0 means never).",
                        company=company.name,
                    )
                ) from None

    def _get_lifecycle_thresholds(self):
        """Return the thresholds of the life cycle as a value."""
        self.ensure_one()
        return Thresholds(
            self.customer_mature_trades,
            self.customer_prospect_silence_days,
            self.customer_silence_days,
        )
