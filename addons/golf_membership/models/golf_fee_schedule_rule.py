# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import fields, models

from ..dues import due


class GolfFeeSchedule(models.Model):
    """A schedule as the pure rules see it: its price, and the charges it expects."""

    _inherit = "golf.fee.schedule"

    def _get_price(self, day=None):
        """Return what a whole period costs, in the currency of the schedule.

        :param day: the day whose rate converts a product's price; today when empty
        """
        self.ensure_one()
        if self.price_from == "fixed":
            return self.amount
        product = self.product_id
        source = product.currency_id or self.currency_id
        return source._convert(
            product.lst_price, self.currency_id, self.company_id, day or fields.Date.today()
        )

    def _get_membership_price(self, membership):
        """Return what a whole period costs this member: the agreed price where that counts."""
        self.ensure_one()
        agreed = membership.agreed_dues
        if self.fee_kind == "dues" and self.renewal_price == "agreed" and agreed:
            return agreed
        return self._get_price()

    def _get_rule(self, price, key=None):
        """Return the schedule as a value object.

        :param price: what a whole period costs
        :param key: key of the fee; the schedule's own when empty
        """
        self.ensure_one()
        return due.FeeRule(
            key=key or self.fee_key,
            cadence=self.cadence,
            amount=Decimal(str(price)),
            unit=self.currency_id._get_golf_unit(),
            timing=self.timing,
            anchor=self.anchor,
            first_month=int(self.company_id.golf_club_year_month or 1),
            prorate=self.prorate,
            lead_days=self.lead_days,
            starts=self.date_from or None,
            ends=self.date_to or None,
        )

    def _defers_revenue(self):
        """Tell whether the fee is billed to a balance sheet account and is revenue later."""
        return bool(self) and self.recognition != "at_once"

    def _in_force_on(self, day):
        """Return the versions of these schedules that are in force on ``day``."""
        return self.filtered(
            lambda s: (s.date_from or day) <= day and (not s.date_to or day <= s.date_to)
        )

    def _prepare_charge_values(self, membership, charge, price, extra=None):
        """Return the values of a ``golf.charge``.

        :param membership: who is charged
        :param charge: ``due.Expected``
        :param price: what the whole period costs
        :param extra: further values
        """
        self.ensure_one()
        return {
            "membership_id": membership.id,
            "payer_id": membership.payer_id.id,
            "tier_id": membership.tier_id.id,
            "schedule_id": self.id,
            "fee_kind": self.fee_kind,
            "fee_key": charge.key,
            "product_id": self.product_id.id,
            "currency_id": self.currency_id.id,
            "period_start": charge.period.start,
            "period_end": charge.period.end,
            "bill_on": charge.bill_on,
            "amount": float(charge.amount),
            "full_amount": price,
            # Nothing has billed it yet, so what is derived from its invoices is known.
            **self.env["golf.charge"]._get_unbilled_values(charge.amount),
            **(extra or {}),
        }
