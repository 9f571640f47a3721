# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""``./club up``: a club to work in, served on localhost."""

import contextlib

from launcher import addons, console, databases, environment, odoo, paths, steps
from launcher.console import ClubError
from launcher.demo_users import DEMO_USERS

DEMO, LIVE = "club", "club_live"


def main(options):
    """Set up what is missing, serve, and say where and for whom, until Ctrl-C."""
    odoo.require_free(options.port)  # rather now than in five minutes
    need = ("odoo", "companions", "postgres", "pdf")
    with environment.prepared(options, need) as env:
        name = DEMO if options.demo else LIVE
        with steps.exclusive(f"database-{name}"):
            _database(env, name, options.demo)
        console.step("Starting Odoo")
        _set_address(env, name, options.port)
        log = paths.logs() / "odoo.log"
        with odoo.serve(env, name, options.port, log) as server:
            odoo.wait_for(server, "/web/login")
            console.step(f"Odoo serves the database {name}")
            print(_welcome(env, name, server), flush=True)
            code = server.process.wait()
            raise ClubError(
                f"Odoo ended by itself (code {code}).\n{odoo.tail(log)}", f"Full log: {log}"
            )


def _database(env, name, demo):
    """The database with all addons as they are now."""
    if not databases.exists(env, name):
        _make(env, name, demo)
        return
    _restore_files(env, name, demo)
    _upgrade(env, name)


def _make(env, name, demo):
    # Under another name until it is whole: what is called "club" was finished once.
    unfinished = f"{name}_unfinished"
    databases.drop(env, unfinished)
    if demo:
        databases.clone(env, databases.template(env, "demo"), unfinished)
        _be_another(env, unfinished)
    else:
        modules = databases.modules_of("live")
        databases.build(env, unfinished, modules, language=databases.LANGUAGE)
    databases.note(env, unfinished, addons.fingerprints())
    databases.rename(env, unfinished, name)


def _be_another(env, name):
    """A copy is not the same database: its sessions and its identity are its own."""
    sql = """UPDATE ir_config_parameter SET value = gen_random_uuid()::text
              WHERE key IN ('database.uuid', 'database.secret')"""
    databases.query(env, name, sql)


def _upgrade(env, name):
    """Upgrade the addons that changed since last time, install the new ones."""
    before = databases.noted(env, name)
    before = before if isinstance(before, dict) else {}
    now = addons.fingerprints()
    sql = "SELECT name FROM ir_module_module WHERE state IN ('installed', 'to upgrade')"
    installed = {module for (module,) in databases.query(env, name, sql)}
    changed = sorted(a for a in now if a in installed and before.get(a) != now[a])
    new = sorted(set(databases.modules_of("demo")) - installed)
    if not changed and not new:
        return
    console.step(
        "; ".join(
            f"{verb} {', '.join(modules)}"
            for verb, modules in (("Upgrading", changed), ("Installing", new))
            if modules
        )
    )
    choices = [("update", changed), ("init", new)]
    arguments = [f"--{option}={','.join(modules)}" for option, modules in choices if modules]
    databases.install(env, name, paths.logs() / f"upgrade-{name}.log", *arguments)
    databases.note(env, name, now)


def _restore_files(env, name, demo):
    """Put files back that the filestore lost, as far as they can be had again.

    Files are named by their content: the same file of another database will do. A bundle
    of scripts or styles is made again by Odoo when its record is gone.
    """
    missing = databases.missing_files(env, name)
    if not missing:
        return
    console.step(f"Mending the filestore: {len(missing)} files are missing")
    if demo:
        source = databases.filestore(env, databases.template(env, "demo"))
        for file in missing:
            target = databases.filestore(env, name) / file
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                databases.link(source / file, target)
    sql = """DELETE FROM ir_attachment WHERE url LIKE '/web/assets/%' AND store_fname IN
             (SELECT jsonb_array_elements_text(:'missing'::jsonb))"""
    missing = databases.missing_files(env, name)
    databases.query(env, name, sql, missing=_json(missing))
    lost = databases.missing_files(env, name)
    if lost:
        console.warn(
            f"{len(lost)} files people had attached are lost (the first: {lost[0]}). "
            "./club restore FILE brings back a backup; ./club reset starts anew."
        )


def _json(names):
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _set_address(env, name, port):
    """Printing loads its styles from this address, also before an administrator logs in."""
    sql = """UPDATE ir_config_parameter SET value = :'url' WHERE key = 'web.base.url'
                AND NOT EXISTS (SELECT 1 FROM ir_config_parameter
                                 WHERE key = 'web.base.url.freeze')"""
    databases.query(env, name, sql, url=f"http://localhost:{port}")


def _welcome(env, name, server):
    sql = "SELECT login FROM res_users WHERE active AND login IS NOT NULL"
    logins = {login for (login,) in databases.query(env, name, sql)}
    rows = [(role, login, login) for role, login in DEMO_USERS if login in logins]
    users = console.table(("Role", "Login", "Password"), rows)
    return f"\n  {server.url}\n\n{users}\n\n  Log: {server.log}\n  Ctrl-C stops it.\n"
