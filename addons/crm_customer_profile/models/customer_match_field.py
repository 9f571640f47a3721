# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class CustomerMatchField(models.Model):
    """How much it counts that two contacts agree in a field, when duplicates are looked for."""

    _name = "customer.match.field"
    _description = "Points for Duplicates"
    _order = "points desc, id"
    _rec_name = "field_name"

    field_name = fields.Selection(
        [
            ("document", "Identity document"),
            ("name", "Name"),
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("birthday", "Birthday"),
            ("number", "Member or card number"),
        ],
        "Field",
        required=True,
        readonly=True,
    )
    points = fields.Integer(required=True, aggregator=None)

    _field_unique = models.UniqueIndex("(field_name)", "This field has its points already.")
    _points_not_negative = models.Constraint(
        "CHECK(points >= 0)", "Points are not negative; 0 leaves the field out."
    )
