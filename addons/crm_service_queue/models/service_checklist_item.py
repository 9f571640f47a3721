# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceChecklistItem(models.Model):
    """A point of a checklist."""

    _name = "service.checklist.item"
    _description = "Point of a Checklist"
    _order = "checklist_id, sequence, id"

    checklist_id = fields.Many2one(
        "service.checklist", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("What to do", required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_required = fields.Boolean("Required", default=True, help="Not done before it is ticked.")
