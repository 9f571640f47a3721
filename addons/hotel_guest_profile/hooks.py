# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""What is done once, at install: what the ORM cannot declare."""

import psycopg2

from odoo.exceptions import UserError


def _enable_btree_gist(env):
    """Enable the PostgreSQL extension that keeps two stays out of one room.

    ``btree_gist`` is a *trusted* extension since PostgreSQL 13: the owner of the database may
    create it, no superuser is needed.

    :raises UserError: when the database owner may not create it
    """
    try:
        with env.cr.savepoint():
            env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    except psycopg2.Error as error:
        raise UserError(
            env._(
                "PostgreSQL refused the extension btree_gist, which keeps two stays out of one"
                " room on one night. Ask the database administrator to run CREATE EXTENSION"
                " btree_gist in this database (package postgresql-contrib), then install again."
            )
        ) from error
