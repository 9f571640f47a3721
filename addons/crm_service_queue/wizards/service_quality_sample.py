# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import random

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer_profile.models.readers_clock import start_of_day


class ServiceQualitySample(models.TransientModel):
    """Draws finished requests of each agent by lot, so that nobody picks the ones to be judged.

    Drawn again with the same number, for the same days and as many, they are the same ones.
    """

    _name = "service.quality.sample"
    _description = "Sample for Quality Reviews"

    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: fields.Date.subtract(fields.Date.context_today(self), days=7),
    )
    date_to = fields.Date(
        "To",
        required=True,
        default=lambda self: fields.Date.subtract(fields.Date.context_today(self), days=1),
    )
    per_agent = fields.Integer("Of each agent", required=True, default=3)
    queue_ids = fields.Many2many("service.queue", string="Queues", help="Empty: of all queues.")
    number = fields.Integer(
        "Number of the draw",
        required=True,
        default=lambda self: random.SystemRandom().randrange(1, 1_000_000),
        help="Who draws with the same number again gets the same requests.",
    )
    reviewer_id = fields.Many2one("res.users", required=True, default=lambda self: self.env.user)

    _per_agent_positive = models.Constraint(
        "CHECK (per_agent > 0)", "Draw at least one request of each agent."
    )

    def action_draw(self):
        """Make a review of each drawn request and open them."""
        self.ensure_one()
        requests = self._draw()
        Review = self.env["service.quality.review"]
        # Who draws twice gets the same ones, not a second review of each.
        reviews = Review.search(
            [("request_id", "in", requests.ids), ("reviewer_id", "=", self.reviewer_id.id)]
        )
        if not requests:
            raise UserError(
                self.env._("No agent finished a request in these days that you could judge.")
            )
        reviews |= Review.create(
            [
                {
                    "request_id": request.id,
                    "reviewer_id": self.reviewer_id.id,
                    "method": "random",
                    "sample": str(self.number),
                    "score_ids": Review._prepare_scores(),
                }
                for request in requests - reviews.request_id
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Drawn"),
            "res_model": "service.quality.review",
            "view_mode": "list,form",
            "domain": [("id", "in", reviews.ids)],
        }

    def _draw(self):
        """Return requests of every agent, drawn by lot, that the reviewer may judge."""
        self.ensure_one()
        if self.date_from > self.date_to:
            raise UserError(self.env._("Choose days that begin before they end."))
        after = fields.Date.add(self.date_to, days=1)
        domain = [
            ("first_resolved_at", ">=", start_of_day(self.env, self.date_from)),
            ("first_resolved_at", "<", start_of_day(self.env, after)),
            ("is_open", "=", False),
            ("user_id", "!=", False),
            ("event_ids.agent_id", "not in", self.reviewer_id.ids),
        ]
        if self.queue_ids:
            domain.append(("queue_id", "in", self.queue_ids.ids))
        found = self.env["service.request"].search(domain, order="id")
        drawn = self.env["service.request"]
        for agent, mine in found.grouped("user_id").items():
            # Each agent's lot is his own: who else finished something does not change it.
            lot = random.Random(f"{self.number}/{agent.id}")
            drawn |= drawn.browse(lot.sample(mine.ids, min(self.per_agent, len(mine))))
        return drawn

    @api.constrains("reviewer_id")
    def _check_reviewer(self):
        for sample in self:
            if not sample.reviewer_id.has_group("crm_service_queue.group_service_reviewer") and (
                not sample.reviewer_id.has_group("crm_service_queue.group_service_manager")
            ):
                raise UserError(self.env._("A reviewer needs the role of a quality reviewer."))
