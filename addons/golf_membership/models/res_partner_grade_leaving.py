# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..dues import leaving


class ResPartnerGrade(models.Model):
    """By-laws of a golf tier about leaving and coming back."""

    _inherit = "res.partner.grade"

    notice_days = fields.Integer(
        "Days of notice", default=30, tracking=True, help="A member who resigns stays so long."
    )
    notice_ends_at = fields.Selection(
        [
            (leaving.NOTICE, "With the days of notice"),
            (leaving.MONTH, "At the end of that month"),
            (leaving.PERIOD, "At the end of the period billed"),
        ],
        string="Membership ends",
        default=leaving.MONTH,
        tracking=True,
    )
    rejoin_months = fields.Integer(
        "Months to rejoin without joining fee",
        tracking=True,
        help="Months after leaving within which a member comes back without a joining fee. Zero:"
        " the joining fee is always due.",
    )

    pays_until_reissued = fields.Boolean(
        "Resigned members pay until their membership is reissued",
        tracking=True,
        help="Who resigns joins a queue and stays a member who pays dues. Each new membership of"
        " the tier that is sold releases the first of the queue.",
    )

    _leaving_not_negative = models.Constraint(
        "CHECK (notice_days >= 0 AND rejoin_months >= 0)", "Days and months cannot be negative."
    )

    @api.constrains("pays_until_reissued", "auto_renew")
    def _check_pays_on(self):
        for tier in self:
            if tier.pays_until_reissued and not tier.auto_renew:
                raise ValidationError(
                    self.env._(
                        "Members of %(tier)s can only pay on until their membership is reissued"
                        " where it renews by itself. Tick that too.",
                        tier=tier.name,
                    )
                )
