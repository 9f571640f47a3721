# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""PostgreSQL's programs, and who runs them where."""

import contextlib
import hashlib
import os
import pwd
import re
import stat
import subprocess
from pathlib import Path

from launcher import apt, paths
from launcher.console import ClubError

MINIMUM = 13  # Odoo 19's


def binaries(client_only=False):
    """Folder of PostgreSQL's programs, 13 or newer.

    :param client_only: psql and pg_dump are enough
    :raise ClubError: there is none and it cannot be installed
    """
    programs = ("psql", "pg_dump", "pg_restore")
    if not client_only:
        programs += ("initdb", "pg_ctl", "postgres")
    found = _find(programs)
    if not found:
        packages = ["postgresql-client"] if client_only else ["postgresql"]
        advice = apt.install(packages, "the database")
        found = _find(programs)
        if not found:
            raise ClubError(f"PostgreSQL {MINIMUM} or newer is missing.", advice or "Install it.")
    return found


def _find(programs):
    wanted = version_of_files()
    places = [*Path("/usr/lib/postgresql").glob("*/bin")]
    places += [Path(place) for place in os.get_exec_path() if place]
    versions = []
    for place in places:
        if all(os.access(place / program, os.X_OK) for program in programs):
            number = version(place / programs[-1])
            if number >= MINIMUM:
                versions.append((number == wanted, number, place))
    return max(versions)[2] if versions else None


def version(program):
    """Major version of one of PostgreSQL's programs, 0 when it does not tell."""
    text = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\b(\d+)(?:\.\d+|devel|beta|rc)", text)
    return int(found.group(1)) if found else 0


def version_of_files():
    """Major version the embedded cluster was made with, None when there is none."""
    try:
        return int((folder() / "pg" / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def folder():
    """Parent of the cluster's files and socket: home, where the cluster may enter it.

    Started by root, PostgreSQL runs as another user, who cannot enter /root.
    """
    home = paths.home()
    owner = account()
    if owner is None or _may_enter(home, owner):
        return home
    return Path("/var/lib") / f"clubhouse-{short(home)}"


def clean_environ():
    """Our environment without variables that would lead PostgreSQL's programs elsewhere."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C.UTF-8"}


def account():
    """Who the server runs as when we are root (which it refuses), else None: us."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ClubError(
        "There is neither a user postgres nor nobody, and PostgreSQL does not run as root.",
        "Add one: useradd --system postgres",
    )


def _may_enter(place, account):
    """Whether an account may enter a folder (or what of it exists)."""
    for part in (place, *place.parents):
        with contextlib.suppress(FileNotFoundError):
            status = part.stat()
            if status.st_uid == account.pw_uid:
                bit = stat.S_IXUSR
            elif status.st_gid == account.pw_gid:
                bit = stat.S_IXGRP
            else:
                bit = stat.S_IXOTH
            if not status.st_mode & bit:
                return False
    return True


def short(path):
    """A short name for a path, for folders that must lie elsewhere."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:8]
