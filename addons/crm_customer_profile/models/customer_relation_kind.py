# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CustomerRelationKind(models.Model):
    """How two people stand to each other, with the word for each side."""

    _name = "customer.relation.kind"
    _description = "Kind of Relation"
    _order = "sequence, id"

    name = fields.Char(
        required=True,
        translate=True,
        help="What the second is to the first: Parent, if the first is the child.",
    )
    inverse_name = fields.Char(
        "Seen from the other side",
        translate=True,
        help="What the first is to the second: Child. Empty if both say the same of each other.",
    )
    is_symmetric = fields.Boolean(
        "Same from both sides", compute="_compute_is_symmetric", store=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_family = fields.Boolean("Family", help="Each sees the preferences of the other.")
    is_corporate = fields.Boolean("Corporate contact", help="Who decides, uses and pays.")
    is_hierarchy = fields.Boolean(
        "Never in a circle", help="Nobody is his own parent or employer, also not over others."
    )
    # Written by the guard of relations, so that two sessions that add to chains of one kind notice
    # each other; it means nothing else.
    chain_version = fields.Integer(readonly=True, copy=False)

    _name_unique = models.UniqueIndex(
        "((name->>'en_US'))", "There is a kind of relation of this name already."
    )

    @api.depends("inverse_name")
    def _compute_is_symmetric(self):
        for kind in self:
            kind.is_symmetric = not kind.inverse_name

    @api.constrains("inverse_name", "is_hierarchy")
    def _check_hierarchy(self):
        for kind in self:
            if kind.is_hierarchy and kind.is_symmetric:
                raise ValidationError(
                    self.env._(
                        "%(kind)s is the same from both sides, so it always runs in a circle. Give "
                        "the other side a name of its own.",
                        kind=kind.name,
                    )
                )

    def write(self, vals):
        if "is_hierarchy" in vals or "inverse_name" in vals:
            used = (
                self.env["customer.relation"]
                .sudo()  # whether the kind is in use, by whomever
                ._read_group([("kind_id", "in", self.ids)], ["kind_id"])
            )
            for (kind,) in used:
                becomes_symmetric = not vals.get("inverse_name", kind.inverse_name)
                if becomes_symmetric != kind.is_symmetric or (
                    vals.get("is_hierarchy", kind.is_hierarchy) and not kind.is_hierarchy
                ):
                    raise UserError(
                        self.env._(
                            "%(kind)s is in use: its sides and its circles stay as they are. Make "
                            "another kind instead.",
                            kind=kind.name,
                        )
                    )
        return super().write(vals)
