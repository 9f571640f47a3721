# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, models
from odoo.exceptions import UserError


class GolfGuestVisit(models.Model):
    """Guest fees are sold by an order to the sponsor or to the guest, as everything else is."""

    _inherit = "golf.guest.visit"

    def _get_payer(self):
        """Return the contact who pays for one guest.

        :raises UserError: the guest pays, and is no contact yet
        """
        self.ensure_one()
        if self.bill_to == "sponsor" and self.membership_id:
            return self.membership_id.payer_id or self.sponsor_id
        if not self.partner_id:
            raise UserError(
                self.env._(
                    "%(guest)s pays and has no contact: choose or create one, or bill the sponsor.",
                    guest=self.guest_name,
                )
            )
        return self.partner_id

    def action_make_order(self):
        """Put these guests' fees on orders, one for each who pays; those billed are left out.

        :raises UserError: nothing is left to bill, or a guest who pays has no contact
        """
        open_visits = self.filtered(
            lambda v: v.state != "cancelled" and (not v.order_id or v.order_id.state == "cancel")
        )
        if not open_visits:
            raise UserError(self.env._("All of these guests are on an order, or cancelled."))
        # Two desks at once: the second finds them billed.
        open_visits.sudo().lock_for_update()
        orders = self.env["sale.order"]
        groups = open_visits.grouped(lambda v: (v.company_id, v._get_payer()))
        for (company, payer), visits in groups.items():
            order = orders.with_company(company).create(
                {
                    "partner_id": payer.id,
                    "company_id": company.id,
                    "order_line": [
                        Command.create(visit._prepare_order_line()) for visit in visits.sorted("id")
                    ],
                }
            )
            for visit, line in zip(visits.sorted("id"), order.order_line, strict=True):
                visit.sudo().order_line_id = line  # who may sell may bill the guest
            orders |= order
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        if len(orders) == 1:
            action.update(res_id=orders.id, views=[(False, "form")])
        else:
            action["domain"] = [("id", "in", orders.ids)]
        return action

    def _prepare_order_line(self):
        """Return the values of the order line of one guest."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "name": self.env._(
                "%(fee)s: %(guest)s on %(day)s",
                fee=self.product_id.name,
                guest=self.guest_name,
                day=self.date.isoformat(),
            ),
            "product_uom_qty": 1,
            "price_unit": self.amount,
        }

    def action_open_order(self):
        """Open the order of this guest's fee."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        action.update(res_id=self.order_id.id, views=[(False, "form")])
        return action
