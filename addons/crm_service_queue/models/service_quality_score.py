# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.tools import SQL

SCORES = [
    ("1", "Bad"),
    ("2", "Poor"),
    ("3", "Fair"),
    ("4", "Good"),
    ("5", "Very good"),
]


class ServiceQualityScore(models.Model):
    """How one criterion was met in a reviewed request."""

    _name = "service.quality.score"
    _description = "Quality Score"
    _order = "review_id, id"
    _rec_name = "criterion_id"

    review_id = fields.Many2one(
        "service.quality.review", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="review_id.company_id", store=True, precompute=True)
    criterion_id = fields.Many2one(
        "service.quality.criterion", required=True, index=True, ondelete="restrict"
    )
    score = fields.Selection(SCORES)
    points = fields.Integer(compute="_compute_points", store=True, aggregator="avg")
    comment = fields.Char()

    _once = models.UniqueIndex(
        "(review_id, criterion_id)", "Each criterion is judged once in a review."
    )

    @api.depends("score")
    def _compute_points(self):
        for line in self:
            line.points = int(line.score or 0)

    def _read_group_select(self, aggregate_spec, query):
        """Leave what is not judged yet out of means: the worst mark is 1."""
        if aggregate_spec == "points:avg":
            column = self._field_to_sql(query.table, "points", query)
            return SQL("AVG(NULLIF(%s, 0))", column)
        return super()._read_group_select(aggregate_spec, query)
