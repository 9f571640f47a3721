# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class GolfCourseTee(models.Model):
    """The tees of a colour, from which a course is played."""

    _name = "golf.course.tee"
    _description = "Tees of a Golf Course"
    _order = "course_id, sequence, id"

    name = fields.Char("Tees", required=True, translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    course_id = fields.Many2one("golf.course", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="course_id.company_id", string="Club", store=True, precompute=True
    )
    rating_ids = fields.One2many("golf.course.rating", "tee_id", string="Ratings", copy=True)

    _name_uniq = models.UniqueIndex(
        "(course_id, lower(name->>'en_US'))", "This course has tees of that name already."
    )

    @api.depends("name", "course_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for tee in self:
            names = (tee.course_id.name, tee.name)
            tee.display_name = " · ".join(name for name in names if name)
