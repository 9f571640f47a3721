# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Installation hooks: what the ORM cannot declare."""

import psycopg2

from odoo.exceptions import UserError


def pre_init_hook(env):
    """Enable the PostgreSQL extension behind the one-running-membership constraint.

    ``btree_gist`` is a *trusted* extension since PostgreSQL 13: the owner of the database
    may create it, no superuser is needed.

    :raises UserError: when the database owner may not create it
    """
    try:
        with env.cr.savepoint():
            env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    except psycopg2.Error as error:
        raise UserError(
            env._(
                "PostgreSQL refused the extension btree_gist, which keeps one person from holding"
                " two running memberships of a kind. Ask the database administrator to run"
                " CREATE EXTENSION btree_gist in this database (package postgresql-contrib),"
                " then install again."
            )
        ) from error


def uninstall_hook(env):
    """Take our tiers off the contacts so that core's partnership goes on with its own grades."""
    partners = env["res.partner"].search([("grade_id.membership_kind", "!=", False)])
    partners.write({"grade_id": False})
    env["golf.demo"]._release_records()
    # Made by us beside the ORM, so it is ours to remove.
    env.cr.execute("DROP TABLE IF EXISTS golf_referral_tree")
