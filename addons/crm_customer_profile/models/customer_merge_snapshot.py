# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

import json

from odoo.tools import SQL
from odoo.tools.sql import table_columns

#: Tables whose rows point at a contact by model and number: {table: (model column, id column)}.
REFERENCES = {
    "ir_attachment": ("res_model", "res_id"),
    "mail_followers": ("res_model", "res_id"),
    "mail_activity": ("res_model", "res_id"),
    "mail_message": ("model", "res_id"),
    "ir_model_data": ("model", "res_id"),
}
#: What is booked is booked: nothing but the accounting code writes these.
BOOKED = ("account_",)
#: Of these only the merge wizard makes use, and the keys are made anew.
SKIPPED = ("base_partner_merge_", "customer_key", "customer_merge")
#: Made while contacts are merged, from what does not fit the one that stays.
MADE = ("customer_identifier",)


class Snapshot:
    """Which rows belong to a contact, in every table, and how they go back to it.

    As core's merge it works on the foreign keys of the database, so that it knows the tables of
    all addons.

    :param whole: how the names of tables begin of which a merge may delete rows
    """

    def __init__(self, cr, whole=()):
        self.cr = cr
        self.whole = tuple(whole)

    def _query(self, query):
        self.cr.execute(query)
        return self.cr.fetchall()

    def _get_links(self):
        """Return (table, column, whether its rows have ids) of all that points at contacts."""
        rows = self._query(
            SQL(
                """
                SELECT c.conrelid::regclass::text, a.attname
                  FROM pg_constraint c
                  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                 WHERE c.contype = 'f' AND c.confrelid = 'res_partner'::regclass
                   AND array_length(c.conkey, 1) = 1
                 ORDER BY 1, 2
                """
            )
        )
        return [
            (table, column, "id" in table_columns(self.cr, table))
            for table, column in rows
            if not table.startswith(SKIPPED)
        ]

    def read_row(self, partner_id):
        """Return the row of a contact as a dict of what JSON can hold."""
        [(row,)] = self._query(
            SQL("SELECT to_jsonb(p) FROM res_partner p WHERE id = %s", partner_id)
        )
        return row

    def take(self, source_id, survivor_id, everybody):
        """Return all that points at ``source_id``, and what the survivor is like before."""
        rows, pairs, full = {}, {}, {}
        for table, column, has_id in self._get_links():
            names = SQL.identifier(table), SQL.identifier(column)
            if not has_id:
                found = self._query(
                    SQL("SELECT to_jsonb(t) FROM %s t WHERE %s IN %s", *names,
                        (source_id, survivor_id))
                )  # fmt: skip
                if any(row[column] == source_id for (row,) in found):
                    pairs[f"{table}.{column}"] = [row for (row,) in found]
                continue
            ids = self._query(SQL("SELECT id FROM %s WHERE %s = %s", *names, source_id))
            if ids:
                rows[f"{table}.{column}"] = [id_ for (id_,) in ids]
            if table.startswith(self.whole):
                whole = self._query(
                    SQL("SELECT to_jsonb(t) FROM %s t WHERE %s = %s", *names, source_id)
                )
                full.setdefault(table, []).extend(row for (row,) in whole)
        return {
            "row": self.read_row(source_id),
            "survivor": self.read_row(survivor_id),
            "rows": rows,
            "pairs": pairs,
            "full": full,
            "references": {
                table: [
                    id_
                    for (id_,) in self._query(
                        SQL(
                            "SELECT id FROM %s WHERE %s = 'res.partner' AND %s = %s",
                            SQL.identifier(table), SQL.identifier(model), SQL.identifier(column),
                            source_id,
                        )
                    )
                ]
                for table, (model, column) in REFERENCES.items()
            },
            "made": self._get_made(everybody),
        }  # fmt: skip

    def _get_made(self, partner_ids):
        return {
            table: [
                id_
                for (id_,) in self._query(
                    SQL(
                        "SELECT id FROM %s WHERE partner_id IN %s",
                        SQL.identifier(table), tuple(partner_ids),
                    )
                )
            ]
            for table in MADE
        }  # fmt: skip

    def look_after(self, survivor_id):
        """Return what the survivor is like after the merge, to see later what was changed."""
        return {"values": self.read_row(survivor_id), "made": self._get_made([survivor_id])}

    # -------------------------------------------------------------- BACK

    def restore(self, picture, source_id, survivor_id):
        """Bring the contact back with its number, and its rows back to it.

        :return: how many rows of the ledger stay with the survivor
        """
        self._insert("res_partner", picture["row"])
        for table, ids in picture["made"].items():
            made = set(picture["after"]["made"][table]) - set(ids)
            if made:
                self.cr.execute(
                    SQL("DELETE FROM %s WHERE id IN %s", SQL.identifier(table), tuple(made))
                )
        stayed = 0
        for key, ids in picture["rows"].items():
            table, column = key.split(".")
            if table.startswith(BOOKED):
                stayed += len(ids)
                continue
            self.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(column)s = %(source)s"
                    " WHERE id IN %(ids)s AND %(column)s = %(survivor)s",
                    table=SQL.identifier(table),
                    column=SQL.identifier(column),
                    source=source_id,
                    ids=tuple(ids),
                    survivor=survivor_id,
                )
            )
        for table, rows in picture["full"].items():
            for row in rows:
                self._insert(table, row)
        for key, rows in picture["pairs"].items():
            self._restore_pairs(*key.split("."), rows, source_id, survivor_id)
        for table, ids in picture["references"].items():
            if ids:
                _model, column = REFERENCES[table]
                self.cr.execute(
                    SQL(
                        "UPDATE %(table)s SET %(column)s = %(source)s WHERE id IN %(ids)s"
                        " AND %(column)s = %(survivor)s",
                        table=SQL.identifier(table),
                        column=SQL.identifier(column),
                        source=source_id,
                        ids=tuple(ids),
                        survivor=survivor_id,
                    )
                )
        return stayed

    def _restore_pairs(self, table, column, rows, source_id, survivor_id):
        """Give back what stands in a table of pairs, and take from the survivor what it got."""
        other = next(name for name in rows[0] if name != column)
        own = {row[other] for row in rows if row[column] == survivor_id}
        theirs = {row[other] for row in rows if row[column] == source_id}
        names = {"table": SQL.identifier(table), "column": SQL.identifier(column),
                 "other": SQL.identifier(other)}  # fmt: skip
        if got := theirs - own:
            self.cr.execute(
                SQL(
                    "DELETE FROM %(table)s"
                    " WHERE %(column)s = %(survivor)s AND %(other)s IN %(got)s",
                    survivor=survivor_id, got=tuple(got), **names,
                )
            )  # fmt: skip
        for value in theirs:
            self._insert(table, {column: source_id, other: value})

    def _insert(self, table, row):
        """Insert a row as it was, unless it is there."""
        existing = [name for name in row if name in table_columns(self.cr, table)]
        columns = SQL(", ").join(SQL.identifier(name) for name in existing)
        self.cr.execute(
            SQL(
                "INSERT INTO %(table)s (%(columns)s) SELECT %(columns)s"
                " FROM jsonb_populate_record(NULL::%(table)s, %(row)s::jsonb)"
                " ON CONFLICT DO NOTHING",
                table=SQL.identifier(table),
                columns=columns,
                row=json.dumps(row),
            )
        )
