# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from decimal import Decimal

from odoo import fields, models

from ..changes import fees
from ..dues import periods


class GolfCharge(models.Model):
    """What changes of a membership charge and cut short."""

    _inherit = "golf.charge"

    change_id = fields.Many2one(
        "golf.membership.change",
        string="Charged by change",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    description = fields.Char(readonly=True, help="Told on the invoice instead of the days.")
    ended_on = fields.Date(
        "Replaced after",
        readonly=True,
        copy=False,
        help="Last day it counts for: a change has credited the days after it.",
    )

    def _get_invoice_text(self):
        text = super()._get_invoice_text()
        if not self.description:
            return text
        return self.env._(
            "%(what)s, member %(number)s %(name)s",
            what=self.description,
            number=self.membership_id.number,
            name=self.member_id.name,
        )

    def _get_last_day(self):
        """Return the last day that the dues of one charge keep the membership going."""
        self.ensure_one()
        return self.ended_on or self.period_end

    def _get_unused(self, amount, change_on, leaves):
        """Return what of ``amount`` is for days from ``change_on`` on, before taxes.

        :param leaves: ``periods.Period`` values that cost nothing
        """
        self.ensure_one()
        return float(
            fees.unused(
                Decimal(str(amount)),
                periods.Period(self.period_start, self.period_end),
                change_on,
                self.currency_id._get_golf_unit(),
                leaves,
            )
        )

    def _get_leave_share(self, amount, leave, known):
        """Return what of ``amount`` is for the days of a new leave, before taxes.

        :param leave: ``periods.Period``
        :param known: ``periods.Period`` values of other leaves
        """
        self.ensure_one()
        return float(
            fees.leave_credit(
                Decimal(str(amount)),
                periods.Period(self.period_start, self._get_last_day()),
                leave,
                self.currency_id._get_golf_unit(),
                known,
            )
        )
