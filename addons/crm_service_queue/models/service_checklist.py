# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceChecklist(models.Model):
    """What is to be looked at in work of one sort; each work order gets a copy of its own.

    A work order keeps its points when the list is changed, archived or deleted. The fields that
    the list asks for besides (vehicle, load) are properties of its work orders.
    """

    _name = "service.checklist"
    _description = "Checklist"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for every company."
    )
    item_ids = fields.One2many("service.checklist.item", "checklist_id", "Points", copy=True)
    order_properties_definition = fields.PropertiesDefinition("Fields of its work orders")

    def _prepare_checks(self):
        """Return the values of the points of a work order made by this list."""
        return [
            {"name": item.name, "sequence": item.sequence, "is_required": item.is_required}
            for item in self.item_ids
        ]

    def copy_data(self, default=None):
        return [
            {**values, "name": self.env._("%(name)s (copy)", name=checklist.name)}
            if not (default or {}).get("name")
            else values
            for checklist, values in zip(self, super().copy_data(default), strict=True)
        ]
