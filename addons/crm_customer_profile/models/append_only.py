# Part of Clubhouse. See LICENSE file for full copyright and licensing details.

from odoo.tools import SQL


def guard(cr, table, facts=(), goes_with=None):
    """Let PostgreSQL refuse any change of a row of ``table``, also from SQL. To be called by init.

    :param facts: the columns that say what happened. An update that leaves them as they are
        passes: the ORM stamps who touched a row last, a merge of contacts hands it on. Without
        facts no update passes.
    :param dict goes_with: {column: table}; a row may be deleted once one of these records that
        it belongs to is gone. Without them nothing is ever deleted.
    """
    name = SQL.identifier(f"{table}_guard")
    passes = []
    if facts:
        new, old = (
            SQL(", ").join(SQL.identifier(record, fact) for fact in facts)
            for record in ("new", "old")
        )
        passes.append(
            SQL(
                """IF TG_OP = 'UPDATE' AND (%s) IS NOT DISTINCT FROM (%s) THEN
                       RETURN NEW;
                   END IF;""",
                new,
                old,
            )
        )
    if goes_with:
        gone = SQL(" OR ").join(
            SQL(
                "NOT EXISTS (SELECT FROM %s WHERE id = %s)",
                SQL.identifier(owner),
                SQL.identifier("old", column),
            )
            for column, owner in goes_with.items()
        )
        passes.append(SQL("IF TG_OP = 'DELETE' AND (%s) THEN RETURN OLD; END IF;", gone))
    cr.execute(
        SQL(
            """
            CREATE OR REPLACE FUNCTION %(name)s() RETURNS trigger AS $$
            BEGIN
                %(passes)s
                RAISE EXCEPTION USING MESSAGE = %(message)s;
            END
            $$ LANGUAGE plpgsql;
            CREATE OR REPLACE TRIGGER %(name)s
                BEFORE UPDATE OR DELETE ON %(table)s
                FOR EACH ROW EXECUTE FUNCTION %(name)s();
            """,
            name=name,
            message=f"{table} is append-only",
            passes=SQL("\n").join(passes),
            table=SQL.identifier(table),
        )
    )
