# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Databases on the server of an environment, each with its filestore."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import urllib.parse

from launcher import addons, console, odoo, paths, postgres, steps
from launcher.console import ClubError

LANGUAGE = "zh_CN"
TEMPLATE = "club_template_"  # the databases that others are cloned from
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")  # what Odoo accepts, within PostgreSQL's


def server_of_url(bin_folder, url):
    """libpq's variables for a server given as postgresql://user:password@host:port/.

    :raise ClubError: the address is no such address, or nobody answers, or it is too old
    """
    example = "It looks like postgresql://user:password@host:5432"
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ClubError(f"--database-url: {error}", example) from None
    if parts.scheme not in ("postgresql", "postgres"):
        raise ClubError("--database-url is no PostgreSQL address.", example)
    asked = dict(urllib.parse.parse_qsl(parts.query))
    variables = {
        "PGHOST": asked.get("host") or urllib.parse.unquote(parts.hostname or ""),
        "PGPORT": str(port or asked.get("port") or ""),
        "PGUSER": urllib.parse.unquote(parts.username or ""),
        "PGPASSWORD": urllib.parse.unquote(parts.password or ""),
        "PGSSLMODE": asked.get("sslmode", ""),
    }
    variables = {name: value for name, value in variables.items() if value}
    done = _psql(bin_folder, variables, "postgres", "SHOW server_version_num")
    if done.returncode:
        raise ClubError(
            f"The database server does not answer: {done.stderr.strip()}",
            "Check --database-url, and that its user may open the database postgres.",
        )
    version = int(done.stdout.strip()) // 10000
    if version < postgres.MINIMUM:
        raise ClubError(
            f"The database server is PostgreSQL {version}.",
            f"Odoo 19 needs {postgres.MINIMUM} or newer.",
        )
    return variables


def _psql(bin_folder, variables, database, sql, values=(), form=("-A", "-t")):
    options = [word for name, value in values for word in ("-v", f"{name}={value}")]
    return subprocess.run(
        [bin_folder / "psql", "-Xq", "-v", "ON_ERROR_STOP=1", *form, "-d", database, *options],
        input=sql,
        env={**postgres.clean_environ(), **variables},
        capture_output=True,
        text=True,
    )


def query(env, database, sql, **values):
    """Rows (lists of text, None for NULL) of one SQL statement.

    Values are quoted by psql: write ``:'name'`` in the statement.
    """
    form = ("-A", "-t", "-F", "\x1f", "-R", "\x1e", "-P", "null=\x1d")
    done = _psql(env.pg_bin, env.pg_env, database, sql, values.items(), form)
    if done.returncode:
        raise ClubError(f"Database {database}: {done.stderr.strip()}", "See the message.")
    text = done.stdout.removesuffix("\n")
    if not text:
        return []
    return [
        [None if cell == "\x1d" else cell for cell in line.split("\x1f")]
        for line in text.split("\x1e")
    ]


def require_name(name):
    """Refuse a name that is none for a database.

    :raise ClubError: with what is allowed
    """
    if not NAME.fullmatch(name) or name in ("postgres", "template0", "template1"):
        raise ClubError(
            f"{name!r} cannot be the name of a database.",
            "Use letters, digits, underscores, hyphens and dots.",
        )


def exists(env, name):
    """Whether the server has such a database."""
    sql = "SELECT 1 FROM pg_database WHERE datname = :'name'"
    return bool(query(env, "postgres", sql, name=name))


def create(env, name):
    """An empty UTF-8 database, as Odoo itself makes one."""
    require_name(name)
    sql = """CREATE DATABASE :"name" ENCODING 'UTF8' LC_COLLATE 'C' TEMPLATE template0"""
    query(env, "postgres", sql, name=name)
    query(env, name, "CREATE EXTENSION IF NOT EXISTS pg_trgm")


def filestore(env, name):
    """Folder of the files of a database."""
    return env.data_dir / "filestore" / name


def drop(env, name):
    """Drop a database (whoever is connected) and its filestore; fine if there is none."""
    require_name(name)
    query(env, "postgres", 'DROP DATABASE IF EXISTS :"name" WITH (FORCE)', name=name)
    shutil.rmtree(filestore(env, name), ignore_errors=True)


