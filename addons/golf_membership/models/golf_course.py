# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models


class GolfCourse(models.Model):
    """A golf course: its tees with their ratings, its holes with par and stroke index."""

    _name = "golf.course"
    _description = "Golf Course"
    _inherit = ["golf.company.check"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Club",
        index=True,
        default=lambda self: self.env.company,
        help="The club or property whose course it is. Empty: a course elsewhere, for all clubs.",
    )
    city = fields.Char()
    tee_ids = fields.One2many("golf.course.tee", "course_id", string="Tees", copy=True)
    hole_ids = fields.One2many("golf.course.hole", "course_id", string="Holes", copy=True)
    round_count = fields.Integer("Rounds", compute="_compute_round_count")

    _name_uniq = models.UniqueIndex(
        "(lower(name->>'en_US'), COALESCE(company_id, 0))",
        "This club has a course of that name already.",
    )

    def _compute_round_count(self):
        counts = dict(
            self.env["golf.round"]._read_group(
                [("course_id", "in", self.ids)], ["course_id"], ["__count"]
            )
        )
        for course in self:
            course.round_count = counts.get(course, 0)

    def copy_data(self, default=None):
        """Copy a course under a name of its own."""
        vals_list = super().copy_data(default)
        for course, vals in zip(self, vals_list, strict=True):
            if "name" not in (default or {}):
                vals["name"] = self.env._("%(course)s (copy)", course=course.name)
        return vals_list

    def action_add_holes(self):
        """Add the holes that are missing, as par 4 with the stroke indexes that are left."""
        values = []
        for course in self:
            there = course.hole_ids
            left = {
                name: [n for n in range(1, 19) if n not in there.mapped(name)]
                for name in ("index_men", "index_women")
            }
            missing = [n for n in range(1, 19) if n not in there.mapped("number")]
            for number, men, women in zip(missing, left["index_men"], left["index_women"]):  # noqa: B905
                values.append(
                    {
                        "course_id": course.id,
                        "number": number,
                        "index_men": men,
                        "index_women": women,
                    }
                )
        self.env["golf.course.hole"].create(values)

    def action_open_rounds(self):
        """Open the rounds played on this course."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("golf_membership.golf_round_action")
        return action | {"domain": [("course_id", "=", self.id)], "context": {}}

    @api.model
    def _get_par(self, holes, gender):
        """Return the sum of pars of some holes for men or women."""
        return sum(holes.mapped(f"par_{gender}"))
