# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerClass(models.Model):
    """Two levels under person and company: retail > families, institution > canteens."""

    _name = "customer.class"
    _description = "Customer Class"
    _parent_store = True
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    display_name = fields.Char(recursive=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        "customer.class",
        "Main class",
        index=True,
        ondelete="restrict",
        domain=[("parent_id", "=", False)],
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("customer.class", "parent_id", "Sub-classes")
    applies_to = fields.Selection(
        [("all", "People and companies"), ("person", "People"), ("company", "Companies")],
        compute="_compute_applies_to",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        recursive=True,
    )

    _name_unique = models.UniqueIndex(
        "((name->>'en_US'), COALESCE(parent_id, 0))", "There is a class of this name already."
    )

    @api.depends("parent_id.applies_to")
    def _compute_applies_to(self):
        for customer_class in self:
            customer_class.applies_to = (
                customer_class.parent_id.applies_to or customer_class.applies_to or "all"
            )

    @api.depends("name", "parent_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for customer_class in self:
            names = (customer_class.parent_id.display_name, customer_class.name)
            customer_class.display_name = " / ".join(name for name in names if name)

    @api.constrains("parent_id", "applies_to")
    def _check_levels(self):
        for customer_class in self:
            parent = customer_class.parent_id
            if parent.parent_id or (parent and customer_class.child_ids):
                raise ValidationError(
                    self.env._(
                        "%(name)s: classes have two levels. Put it directly under a main class.",
                        name=customer_class.name,
                    )
                )
            if parent.applies_to not in (False, "all", customer_class.applies_to):
                raise ValidationError(
                    self.env._(
                        "%(name)s is for others than its main class %(parent)s.",
                        name=customer_class.name,
                        parent=parent.name,
                    )
                )
