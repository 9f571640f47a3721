# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import models


class SaleOrder(models.Model):
    """The joining order bills the first charges of its membership."""

    _inherit = "sale.order"

    def _create_golf_memberships(self):
        result = super()._create_golf_memberships()
        # Who confirms an order admits a member; the charges are the system's own records.
        orders = self.sudo()
        known = orders.order_line.golf_charge_ids.sale_line_id.order_id
        values = []
        for order in orders - known:
            for membership in order.golf_membership_ids:
                values += order._prepare_golf_charges(membership)
        # As told above.
        self.env["golf.charge"].sudo().create(values)
        return result

    def _prepare_invoice(self):
        """Invoice joining fees in the club's journal of fees, unless the order names another."""
        values = super()._prepare_invoice()
        # Who may invoice the order is not shown the settings of fees.
        journal = self.company_id.sudo().golf_fee_journal_id
        if journal and not self.journal_id and self.sudo().order_line.golf_charge_ids:
            values["journal_id"] = journal.id
        return values

    def _prepare_golf_charges(self, membership):
        """Return the values of the charges that this order bills for its membership."""
        self.ensure_one()
        tier, start = membership.tier_id, membership.date_start
        schedules = tier.fee_schedule_ids._in_force_on(start)
        values = []
        for line in self.order_line:
            schedule = schedules.filtered(lambda s: s.product_id == line.product_id)[:1]  # noqa: B023
            if not schedule and line not in self._get_golf_lines():
                continue
            values.append(self._prepare_golf_charge(membership, line, schedule))
        return values

    def _prepare_golf_charge(self, membership, line, schedule):
        """Return the values of the charge of one order line.

        :param membership: the membership the order made
        :param line: ``sale.order.line`` of a fee
        :param schedule: ``golf.fee.schedule`` of the fee; empty for a fee without one
        """
        first, last = membership.date_start, membership.date_start
        kind = schedule.fee_kind or "other"
        if kind == "dues":
            _schedule, charge = membership.tier_id._get_first_charge("dues", first)
            last = charge.period.end
        return {
            "membership_id": membership.id,
            "payer_id": self.partner_id.id,
            "tier_id": membership.tier_id.id,
            "schedule_id": schedule.id,
            "fee_kind": kind,
            "fee_key": self.env["golf.fee.schedule"]._get_fee_key(kind, line.product_id),
            "product_id": line.product_id.id,
            "currency_id": self.currency_id.id,
            "period_start": first,
            "period_end": last,
            "bill_on": self.company_id._golf_today(),
            "amount": line.price_subtotal,
            "full_amount": schedule._get_price() if schedule else line.price_subtotal,
            "sale_line_id": line.id,
        }
