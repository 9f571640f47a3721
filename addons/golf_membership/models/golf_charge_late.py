# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import api, models

from ..dues import arrears


class GolfCharge(models.Model):
    """Late fees: at most one for each overdue charge."""

    _inherit = "golf.charge"

    _one_late_fee = models.UniqueIndex(
        "(late_charge_id) WHERE late_charge_id IS NOT NULL",
        "A late fee has been charged for this charge already.",
    )

    @api.model
    def _charge_late_fees(self, overdue):
        """Charge the late fees of these overdue charges, where there is one to charge.

        Free of it are late fees themselves, exempt members, and tiers without a schedule of it.

        :param overdue: ``golf.charge``
        :return: the new charges
        """
        known = self.search([("late_charge_id", "in", overdue.ids)]).late_charge_id
        values = [charge._prepare_late_fee() for charge in overdue - known]
        return self.create([vals for vals in values if vals])

    def _prepare_late_fee(self):
        """Return the values of the late fee of one charge, or ``None``."""
        self.ensure_one()
        today = self.company_id._golf_today()
        schedule = self.membership_id.tier_id._get_schedules("late")._in_force_on(today)[:1]
        if not schedule or self.fee_kind == "late":
            return None
        overdue = self.currency_id._convert(
            self.amount_due, schedule.currency_id, self.company_id, today
        )
        fee = arrears.late_fee(
            Decimal(str(overdue)),
            Decimal(str(schedule._get_price(today))),
            Decimal(str(schedule.late_percent)),
            schedule.currency_id._get_golf_unit(),
            exempt=self.membership_id.late_fee_exempt,
        )
        if not fee:
            return None
        return {
            "membership_id": self.membership_id.id,
            "payer_id": self.payer_id.id,
            "tier_id": self.membership_id.tier_id.id,
            "schedule_id": schedule.id,
            "fee_kind": "late",
            "fee_key": f"late:{self.id}",
            "product_id": schedule.product_id.id,
            "currency_id": schedule.currency_id.id,
            "period_start": today,
            "period_end": today,
            "bill_on": today,
            "amount": float(fee),
            "full_amount": float(fee),
            "late_charge_id": self.id,
        }
