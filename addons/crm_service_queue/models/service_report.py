# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import SQL

from .service_request import CHANNELS, KINDS, PRIORITIES, STATES


class ServiceReport(models.Model):
    """What became of each request, as figures to compare; who may see the request sees its row."""

    _name = "service.report"
    _description = "Service Report"
    _auto = False
    _order = "opened_at desc, id desc"
    _rec_name = "request_id"

    request_id = fields.Many2one("service.request", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    queue_id = fields.Many2one("service.queue", readonly=True)
    user_id = fields.Many2one("res.users", "Agent", readonly=True)
    category_id = fields.Many2one("service.category", readonly=True)
    root_cause_id = fields.Many2one("service.root.cause", readonly=True)
    tier_id = fields.Many2one("service.tier", "Service tier", readonly=True)
    delay_reason_id = fields.Many2one("service.delay.reason", "Why it was late", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    channel = fields.Selection(CHANNELS, readonly=True)
    priority = fields.Selection(PRIORITIES, readonly=True)
    state = fields.Selection(STATES, readonly=True)
    opened_at = fields.Datetime("Opened", readonly=True)
    first_resolved_at = fields.Datetime("First resolved", readonly=True)
    requests = fields.Integer(readonly=True)
    resolved = fields.Integer("Ever resolved", readonly=True)
    complaints = fields.Integer(readonly=True)
    first_response_hours = fields.Float(
        "First answer after (hours)", readonly=True, aggregator="avg", digits=(16, 2)
    )
    resolution_hours = fields.Float(
        "Resolved after (hours)", readonly=True, aggregator="avg", digits=(16, 2)
    )
    paused_hours = fields.Float("Waited (hours)", readonly=True, aggregator="avg", digits=(16, 2))
    kept = fields.Integer("Promises kept", readonly=True)
    late = fields.Integer("Promises broken", readonly=True)
    reassign_count = fields.Integer("Reassignments", readonly=True)
    reopen_count = fields.Integer("Reopenings", readonly=True)
    reopened_soon = fields.Integer("Reopened within 14 days", readonly=True)
    at_once = fields.Integer("Settled at first contact", readonly=True)
    routine = fields.Integer("Answered with an article", readonly=True)
    routine_percent = fields.Float(
        "Answered with an article (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Of all requests: what customers could have read and need not ask.",
    )
    rating = fields.Float("Stars", readonly=True, aggregator="avg", digits=(16, 2))

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT r.id, r.id AS request_id, r.company_id, r.queue_id, r.user_id, r.category_id,
                   r.root_cause_id, r.tier_id, r.delay_reason_id, r.partner_id, r.kind, r.channel,
                   r.priority, r.state, r.opened_at, r.first_resolved_at,
                   1 AS requests,
                   (r.first_resolved_at IS NOT NULL)::int AS resolved,
                   (r.kind = 'complaint')::int AS complaints,
                   CASE WHEN r.first_response_at IS NOT NULL
                        THEN COALESCE(r.first_response_seconds, 0) / 3600.0
                        END AS first_response_hours,
                   CASE WHEN r.first_resolved_at IS NOT NULL
                        THEN COALESCE(r.resolution_seconds, 0) / 3600.0
                        END AS resolution_hours,
                   COALESCE(r.paused_seconds, 0) / 3600.0 AS paused_hours,
                   COALESCE(sla.kept, 0) AS kept,
                   COALESCE(sla.late, 0) AS late,
                   r.reassign_count, r.reopen_count,
                   COALESCE(r.reopened_soon, FALSE)::int AS reopened_soon,
                   (r.first_resolved_at IS NOT NULL AND COALESCE(r.reassign_count, 0) = 0
                    AND COALESCE(r.reopen_count, 0) = 0 AND r.reply_count = 1)::int AS at_once,
                   COALESCE(r.answered_by_article, FALSE)::int AS routine,
                   CASE WHEN r.answered_by_article THEN 100.0 ELSE 0.0 END AS routine_percent,
                   rated.rating
              FROM service_request r
              LEFT JOIN (
                   SELECT request_id,
                          count(*) FILTER (WHERE state = 'met') AS kept,
                          count(*) FILTER (WHERE state = 'breached') AS late
                     FROM service_request_sla
                    GROUP BY request_id) sla ON sla.request_id = r.id
              LEFT JOIN (
                   SELECT res_id, avg(rating) AS rating
                     FROM rating_rating
                    WHERE res_model = 'service.request' AND consumed
                    GROUP BY res_id) rated ON rated.res_id = r.id
            """
        )

    def action_open_request(self):
        """Open the request of a line; the button of the list's rows."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.request",
            "res_id": self.request_id.id,
            "views": [[False, "form"]],
            "target": "current",
        }
