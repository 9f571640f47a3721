# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models

from odoo.addons.crm_customer_profile.models.append_only import guard


class ServiceEscalationLog(models.Model):
    """That a rule was applied to a request on an occasion: it is not applied again to the same."""

    _name = "service.escalation.log"
    _description = "Escalation"
    _order = "at desc, id desc"
    _rec_name = "rule_id"

    request_id = fields.Many2one(
        "service.request", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    rule_id = fields.Many2one(
        "service.escalation.rule", required=True, readonly=True, index=True, ondelete="restrict"
    )
    occasion = fields.Char(
        required=True,
        readonly=True,
        help="Which promise and round, reopening, rating or time without an agent it was about.",
    )
    at = fields.Datetime("When", required=True, readonly=True, index=True)
    due_at = fields.Datetime("Was due", readonly=True)
    level = fields.Integer(readonly=True, aggregator="max")
    agent_id = fields.Many2one(
        "res.users", "Agent", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    queue_id = fields.Many2one(
        "service.queue", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    _once = models.UniqueIndex(
        "(request_id, rule_id, occasion)", "This was escalated by the rule already."
    )

    def init(self):
        super().init()
        facts = (
            "request_id",
            "rule_id",
            "occasion",
            "at",
            "due_at",
            "level",
            "agent_id",
            "queue_id",
        )
        guard(self.env.cr, self._table, facts, {"request_id": "service_request"})
