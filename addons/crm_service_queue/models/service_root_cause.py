# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ServiceRootCause(models.Model):
    """Why something went wrong, as a tree from the coarse to the exact."""

    _name = "service.root.cause"
    _description = "Root Cause"
    _order = "sequence, id"
    _parent_store = True

    name = fields.Char(required=True, translate=True)
    display_name = fields.Char(recursive=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one("service.root.cause", "Part of", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)

    @api.depends("name", "parent_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for cause in self:
            names = (cause.parent_id.display_name, cause.name)
            cause.display_name = " / ".join(name for name in names if name)

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A root cause cannot be a part of itself."))
