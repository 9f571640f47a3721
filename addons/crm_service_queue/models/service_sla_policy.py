# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import ormcache

from ..sla import Facts, Policy, Target, choose
from .service_request import KINDS, PRIORITIES


class ServiceSlaPolicy(models.Model):
    """What is promised to whom: of those that fit a request, the one with most conditions."""

    _name = "service.sla.policy"
    _inherit = ["mail.thread", "service.remembered"]
    _description = "Service Level Policy"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(
        default=10, help="Of policies with equally many conditions the first one counts."
    )
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for every company."
    )
    queue_ids = fields.Many2many("service.queue", string="Queues", help="Empty: in any queue.")
    kind = fields.Selection(KINDS, help="Empty: of any kind.")
    category_id = fields.Many2one(
        "service.category",
        ondelete="restrict",
        help="This category and those below it. Empty: of any.",
    )
    priority = fields.Selection(PRIORITIES, "Priority at least", required=True, default="0")
    tier_id = fields.Many2one(
        "service.tier", "Service tier", ondelete="restrict", help="Empty: for any tier."
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working hours",
        ondelete="restrict",
        help="Empty: those of the queue; a queue without any counts day and night.",
    )
    has_no_hours = fields.Boolean(compute="_compute_has_no_hours")
    target_ids = fields.One2many("service.sla.target", "policy_id", "Promised times", copy=True)

    promises = fields.Char(compute="_compute_promises", help="Hours and minutes of working time.")

    @api.depends("target_ids.metric", "target_ids.minutes")
    @api.depends_context("lang")
    def _compute_promises(self):
        names = dict(
            self.env["service.sla.target"]._fields["metric"]._description_selection(self.env)
        )
        for policy in self:
            policy.promises = " · ".join(
                f"{names[line.metric]} {line.minutes // 60}:{line.minutes % 60:02}"
                for line in policy.target_ids
                if line.metric
            )

    @api.depends("calendar_id")
    def _compute_has_no_hours(self):
        Calendar = self.env["resource.calendar"]
        for policy in self:
            policy.has_no_hours = Calendar._get_sla_hours(
                policy.calendar_id.id, policy.company_id.id
            ).is_empty

    def copy_data(self, default=None):
        return [
            values
            if (default or {}).get("name")
            else {**values, "name": self.env._("%(name)s (copy)", name=policy.name)}
            for policy, values in zip(self, super().copy_data(default), strict=True)
        ]

    @api.model
    @ormcache()
    def _get_policies(self):
        """Return all policies in use as values, until one of them is changed."""
        policies = self.sudo().with_context(active_test=True).search([])
        return tuple(
            Policy(
                policy.id,
                policy.sequence,
                policy.company_id.id or 0,
                frozenset(policy.queue_ids.ids),
                policy.kind or "",
                policy.category_id.id or 0,
                int(policy.priority),
                policy.tier_id.id or 0,
                policy.calendar_id.id or 0,
                tuple(
                    Target(line.id, line.metric, line.minutes * 60, line.warn_percent)
                    for line in policy.target_ids
                ),
            )
            for policy in policies
        )

    @api.model
    def _choose_for(self, requests):
        """Return {id of request: the policy that holds for it, or None}."""
        policies = self._get_policies()
        return {
            request.id: choose(
                policies,
                Facts(
                    request.company_id.id,
                    request.queue_id.id or 0,
                    request.kind,
                    frozenset(map(int, (request.category_id.parent_path or "").split("/")[:-1])),
                    int(request.priority),
                    request.tier_id.id or 0,
                ),
            )
            for request in requests
        }
