# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceQualityCriterion(models.Model):
    """By what finished requests are judged: tone, correctness, completeness."""

    _name = "service.quality.criterion"
    _description = "Quality Criterion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text("What is good", translate=True)
    weight = fields.Integer(default=1, required=True)

    _weight_positive = models.Constraint(
        "CHECK (weight > 0)", "A criterion must have some weight; archive it to leave it out."
    )
