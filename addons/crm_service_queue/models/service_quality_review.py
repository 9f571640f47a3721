# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class ServiceQualityReview(models.Model):
    """Somebody else's look at how a request was served; who served it may read it."""

    _name = "service.quality.review"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Quality Review"
    _order = "id desc"
    _rec_name = "request_id"
    _check_company_auto = True

    request_id = fields.Many2one(
        "service.request", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, precompute=True, index=True
    )
    agent_id = fields.Many2one(
        "res.users",
        compute="_compute_agent_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Whose work is judged.",
    )
    queue_id = fields.Many2one(related="request_id.queue_id", store=True, precompute=True)
    reviewer_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    method = fields.Selection(
        [("chosen", "Chosen"), ("random", "Drawn by lot")],
        "How it was picked",
        required=True,
        default="chosen",
        readonly=True,
    )
    sample = fields.Char("Draw", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "To judge"), ("done", "Judged")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    score_ids = fields.One2many("service.quality.score", "review_id", "Scores", copy=True)
    score = fields.Float(
        "Mean",
        compute="_compute_score",
        store=True,
        aggregator="avg",
        digits=(16, 2),
        help="Mean of the scores from 1 to 5, by the weights of the criteria.",
    )
    comment = fields.Text()
    done_at = fields.Datetime("Judged on", readonly=True, copy=False, index="btree_not_null")

    _once = models.UniqueIndex(
        "(request_id, reviewer_id)", "This reviewer judges the request already."
    )

    @api.depends("request_id")
    def _compute_agent_id(self):
        for review in self:
            review.agent_id = review.request_id.user_id

    @api.depends("score_ids.score", "score_ids.criterion_id.weight")
    def _compute_score(self):
        for review in self:
            lines = review.score_ids.filtered("score")
            weight = sum(lines.mapped("criterion_id.weight"))
            total = sum(int(line.score) * line.criterion_id.weight for line in lines)
            review.score = total / weight if weight else 0

    def _read_group_select(self, aggregate_spec, query):
        """Leave what is not judged yet out of means: the worst mark is 1."""
        if aggregate_spec == "score:avg":
            column = self._field_to_sql(query.table, "score", query)
            return SQL("AVG(NULLIF(%s, 0))", column)
        return super()._read_group_select(aggregate_spec, query)

    @api.constrains("request_id", "reviewer_id", "agent_id")
    def _check_not_own(self):
        for review in self:
            # Whoever had a hand in it, not only who had it last.
            served = review.request_id.sudo().event_ids.agent_id | review.agent_id
            if review.reviewer_id in served:
                raise ValidationError(
                    self.env._(
                        "%(reviewer)s served %(request)s and cannot judge it; choose another"
                        " reviewer.",
                        reviewer=review.reviewer_id.name,
                        request=review.request_id.display_name,
                    )
                )

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        if "score_ids" in fields_list and "score_ids" not in defaults:
            defaults["score_ids"] = self._prepare_scores()
        return defaults

    @api.model
    def _prepare_scores(self):
        """Return the lines of a new review: one for each criterion in use."""
        criteria = self.env["service.quality.criterion"].search([])
        return [Command.create({"criterion_id": criterion.id}) for criterion in criteria]

    def action_done(self):
        """Say that it is judged; the agent can read it from now on."""
        self.check_access("write")
        for review in self:
            if not review.score_ids or not all(review.score_ids.mapped("score")):
                raise UserError(self.env._("Give a score for every criterion first."))
        self.write({"state": "done", "done_at": fields.Datetime.now()})

    def action_again(self):
        """Take a judgement back to correct it."""
        self.check_access("write")
        self.write({"state": "draft", "done_at": False})
