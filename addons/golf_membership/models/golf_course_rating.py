# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..handicap.course import PARS
from ..handicap.limits import HIGHEST_SLOPE, LOWEST_SLOPE, RATINGS

GENDERS = [("men", "Men"), ("women", "Women")]
PARTS = [("18", "18 holes"), ("front", "Front nine"), ("back", "Back nine")]
#: Holes of each part, by number.
HOLES = {"18": range(1, 19), "front": range(1, 10), "back": range(10, 19)}


class GolfCourseRating(models.Model):
    """How hard a course is from its tees, for men or women, on 18 holes or on nine of them."""

    _name = "golf.course.rating"
    _description = "Rating of Tees"
    _order = "tee_id, gender, part, id"
    _rec_name = "tee_id"

    tee_id = fields.Many2one("golf.course.tee", required=True, index=True, ondelete="cascade")
    course_id = fields.Many2one(related="tee_id.course_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="course_id.company_id", string="Club", store=True, precompute=True
    )
    gender = fields.Selection(GENDERS, string="For", required=True, default="men")
    part = fields.Selection(PARTS, string="Holes", required=True, default="18")
    course_rating = fields.Float(
        required=True, digits=(4, 1), aggregator=None, help="Strokes a scratch golfer takes."
    )
    slope_rating = fields.Integer(
        "Slope", required=True, default=113, aggregator=None, help="From 55 to 155; 113 is usual."
    )
    par = fields.Integer(required=True, default=72, aggregator=None)

    _tee_uniq = models.UniqueIndex(
        "(tee_id, gender, part)", "These tees have a rating for these holes and players already."
    )

    @api.depends("gender", "part", "course_rating", "slope_rating")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("gender", "part")
        }
        for rating in self:
            who, where = labels["gender"].get(rating.gender), labels["part"].get(rating.part)
            rating.display_name = (
                f"{who}, {where}: {rating.course_rating:.1f} / {rating.slope_rating}"
            )

    @api.constrains("slope_rating", "course_rating", "par", "part")
    def _check_values(self):
        for rating in self:
            holes = len(HOLES[rating.part])
            for value, lowest, highest, sentence in (
                (
                    rating.slope_rating,
                    LOWEST_SLOPE,
                    HIGHEST_SLOPE,
                    self.env._("A slope rating lies between 55 and 155; %(value)s does not."),
                ),
                (
                    rating.course_rating,
                    RATINGS[holes][0] / 10,
                    RATINGS[holes][1] / 10,
                    self.env._("%(value)s cannot be the course rating of so many holes."),
                ),
                (
                    rating.par,
                    *PARS[holes],
                    self.env._("%(value)s cannot be the par of so many holes."),
                ),
            ):
                if not lowest <= value <= highest:
                    raise ValidationError(sentence % {"value": value})
