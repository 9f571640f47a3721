# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Databases on the server of an environment, each with its filestore."""


def exists(env, name):
    """Whether the server has such a database."""
    raise NotImplementedError


def create(env, name):
    """An empty UTF-8 database."""
    raise NotImplementedError


def drop(env, name):
    """Drop a database (whoever is connected) and its filestore; fine if there is none."""
    raise NotImplementedError


def clone(env, source, name):
    """Copy a database with its filestore; an old ``name`` is dropped first."""
    raise NotImplementedError


def query(env, database, sql, **values):
    """Rows (lists of text, None for NULL) of one SQL statement.

    Values are quoted by psql: write ``:'name'`` in the statement.
    """
    raise NotImplementedError


def template(env, kind):
    """Name of a template database, built when missing or made from something else.

    :param kind: "core" (what our addons depend on, no demo data) or "demo" (all our
        addons, the companions, demo data, zh_CN)
    """
    raise NotImplementedError
