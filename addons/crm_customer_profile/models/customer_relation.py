# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from contextlib import contextmanager

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ValidationError

NO_CIRCLE = "customer_relation_no_circle"


class CustomerRelation(models.Model):
    """How a person stands to another. One row; both sides see it with their own word.

    See ``customer.relation.side`` for what pages show.
    """

    _name = "customer.relation"
    _description = "Relation between People"
    _order = "kind_id, id"

    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="cascade"
    )
    kind_id = fields.Many2one(
        "customer.relation.kind", "Relation", required=True, index=True, ondelete="restrict"
    )
    other_id = fields.Many2one(
        "res.partner", "Other person", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date("Since")
    date_until = fields.Date("Until", help="From the day after, it is shown as past.")
    note = fields.Char()

    _not_self = models.Constraint(
        "CHECK(partner_id <> other_id)", "Nobody stands in a relation to himself."
    )
    _days = models.Constraint(
        "CHECK(date_until >= date_from)", "A relation cannot end before it begins."
    )
    _once = models.UniqueIndex(
        "(kind_id, LEAST(partner_id, other_id), GREATEST(partner_id, other_id))"
        " WHERE date_until IS NULL",
        "These two stand in this relation already.",
    )

    @api.depends("kind_id.name", "partner_id.display_name", "other_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for relation in self:
            relation.display_name = self.env._(
                "%(person)s – %(role)s: %(other)s",
                person=relation.partner_id.display_name,
                role=relation.kind_id.name,
                other=relation.other_id.display_name,
            )

    def init(self):
        """Let PostgreSQL refuse circles, also those that two sessions would close together.

        The second session finds the row of the kind changed since it began, which makes Odoo
        repeat it; then it sees what the first has added.
        """
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION customer_relation_guard() RETURNS trigger AS $$
            DECLARE
                circle record;
            BEGIN
                UPDATE customer_relation_kind
                   SET chain_version = COALESCE(chain_version, 0) + 1
                 WHERE is_hierarchy AND id IN (SELECT kind_id FROM touched);
                IF NOT FOUND THEN
                    RETURN NULL;
                END IF;
                WITH RECURSIVE above(kind_id, person, other) AS (
                    SELECT touched.kind_id, touched.partner_id, touched.other_id
                      FROM touched
                      JOIN customer_relation_kind kind ON kind.id = touched.kind_id
                     WHERE kind.is_hierarchy
                       AND (date_until IS NULL OR date_until >= CURRENT_DATE)
                     UNION
                    SELECT above.kind_id, above.person, further.other_id
                      FROM above
                      JOIN customer_relation further
                        ON further.kind_id = above.kind_id AND further.partner_id = above.other
                     WHERE further.date_until IS NULL OR further.date_until >= CURRENT_DATE
                )
                SELECT * INTO circle FROM above WHERE person = other LIMIT 1;
                IF FOUND THEN
                    RAISE EXCEPTION 'A relation runs in a circle'
                          USING ERRCODE = 'check_violation',
                                TABLE = 'customer_relation',
                                CONSTRAINT = 'customer_relation_no_circle',
                                DETAIL = circle.person || ',' || circle.kind_id;
                END IF;
                RETURN NULL;
            END
            $$ LANGUAGE plpgsql;
            CREATE OR REPLACE TRIGGER customer_relation_guard_insert
                AFTER INSERT ON customer_relation REFERENCING NEW TABLE AS touched
                FOR EACH STATEMENT EXECUTE FUNCTION customer_relation_guard();
            CREATE OR REPLACE TRIGGER customer_relation_guard_update
                AFTER UPDATE ON customer_relation REFERENCING NEW TABLE AS touched
                FOR EACH STATEMENT EXECUTE FUNCTION customer_relation_guard();
            """
        )

    @contextmanager
    def _explain_circle(self):
        """Turn the refusal of a circle by PostgreSQL into a sentence that names the person."""
        try:
            with self.env.cr.savepoint():
                yield
        except psycopg2.errors.CheckViolation as error:
            if error.diag.constraint_name != NO_CIRCLE:
                raise
            person_id, kind_id = map(int, error.diag.message_detail.split(","))
            # The name is in what the user typed, or between two names that he did type.
            person = self.env["res.partner"].sudo().browse(person_id)
            raise ValidationError(
                self.env._(
                    "%(person)s would come out above himself in a chain of “%(kind)s”. Look at "
                    "whose %(kind)s is who, and end the relation that is wrong.",
                    person=person.display_name,
                    kind=self.env["customer.relation.kind"].browse(kind_id).name,
                )
            ) from error

    @api.model_create_multi
    def create(self, vals_list):
        with self._explain_circle():
            return super().create(vals_list)

    def write(self, vals):
        if {"partner_id", "other_id", "kind_id", "date_until"} & set(vals):
            with self._explain_circle():
                return super().write(vals)
        return super().write(vals)
