# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models

SWITCH = "crm_customer_profile.group_customer_places"


class ResPartner(models.Model):
    """Where a person is served: our usual place, and his own addresses we come to."""

    _inherit = "res.partner"

    # An address like any other of core, of a kind of its own.
    type = fields.Selection(
        selection_add=[("service", "Service")],
        ondelete={"service": lambda addresses: addresses.write({"type": "other"})},
    )
    customer_place_id = fields.Many2one(
        "customer.place",
        string="Usual place",
        index="btree_not_null",
        ondelete="set null",
        groups=SWITCH,
    )
    customer_service_address_ids = fields.One2many(
        "res.partner",
        "parent_id",
        "Service addresses",
        domain=[("type", "=", "service")],
        groups=SWITCH,
        help="Where we come to serve: the villa, the office, the boat.",
    )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer no service addresses where the house does without."""
        description = super().fields_get(allfields, attributes)
        selection = description.get("type", {}).get("selection")
        if selection and not self.env.user.has_group(SWITCH):
            description["type"]["selection"] = [
                option for option in selection if option[0] != "service"
            ]
        return description
