# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
# A side is a view of its relation: what is written goes there, and nothing is left for super().
# pylint: disable=method-required-super

from odoo import api, fields, models
from odoo.tools import drop_view_if_exists

COPIED = ("date_from", "date_until", "note")


class CustomerRelationSide(models.Model):
    """A relation as one of the two sees it. What is typed here is written into the relation."""

    _name = "customer.relation.side"
    _description = "Relation, from one Side"
    _auto = False
    _order = "date_until desc, kind_id, id"
    _rec_name = "role_id"
    _depends = {
        "customer.relation": ["partner_id", "kind_id", "other_id", *COPIED],
        "customer.relation.kind": ["is_symmetric"],
    }

    partner_id = fields.Many2one("res.partner", "Person", required=True)
    role_id = fields.Many2one("customer.relation.role", "Relation", required=True)
    other_id = fields.Many2one("res.partner", "Other person", required=True)
    date_from = fields.Date("Since")
    date_until = fields.Date("Until")
    note = fields.Char()
    relation_id = fields.Many2one("customer.relation", "Both sides", readonly=True)
    kind_id = fields.Many2one("customer.relation.kind", readonly=True)
    is_past = fields.Boolean("Past", compute="_compute_is_past")

    @api.depends("date_until")
    def _compute_is_past(self):
        today = fields.Date.context_today(self)
        for side in self:
            side.is_past = bool(side.date_until and side.date_until < today)

    def init(self):
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            """
            CREATE VIEW customer_relation_side AS
            SELECT relation.id * 2 AS id, relation.id AS relation_id, kind_id,
                   kind_id * 2 AS role_id, partner_id, other_id, date_from, date_until, note
              FROM customer_relation relation
             UNION ALL
            SELECT relation.id * 2 + 1, relation.id, kind_id,
                   CASE WHEN kind.is_symmetric THEN kind_id * 2 ELSE kind_id * 2 + 1 END,
                   other_id, partner_id, date_from, date_until, note
              FROM customer_relation relation
              JOIN customer_relation_kind kind ON kind.id = kind_id
            """
        )

    @api.model_create_multi
    def create(self, vals_list):
        roles = self.env["customer.relation.role"].browse(vals["role_id"] for vals in vals_list)
        relations = self.env["customer.relation"].create(
            [
                self._prepare_relation(role, vals["partner_id"], vals["other_id"], vals)
                for role, vals in zip(roles, vals_list, strict=True)
            ]
        )
        self._forget_sides()
        return self.browse(
            relation.id * 2 + role.is_inverse
            for relation, role in zip(relations, roles, strict=True)
        )

    def write(self, vals):
        for side in self:
            role = self.env["customer.relation.role"].browse(vals.get("role_id", side.role_id.id))
            partner_id = vals.get("partner_id", side.partner_id.id)
            other_id = vals.get("other_id", side.other_id.id)
            if side.id % 2 and role.kind_id.is_symmetric:
                # Both sides say the same, so the row stays the side it is.
                partner_id, other_id = other_id, partner_id
            side.relation_id.write(self._prepare_relation(role, partner_id, other_id, vals))
        self._forget_sides()
        return True

    def unlink(self):
        self.relation_id.unlink()
        self._forget_sides()
        return True

    @api.model
    def _prepare_relation(self, role, partner_id, other_id, vals):
        """Return the values of the relation of which this is a side."""
        if role.is_inverse:
            partner_id, other_id = other_id, partner_id
        return {
            "kind_id": role.kind_id.id,
            "partner_id": partner_id,
            "other_id": other_id,
            **{name: vals[name] for name in COPIED if name in vals},
        }

    @api.model
    def _forget_sides(self):
        # The view is read anew, from both sides.
        self.invalidate_model()
        self.env["res.partner"].invalidate_model(["relation_side_ids", "relative_preference_ids"])
