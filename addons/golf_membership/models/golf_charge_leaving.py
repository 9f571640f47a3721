# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import fields, models

from ..dues import leaving, periods


class GolfCharge(models.Model):
    """What of a charge is for days after a member's last."""

    _inherit = "golf.charge"

    noticed_amount = fields.Monetary(
        "Amount before the notice",
        readonly=True,
        copy=False,
        help="What it was before a notice shortened its period.",
    )
    noticed_end = fields.Date("Period end before the notice", readonly=True, copy=False)

    def _get_free_days(self, leaves):
        """Return the days that one charge costs nothing for: none, where absence is its reason.

        :param leaves: ``periods.Period`` values of the membership's leaves
        """
        self.ensure_one()
        return () if self.fee_kind == "absence" else leaves

    def _get_leaving_credit(self, amount, last_day, leaves):
        """Return what of ``amount`` is for days after ``last_day``, before taxes.

        :param float amount: what stands of one charge
        :param leaves: ``periods.Period`` values that cost nothing
        """
        self.ensure_one()
        credit = leaving.credit_for(
            Decimal(str(amount)),
            periods.Period(self.period_start, self.period_end),
            last_day,
            self.currency_id._get_golf_unit(),
            prorated=self.schedule_id.prorate,
            leaves=leaves,
        )
        return float(credit)
