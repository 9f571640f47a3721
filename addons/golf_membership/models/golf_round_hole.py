# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError

MOST_STROKES = 25


class GolfRoundHole(models.Model):
    """The score of a hole. Par and stroke index are kept as they were on that day."""

    _name = "golf.round.hole"
    _description = "Score of a Hole"
    _order = "round_id, number"
    _rec_name = "number"

    round_id = fields.Many2one("golf.round", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="round_id.company_id", string="Club", store=True, precompute=True
    )
    number = fields.Integer("Hole", required=True, aggregator=None)
    par = fields.Integer(compute="_compute_course_values", store=True, precompute=True)
    stroke_index = fields.Integer(
        compute="_compute_course_values", store=True, precompute=True, aggregator=None
    )
    strokes = fields.Integer()
    picked_up = fields.Boolean(help="Begun and not finished: counts as net double bogey.")

    _number_uniq = models.UniqueIndex(
        "(round_id, number)", "A hole stands on a card once: correct the score that is there."
    )

    @api.depends("number", "round_id.tee_id", "round_id.ratings_for")
    def _compute_course_values(self):
        # Not on the holes of the course: a course that is rebuilt was what it was before.
        holes = {
            (hole.course_id, hole.number): hole
            for hole in self.env["golf.course.hole"].search(
                [("course_id", "in", self.round_id.tee_id.course_id.ids)]
            )
        }
        none = self.env["golf.course.hole"]
        for score in self:
            played = score.round_id
            hole = holes.get((played.tee_id.course_id._origin, score.number), none)
            gender = played.ratings_for or "men"
            score.par = hole[f"par_{gender}"]
            score.stroke_index = hole[f"index_{gender}"]

    @api.constrains("number", "strokes", "stroke_index")
    def _check_values(self):
        for score in self:
            if not 1 <= score.number <= 18:
                raise ValidationError(
                    self.env._(
                        "A course has the holes 1 to 18; %(hole)s is none.", hole=score.number
                    )
                )
            course = score.round_id.course_id
            problem = self._get_problem(score.number, score.strokes, score.stroke_index, course)
            if problem:
                raise ValidationError(problem)

    @api.model
    def _get_problem(self, number, strokes, index, course):
        """Return why a score of a hole cannot be so; false where it can.

        :param index: stroke index of the hole for these players
        """
        if not 0 <= strokes <= MOST_STROKES:
            return self.env._(
                "%(strokes)s strokes on hole %(hole)s cannot be: enter 1 to %(most)s, or that the"
                " ball was picked up.",
                strokes=strokes,
                hole=number,
                most=MOST_STROKES,
            )
        return not index and self.env._(
            "Hole %(hole)s of %(course)s has no par and stroke index. Enter them with the course,"
            " or the score in total.",
            hole=number,
            course=course.name,
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_each_once(vals_list)
        for vals in vals_list:
            self._check_whole_strokes(vals)
        scores = super().create(vals_list)
        scores.round_id._follow_handicaps()
        return scores

    def write(self, vals):
        self._check_whole_strokes(vals)
        result = super().write(vals)
        self.round_id._follow_handicaps()
        return result

    def unlink(self):
        rounds = self.round_id
        result = super().unlink()
        rounds.exists()._check_complete()
        rounds.exists()._follow_handicaps()
        return result

    def _check_whole_strokes(self, vals):
        value = vals.get("strokes")
        if isinstance(value, float) and not value.is_integer():
            raise ValidationError(
                self.env._("Strokes are counted in whole numbers, not %(value)s.", value=value)
            )

    def _check_each_once(self, vals_list):
        """Refuse a hole that stands on a card twice, before PostgreSQL does in its own words."""
        there = self.search([("round_id", "in", [vals.get("round_id") for vals in vals_list])])
        seen = {(score.round_id.id, score.number) for score in there}
        for vals in vals_list:
            key = (vals.get("round_id"), vals.get("number"))
            if key in seen:
                raise ValidationError(
                    self.env._(
                        "Hole %(hole)s stands on this card twice. Correct the score that is there.",
                        hole=vals.get("number"),
                    )
                )
            seen.add(key)
