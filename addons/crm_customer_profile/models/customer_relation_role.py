# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo import fields, models
from odoo.tools import drop_view_if_exists


class CustomerRelationRole(models.Model):
    """One side of a kind of relation, to choose from: Parent and Child of the one kind."""

    _name = "customer.relation.role"
    _description = "Role in a Relation"
    _auto = False
    _order = "sequence, id"
    _depends = {
        "customer.relation.kind": ["name", "inverse_name", "is_symmetric", "sequence", "active"]
    }

    name = fields.Char(translate=True, readonly=True)
    kind_id = fields.Many2one("customer.relation.kind", readonly=True)
    is_inverse = fields.Boolean(readonly=True)
    sequence = fields.Integer(readonly=True)
    active = fields.Boolean(readonly=True)

    def init(self):
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            """
            CREATE VIEW customer_relation_role AS
            SELECT id * 2 AS id, id AS kind_id, FALSE AS is_inverse, name, sequence, active
              FROM customer_relation_kind
             UNION ALL
            SELECT id * 2 + 1, id, TRUE, inverse_name, sequence, active
              FROM customer_relation_kind
             WHERE NOT is_symmetric
            """
        )
