# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .res_partner_place import SWITCH


class SaleOrder(models.Model):
    """At which of the customer's own addresses the order is served."""

    _inherit = "sale.order"

    customer_service_address_id = fields.Many2one(
        "res.partner",
        "Served at",
        compute="_compute_customer_service_address_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        groups=SWITCH,
        domain="[('id', 'child_of', partner_id), ('type', '=', 'service')]",
        help="One of the customer's service addresses. The only one is taken by itself.",
    )

    has_customer_service_addresses = fields.Boolean(
        compute="_compute_has_customer_service_addresses", groups=SWITCH
    )

    @api.depends("partner_id")
    def _compute_customer_service_address_id(self):
        by_person = self._get_customer_service_addresses()
        # Which address is the customer's own does not hang on who takes the order.
        for order in self.sudo():
            own = by_person.get(order.partner_id.id, ())
            order.customer_service_address_id = own[0] if len(own) == 1 else False

    @api.depends("partner_id", "customer_service_address_id")
    def _compute_has_customer_service_addresses(self):
        by_person = self._get_customer_service_addresses()
        for order in self:
            order.has_customer_service_addresses = bool(
                order.customer_service_address_id or by_person.get(order.partner_id.id)
            )

    def _get_customer_service_addresses(self):
        """Return the ids of the service addresses of each customer of these orders, by id."""
        # Where the part is switched off the field is for nobody; it is kept all the same.
        groups = (
            self.env["res.partner"]
            .sudo()
            ._read_group(
                [("parent_id", "in", self.partner_id.ids), ("type", "=", "service")],
                ["parent_id"],
                ["id:array_agg"],
            )
        )
        return {person.id: ids for person, ids in groups}

    @api.constrains("customer_service_address_id", "partner_id")
    def _check_customer_service_address(self):
        # Compared, whoever may read the address; no more of it than its name is told.
        for order in self.sudo().filtered("customer_service_address_id"):
            address = order.customer_service_address_id
            if address.commercial_partner_id != order.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(address)s is no address of %(customer)s. Choose one of the customer's "
                        "own.",
                        address=address.display_name,
                        customer=order.partner_id.display_name,
                    )
                )
