# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class GolfCourseHole(models.Model):
    """A hole of a course: par and stroke index, for men and women."""

    _name = "golf.course.hole"
    _description = "Hole of a Golf Course"
    _order = "course_id, number"
    _rec_name = "number"

    course_id = fields.Many2one("golf.course", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="course_id.company_id", string="Club", store=True, precompute=True
    )
    number = fields.Integer("Hole", required=True, aggregator=None)
    par_men = fields.Integer("Par (men)", required=True, default=4, aggregator="sum")
    par_women = fields.Integer(
        "Par (women)",
        compute="_compute_women",
        store=True,
        readonly=False,
        precompute=True,
        aggregator="sum",
    )
    index_men = fields.Integer(
        "Stroke index (men)", required=True, aggregator=None, help="1 is the hardest hole."
    )
    index_women = fields.Integer(
        "Stroke index (women)",
        compute="_compute_women",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
    )

    _number_uniq = models.UniqueIndex(
        "(course_id, number)", "Each hole of a course is listed once: change the one there is."
    )

    @api.depends("par_men", "index_men")
    def _compute_women(self):
        for hole in self:
            hole.par_women = hole.par_women or hole.par_men
            hole.index_women = hole.index_women or hole.index_men

    @api.constrains("number", "par_men", "par_women", "index_men", "index_women")
    def _check_values(self):
        for hole in self:
            for value, lowest, highest, sentence in (
                (
                    hole.number,
                    1,
                    18,
                    self.env._("A course has the holes 1 to 18; %(value)s is none."),
                ),
                (hole.par_men, 3, 6, self.env._("The par of a hole is 3 to 6, not %(value)s.")),
                (hole.par_women, 3, 6, self.env._("The par of a hole is 3 to 6, not %(value)s.")),
                (hole.index_men, 1, 18, self.env._("A stroke index is 1 to 18, not %(value)s.")),
                (hole.index_women, 1, 18, self.env._("A stroke index is 1 to 18, not %(value)s.")),
            ):
                if not lowest <= value <= highest:
                    raise ValidationError(sentence % {"value": value})
        for course in self.course_id:
            for name in ("index_men", "index_women"):
                indexes = course.hole_ids.mapped(name)
                twice = {index for index in indexes if indexes.count(index) > 1}
                if twice:
                    raise ValidationError(
                        self.env._(
                            "Stroke index %(index)s stands at two holes of %(course)s: each has one"
                            " of its own.",
                            index=min(twice),
                            course=course.name,
                        )
                    )
