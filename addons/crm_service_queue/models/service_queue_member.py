# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models


class ServiceQueueMember(models.Model):
    """Somebody who serves a queue: what he can do, how much at once, and when he was asked last."""

    _name = "service.queue.member"
    _description = "Member of a Service Queue"
    _order = "queue_id, sequence, id"
    _rec_name = "user_id"

    queue_id = fields.Many2one("service.queue", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="queue_id.company_id", store=True, precompute=True)
    user_id = fields.Many2one(
        "res.users",
        "Agent",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    capacity = fields.Integer(
        default=0, help="How many open requests at most in this queue; 0 for any number."
    )
    skill_ids = fields.Many2many("service.skill", string="Skills")
    absent_from = fields.Datetime("Away from")
    absent_to = fields.Datetime("Away until")
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working hours",
        domain="[('company_id', 'in', (company_id, False))]",
        ondelete="restrict",
        help="When this member is given requests of the queue, where it gives only within working "
        "hours. Empty: the hours the house keeps for the person, if any.",
    )
    last_assigned = fields.Datetime(readonly=True, copy=False)

    _once = models.UniqueIndex(
        "(queue_id, user_id)", "This person is a member of the queue already."
    )
    _capacity_positive = models.Constraint(
        "CHECK (capacity >= 0)", "A capacity cannot be less than nothing."
    )
    _absence_in_order = models.Constraint(
        "CHECK (absent_from IS NULL OR absent_to IS NULL OR absent_from < absent_to)",
        "An absence must begin before it ends.",
    )
