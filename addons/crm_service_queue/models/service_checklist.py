# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceChecklist(models.Model):
    """What is to be looked at in work of one sort; each work order gets a copy of its own.

    A work order keeps its points when the list is changed, archived or deleted. The fields that
    the list asks for besides (vehicle, load) are properties of its work orders; where there are
    any, the list is archived, as nobody could read what was written into them without it.
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

    @api.ondelete(at_uninstall=False)
    def _unlink_only_without_fields(self):
        asking = self.filtered("order_properties_definition")
        # Who deletes a list may not see all the work that was done by it.
        used = self.env["service.work.order"].sudo()
        found = used.search([("checklist_id", "in", asking.ids)], limit=1) if asking else used
        if found:
            raise UserError(
                self.env._(
                    "%(list)s has fields that work orders have filled in. Archive it instead.",
                    list=found.checklist_id.name,
                )
            )
