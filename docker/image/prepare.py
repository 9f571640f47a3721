#!/usr/bin/env python3
# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Bring the database to what this image holds; run before Odoo serves it.

No database yet: one is made, with country, language and the administrator's password
set before anything can be served, then our addons are installed.
There already: addons that are new are installed, addons whose files differ from the
ones last installed are upgraded, and everything when Odoo itself is another build.
Nothing to do: over in a second. Killed at any point, the next run carries on; two at
once wait for each other.

Environment, besides Odoo's own (PGHOST, PGDATABASE, ODOO_...):

- CLUB_ADMIN_PASSWORD: first password of the user "admin"; needed for a new database
- CLUB_COUNTRY: code of the club's country, which decides the chart of accounts
- CLUB_LANGUAGES: comma-separated, the first is the administrator's
- CLUB_ADDONS: comma-separated; by default all in the image
- CLUB_COMPANIONS: "no" leaves the OCA companions out
"""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import sys
import time
from pathlib import Path

import psycopg2

from odoo import SUPERUSER_ID, api, release
from odoo.modules.registry import Registry
from odoo.service import db as database_service
from odoo.sql_db import close_db
from odoo.tools import config
from odoo.tools.translate import load_language

HERE = Path("/opt/clubhouse")
RECORD = "clubhouse.installed_addons"
LOCK = 0x636C7562  # "club": one preparation at a time in a PostgreSQL cluster


class Failure(Exception):
    """Something the administrator can put right; the text says how."""


def say(text):
    print(f"club-prepare: {text}", flush=True)


def folders():
    """Addons to install by name: ours, and the companions unless refused."""
    places = [HERE / "addons"]
    if os.environ.get("CLUB_COMPANIONS", "yes").lower() not in ("no", "0", "false"):
        places.append(HERE / "companions/odoo/addons")
    found = {
        manifest.parent.name: manifest.parent
        for place in places
        for manifest in sorted(place.glob("*/__manifest__.py"))
    }
    chosen = [name.strip() for name in os.environ.get("CLUB_ADDONS", "").split(",") if name.strip()]
    if unknown := sorted(set(chosen) - set(found)):
        held = ", ".join(found)
        raise Failure(f"CLUB_ADDONS names {', '.join(unknown)}; this image holds {held}.")
    return {name: found[name] for name in chosen} if chosen else found


def digest(folder):
    """Fingerprint of an addon's files, so that a change is noticed whatever its version."""
    summary = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            summary.update(str(path.relative_to(folder)).encode() + b"\0")
            summary.update(hashlib.sha256(path.read_bytes()).digest())
    return summary.hexdigest()[:16]


