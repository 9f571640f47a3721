# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from .service_work_line import KINDS


class ServicePlanLine(models.Model):
    """What each visit of a plan needs."""

    _name = "service.plan.line"
    _description = "Line of a Service Plan"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one("service.plan", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="plan_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="labour")
    product_id = fields.Many2one("product.product", required=True, ondelete="restrict")
    quantity = fields.Float(default=1, required=True, digits="Product Unit")

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "A quantity is more than nothing. Delete the line instead."
    )
