# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceCategory(models.Model):
    """What a request is about, as a tree; it tells where the request goes and who can serve it."""

    _name = "service.category"
    _description = "Service Category"
    _order = "sequence, id"
    _parent_store = True

    name = fields.Char(required=True, translate=True)
    display_name = fields.Char(recursive=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one("service.category", "Part of", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for every company."
    )
    queue_id = fields.Many2one(
        "service.queue",
        "Default queue",
        ondelete="restrict",
        help="Where requests of this category go when no routing rule says otherwise.",
    )
    department_id = fields.Many2one(
        "customer.department", ondelete="restrict", help="Who does the work."
    )
    skill_ids = fields.Many2many("service.skill", string="Skills needed")
    is_public = fields.Boolean("On the portal", default=True, help="Customers may choose it.")

    @api.depends("name", "parent_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for category in self:
            names = (category.parent_id.display_name, category.name)
            category.display_name = " / ".join(name for name in names if name)

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A category cannot be a part of itself."))

    def _get_default_queue(self):
        """Return the queue of the category, or of the nearest one above that has one."""
        self.ensure_one()
        category = self
        while category and not category.queue_id:
            category = category.parent_id
        return category.queue_id