def clone(env, source, name):
    """Copy a database with its filestore; an old ``name`` is dropped first."""
    drop(env, name)
    # Nobody may be connected to what is copied: whoever looks at a template meanwhile would be
    # cut off, by another process too.
    with _alone_with(source):
        _disconnect(env, source)
        sql = 'CREATE DATABASE :"name" TEMPLATE :"source"'
        query(env, "postgres", sql, name=name, source=source)
        if filestore(env, source).is_dir():
            # Files are named by their content and never written to again: links will do.
            shutil.copytree(filestore(env, source), filestore(env, name), copy_function=link)


def _alone_with(name, waiting=None):
    """Hold the lock of a template database; others than templates are one process's own."""
    if not name.startswith(TEMPLATE):
        return contextlib.nullcontext()
    # A lock for each: whoever needs the one of the core does not wait for the demo's minutes.
    return steps.exclusive(f"templates-{name.removeprefix(TEMPLATE)}", waiting=waiting)


def link(source, target):
    """Have a file of a filestore in another one too."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def rename(env, name, new):
    """Give a database and its filestore another name, which must be free."""
    require_name(new)
    _disconnect(env, name)
    query(env, "postgres", 'ALTER DATABASE :"name" RENAME TO :"new"', name=name, new=new)
    shutil.rmtree(filestore(env, new), ignore_errors=True)
    if filestore(env, name).is_dir():
        filestore(env, name).rename(filestore(env, new))


def _disconnect(env, name):
    sql = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = :'name' AND pid <> pg_backend_pid()"""
    query(env, "postgres", sql, name=name)


def note(env, name, value):
    """Keep a small value with a database, as JSON in its comment."""
    text = json.dumps(value, sort_keys=True)
    query(env, "postgres", """COMMENT ON DATABASE :"name" IS :'text'""", name=name, text=text)


def noted(env, name):
    """What :func:`note` kept, or None."""
    sql = """SELECT shobj_description(oid, 'pg_database') FROM pg_database
              WHERE datname = :'name'"""
    rows = query(env, "postgres", sql, name=name)
    try:
        return json.loads(rows[0][0] or "null") if rows else None
    except ValueError:
        return None


def missing_files(env, name):
    """Names of files the database refers to and its filestore lost."""
    sql = "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"
    folder = filestore(env, name)
    return [file for (file,) in query(env, name, sql) if not (folder / file).is_file()]


def modules_of(kind):
    """Addons a template of this kind holds."""
    if kind == "core":
        return addons.foundations()
    return sorted({*addons.manifests(), *addons.BASELINE, *addons.COMPANIONS})


def _say_waiting():
    console.step("Waiting for another ./club to build or copy a database")


def template(env, kind):
    """Name of a template database, built when missing or made from something else.

    :param kind: "core" (what our addons depend on, no demo data) or "demo" (all our
        addons, the companions, demo data, zh_CN)
    """
    name = TEMPLATE + kind
    made_from = [env.identity, ",".join(modules_of(kind))]
    if kind == "demo":
        made_from += [f"{addon} {text}" for addon, text in sorted(addons.fingerprints().items())]
    fingerprint = steps.fingerprint(*made_from)
    with _alone_with(name, waiting=_say_waiting):
        if exists(env, name):
            # The comment is written last: what has none was never finished.
            if noted(env, name) == fingerprint and not missing_files(env, name):
                return name
            drop(env, name)
        build(env, name, modules_of(kind), kind == "demo", LANGUAGE if kind == "demo" else None)
        note(env, name, fingerprint)
    return name


def build(env, name, modules, demo=False, language=None):
    """A new database with addons installed.

    :param demo: with demo data
    :param language: code of one to load besides English
    :raise ClubError: Odoo failed; the half-made database is dropped
    """
    console.step(f"Building the database {name}")
    create(env, name)
    options = ["--with-demo"] if demo else []
    if language:
        # English first: the first language named is everybody's, and without it there is none.
        options.append(f"--load-language=en_US,{language}")
    log = paths.logs() / f"build-{name}.log"
    try:
        install(env, name, log, f"--init={','.join(modules)}", *options)
    except BaseException:
        drop(env, name)
        raise


def install(env, name, log, *options):
    """Run Odoo once on a database to install or upgrade addons."""
    odoo.run_logged(
        env,
        log,
        f"--database={name}",
        *options,
        "--stop-after-init",
        "--no-http",
        "--max-cron-threads=0",
    )
