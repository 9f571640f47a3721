# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""``./club backup FILE`` and ``./club restore FILE``: a database with its files in one zip.

The archive holds ``manifest.json``, ``database.dump`` (pg_dump's custom format) and the
folder ``filestore``.
"""

import datetime
import json
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from launcher import console, databases, environment, postgres
from launcher.console import ClubError

FORMAT = 1
MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "filestore/"


def backup(options):
    """Write a database and its filestore into one archive.

    :raise ClubError: no such database, or the file is there already and not forced
    """
    target = Path(options.file).absolute()
    if target.exists() and not options.force:
        raise ClubError(f"{target} exists.", "Choose another name, or add --force.")
    if not target.parent.is_dir():
        raise ClubError(f"There is no folder {target.parent}.", "Make it first.")
    with environment.prepared(options, ("postgres",)) as env:
        _require_database(env, options.database)
        partial = target.with_name(f".{target.name}.part")
        try:
            with tempfile.TemporaryDirectory(dir=target.parent, prefix=".club-") as folder:
                _write(env, options.database, partial, Path(folder) / DUMP)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    console.step(f"Wrote {target} ({target.stat().st_size / 1e6:.1f} MB)")


def _require_database(env, name):
    databases.require_name(name)
    if databases.exists(env, name):
        return
    names = databases.query(
        env, "postgres", "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1"
    )
    known = ", ".join(row[0] for row in names if row[0] != "postgres") or "none"
    raise ClubError(f"There is no database {name}.", f"Known: {known}. Choose: --database NAME")


def _write(env, name, target, dump):
    console.step(f"Dumping the database {name}")
    # Ownership, grants and comments belong to the server, not to the club's data.
    options = ["--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
    _program(env, "pg_dump", *options, f"--file={dump}", f"--dbname={name}")
    # The database first: a file attached meanwhile is one too many, never one too few.
    folder = databases.filestore(env, name)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lost = databases.missing_files(env, name)
    if lost:
        console.warn(f"{len(lost)} files the database refers to are not in the filestore.")
    console.step(f"Packing {len(files)} files")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(_manifest(env, name, len(files)), indent=2))
        archive.write(dump, DUMP, zipfile.ZIP_STORED)  # compressed already
        for path in files:
            try:
                archive.write(path, FILES + path.relative_to(folder).as_posix())
            except FileNotFoundError:
                continue  # Odoo collected it as garbage meanwhile
    target.chmod(0o600)  # it holds everything about everybody


def _manifest(env, name, files):
    sql = "SELECT name, latest_version FROM ir_module_module WHERE state = 'installed' ORDER BY 1"
    modules = dict(databases.query(env, name, sql))
    server = databases.query(env, "postgres", "SHOW server_version")[0][0]
    return {
        "format": FORMAT,
        "database": name,
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "odoo": modules.get("base"),
        "postgresql": server,
        "files": files,
        "modules": modules,
        "note": databases.noted(env, name),
    }


def restore(options):
    """Read an archive into a database; the old one goes only when the new one is whole.

    :raise ClubError: it is no sound archive, or the database exists and is not forced
    """
    source = Path(options.file).absolute()
    name = options.database
    databases.require_name(name)
    manifest = _check(source)
    with environment.prepared(options, ("postgres",)) as env:
        if databases.exists(env, name) and not options.force:
            raise ClubError(
                f"The database {name} exists.",
                "Restore under another name (--database NAME), or overwrite it with --force.",
            )
        partial = f"{name[:50]}_restoring"
        try:
            _read(env, source, partial, manifest)
        except BaseException:
            databases.drop(env, partial)
            raise
        databases.drop(env, name)
        databases.rename(env, partial, name)
    console.step(f"Restored {source.name} of {manifest['date']} as database {name}")


def _check(source):
    """The manifest of an archive that is complete and undamaged."""
    hint = "Use an archive written by ./club backup."
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            names = archive.namelist()
            damaged = archive.testzip()
    except FileNotFoundError:
        raise ClubError(f"There is no file {source}.", "Check the name.") from None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ClubError(f"{source} is no backup, or a damaged one: {error}", hint) from None
    if damaged:
        raise ClubError(f"{source} is damaged at {damaged}.", "Use another backup.")
    if manifest.get("format") != FORMAT or DUMP not in names:
        raise ClubError(f"{source} is no backup this version can read.", hint)
    if not str(manifest.get("odoo")).startswith("19.0"):
        raise ClubError(f"{source} is of Odoo {manifest.get('odoo')}.", "Odoo 19.0 is needed.")
    for entry in names:
        path = PurePosixPath(entry)
        if path.is_absolute() or ".." in path.parts:
            raise ClubError(f"{source} holds the unsafe name {entry}.", hint)
    if sum(1 for entry in names if entry.startswith(FILES)) < manifest["files"]:
        console.warn("The archive holds fewer files than it says.")
    return manifest


def _read(env, source, name, manifest):
    databases.drop(env, name)
    databases.create(env, name)
    folder = databases.filestore(env, name)
    folder.mkdir(parents=True)
    with zipfile.ZipFile(source) as archive:
        console.step(f"Unpacking {manifest['files']} files")
        for entry in archive.infolist():
            if entry.filename.startswith(FILES) and not entry.is_dir():
                target = folder / entry.filename[len(FILES) :]
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(entry) as packed, open(target, "wb") as file:
                    shutil.copyfileobj(packed, file)
        console.step(f"Restoring the database {manifest['database']}")
        with tempfile.TemporaryDirectory(dir=env.home, prefix="restore-") as temporary:
            dump = archive.extract(DUMP, temporary)
            options = ["--no-owner", "--no-privileges", "--exit-on-error", "--jobs=2"]
            _program(env, "pg_restore", *options, f"--dbname={name}", dump)
    databases.query(env, name, "ANALYZE")
    databases.note(env, name, manifest.get("note"))


def _program(env, program, *args):
    done = subprocess.run(
        [env.pg_bin / program, *args],
        env={**postgres.clean_environ(), **env.pg_env},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        tail = "\n".join(done.stderr.strip().splitlines()[-5:])
        raise ClubError(
            f"{program} failed.\n{tail}",
            "Its version must not be older than the server's; mend what it says.",
        )
