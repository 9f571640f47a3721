# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceQueue(models.Model):
    """How long a settled request of the queue can be opened again."""

    _inherit = "service.queue"

    grace_days = fields.Integer(
        "Reopen within (days)",
        help="How long after it was settled a customer opens a request again by writing; 0 for "
        "the company's.",
    )

    _grace_positive = models.Constraint(
        "CHECK (grace_days >= 0)", "Days to reopen cannot be less than none."
    )
