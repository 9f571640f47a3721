# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class ServiceQueue(models.Model):
    """Where requests of one sort wait, who serves them, by which clock and in which order."""

    _name = "service.queue"
    _inherit = ["mail.thread"]
    _description = "Service Queue"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="A short name for lists.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    place_id = fields.Many2one(
        "customer.place",
        "Service place",
        index="btree_not_null",
        ondelete="restrict",
        groups="crm_customer_profile.group_customer_places",
    )
    department_id = fields.Many2one("customer.department", ondelete="restrict")
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working hours",
        check_company=True,
        ondelete="restrict",
        help="By which its service levels count. Empty: day and night, every day.",
    )
    supervisor_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
        ondelete="restrict",
        help="Is told what waits too long, and answers for the requests of the queue.",
    )
    assign_method = fields.Selection(
        [
            ("manual", "By hand"),
            ("round_robin", "In turn"),
            ("least_load", "Whoever has least to do"),
            ("skill", "Whoever can, with least to do"),
        ],
        "Assignment",
        required=True,
        default="manual",
        tracking=True,
    )
    assign_in_hours = fields.Boolean(
        "Only within working hours",
        help="Members are given nothing outside their own working hours, nor on their days off; "
        "whoever has none is always there. Taking the next by hand is free to all.",
    )
    member_ids = fields.One2many("service.queue.member", "queue_id", "Members", copy=True)
    user_ids = fields.Many2many(
        "res.users",
        "service_queue_user_rel",
        "queue_id",
        "user_id",
        string="Agents",
        compute="_compute_user_ids",
        store=True,
        compute_sudo=True,
    )
    request_ids = fields.One2many("service.request", "queue_id", "Requests")

    @api.depends("member_ids.user_id", "member_ids.active")
    def _compute_user_ids(self):
        for queue in self:
            queue.user_ids = queue.member_ids.filtered("active").user_id

    def copy_data(self, default=None):
        return [
            {**values, "name": self.env._("%(name)s (copy)", name=queue.name)}
            if not (default or {}).get("name")
            else values
            for queue, values in zip(self, super().copy_data(default), strict=True)
        ]

    def action_open_requests(self):
        """Open the requests of the queue that are not done."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service_queue.service_request_action"
        )
        return {
            **action,
            "domain": [("queue_id", "=", self.id)],
            "context": {"default_queue_id": self.id, "search_default_open": 1},
            "path": False,
        }