@contextlib.contextmanager
def server_connection(patience=120):
    """Connection to the database "postgres", kept for its advisory lock."""
    deadline = time.monotonic() + patience
    while True:
        try:
            connection = psycopg2.connect(dbname="postgres")  # the rest from PG*
            break
        except psycopg2.OperationalError as error:
            # A wrong password does not get better by waiting.
            if "authentication failed" in str(error) or time.monotonic() > deadline:
                raise Failure(f"PostgreSQL cannot be reached: {error}".strip()) from error
            time.sleep(1)
    connection.autocommit = True
    try:
        if connection.server_version < release.MIN_PG_VERSION * 10000:
            raise Failure(
                f"PostgreSQL {connection.server_version // 10000} is too old: Odoo "
                f"{release.series} needs {release.MIN_PG_VERSION} or newer."
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
            yield cursor
    finally:
        connection.close()


def exists(cursor, name):
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
    return bool(cursor.fetchone())


@contextlib.contextmanager
def environment(name):
    with Registry(name).cursor() as cursor:
        yield api.Environment(cursor, SUPERUSER_ID, {})


def languages():
    codes = os.environ.get("CLUB_LANGUAGES", "en_US").split(",")
    return [code.strip() for code in codes if code.strip()] or ["en_US"]


def create(cursor, name):
    """Make the database under another name and rename it when it is safe to serve.

    So a run that was killed leaves a database which nobody can sign in to with Odoo's
    initial password, and which the next run may drop without asking.
    """
    password = os.environ.get("CLUB_ADMIN_PASSWORD")
    if not password:
        raise Failure("a new database needs CLUB_ADMIN_PASSWORD (or CLUB_ADMIN_PASSWORD_FILE).")
    country = os.environ.get("CLUB_COUNTRY", "").upper()
    nursery = f"{name}_preparing"
    cursor.execute(f'DROP DATABASE IF EXISTS "{nursery}" WITH (FORCE)')
    files, nursery_files = Path(config.filestore(name)), Path(config.filestore(nursery))
    shutil.rmtree(nursery_files, ignore_errors=True)

    say(f"creating database {name}")
    database_service._create_empty_database(nursery)
    Registry.new(nursery, update_module=True, new_db_demo=False)
    with environment(nursery) as env:
        if country:
            found = env["res.country"].search([("code", "=", country)])
            if not found:
                raise Failure(f"CLUB_COUNTRY is {country}, which is no country's code.")
            env.ref("base.main_company").write(
                {"country_id": found.id, "currency_id": found.currency_id.id}
            )
        # Every module installed from now on brings its translations for active languages.
        for code in languages():
            load_language(env.cr, code)
        env.ref("base.user_admin").write({"password": password, "lang": languages()[0]})

    Registry.delete(nursery)
    close_db(nursery)
    # Files are named by their content: a copy can be repeated and mixed with others.
    if nursery_files.exists():
        shutil.copytree(nursery_files, files, dirs_exist_ok=True)
    cursor.execute(f'ALTER DATABASE "{nursery}" RENAME TO "{name}"')
    shutil.rmtree(nursery_files, ignore_errors=True)


def states(name):
    """Names of the addons that are installed, and what was recorded of the last run."""
    with psycopg2.connect(dbname=name) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.ir_module_module')")
        if cursor.fetchone()[0] is None:
            raise Failure(
                f"the database {name} exists but is not Odoo's. Drop it if it is empty, "
                "or name another one in PGDATABASE."
            )
        cursor.execute("SELECT name FROM ir_module_module WHERE state = 'installed'")
        installed = {row[0] for row in cursor}
        cursor.execute("SELECT value FROM ir_config_parameter WHERE key = %s", (RECORD,))
        row = cursor.fetchone()
    connection.close()
    return installed, json.loads(row[0]) if row else {}


def prepare(name):
    wanted = folders()
    present = {addon: digest(folder) for addon, folder in wanted.items()}
    present["odoo"] = release.version
    with server_connection() as cursor:
        if not exists(cursor, name):
            create(cursor, name)
        installed, recorded = states(name)
        missing = sorted(set(wanted) - installed)
        changed = sorted(
            addon for addon in set(wanted) & installed if recorded.get(addon) != present[addon]
        )
        if recorded and recorded.get("odoo") != present["odoo"]:
            say(f"Odoo was {recorded.get('odoo')} and is {present['odoo']}: upgrading all")
            changed = ["base"]
        if not missing and not changed:
            say(f"database {name} is up to date")
            return
        if missing:
            say(f"installing {', '.join(missing)}")
        if changed:
            say(f"upgrading {', '.join(changed)}")
        Registry.new(name, update_module=True, install_modules=missing, upgrade_modules=changed)
        installed, _recorded = states(name)
        if absent := sorted(set(wanted) - installed):
            raise Failure(f"not installed: {', '.join(absent)}. The log above says why.")
        with environment(name) as env:
            env["ir.config_parameter"].set_param(RECORD, json.dumps(present, sort_keys=True))
        say(f"database {name} is ready")


def keep_identity_key():
    """Make the key that identity numbers are encrypted by, where none is given; once."""
    if os.environ.get("CLUBHOUSE_IDENTITY_KEY") or os.environ.get("CLUBHOUSE_IDENTITY_KEY_FILE"):
        return
    path = Path(config["data_dir"]) / "clubhouse_identity.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    say(f"made {path}: keep a copy apart from the backups, no identity number is readable without")


def main():
    config.parse_config(sys.argv[1:], setup_logging=True)
    if len(config["db_name"]) != 1:
        raise Failure("name one database in PGDATABASE.")
    keep_identity_key()
    prepare(config["db_name"][0])


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        say(f"failed: {failure}")
        sys.exit(1)
