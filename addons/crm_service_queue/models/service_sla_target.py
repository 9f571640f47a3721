# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

METRICS = [
    ("first_response", "First answer"),
    ("resolution", "Resolution"),
    ("callback", "Call-back"),
]


class ServiceSlaTarget(models.Model):
    """What a policy promises: the first answer, the resolution or the call-back within a time."""

    _name = "service.sla.target"
    _inherit = ["service.remembered"]
    _description = "Promised Time"
    _order = "policy_id, metric"
    _rec_name = "metric"

    policy_id = fields.Many2one("service.sla.policy", required=True, index=True, ondelete="cascade")
    metric = fields.Selection(METRICS, "Promise", required=True)
    minutes = fields.Integer(required=True, help="Working time until it is due.")
    warn_percent = fields.Integer(
        "Warn at (%)", default=80, help="When so much of the time has gone by it is soon late."
    )

    _once = models.UniqueIndex("(policy_id, metric)", "A policy promises each thing once.")
    _minutes_positive = models.Constraint(
        "CHECK (minutes > 0)", "A promised time must be longer than nothing."
    )
    _warn_is_percent = models.Constraint(
        "CHECK (warn_percent BETWEEN 1 AND 100)", "The warning comes between 1 and 100 percent."
    )
