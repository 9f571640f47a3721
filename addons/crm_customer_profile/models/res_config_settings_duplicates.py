# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .customer_duplicate_points import DEFAULT_LOWER, DEFAULT_UPPER, LOWER, MERGE, UPPER
from .customer_merge import DEFAULT_UNDO_DAYS, UNDO_DAYS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    customer_duplicate_lower = fields.Integer(
        "To look at, from points", config_parameter=LOWER, default=DEFAULT_LOWER
    )
    customer_duplicate_upper = fields.Integer(
        "As good as certain, from points", config_parameter=UPPER, default=DEFAULT_UPPER
    )
    customer_duplicate_merge = fields.Boolean(
        "Merge contacts that are certainly one person", config_parameter=MERGE
    )
    customer_merge_undo_days = fields.Integer(
        "Days to undo a merge", config_parameter=UNDO_DAYS, default=DEFAULT_UNDO_DAYS
    )

    @api.constrains("customer_duplicate_lower", "customer_duplicate_upper")
    def _check_duplicate_thresholds(self):
        for settings in self:
            if not 0 < settings.customer_duplicate_lower <= settings.customer_duplicate_upper:
                raise ValidationError(
                    self.env._(
                        "The points from which a pair is looked at are above 0 and not above those "
                        "from which it is as good as certain."
                    )
                )
