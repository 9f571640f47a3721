# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The embedded PostgreSQL cluster: on a Unix socket only, in our own folder.

It is shared by all commands that run at once; the last one to leave stops it.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from launcher import console, paths, postgres, steps
from launcher.console import ClubError

ROLE = "odoo"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET = 103  # sun_path holds 108 bytes on Linux; PostgreSQL adds ".lock" to it
CONFIGURATION = """# Written by ./club at every start.
listen_addresses = ''
unix_socket_directories = '{run}'
unix_socket_permissions = 0777  # the folder is the gate: it is its owner's alone
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
synchronous_commit = off  # a crash may lose the last moment, never consistency
jit = off  # Odoo's many short queries only pay for it
log_line_prefix = '%m [%p] %d '
timezone = 'UTC'
"""
# Files of tables and indexes that the file system has lost.
LOST = (
    "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'i', 't', 'S', 'm') "
    "AND relpersistence = 'p' AND pg_stat_file(pg_relation_filepath(oid), true) IS NULL"
)


class Cluster:
    """The embedded cluster of one home folder."""

    def __init__(self, bin_folder):
        self.bin = bin_folder
        self.files = postgres.folder() / "pg"
        self.account = postgres.account()
        self._users = None

    @property
    def run(self):
        """Folder of the socket, ours alone."""
        beside = postgres.folder() / "run"
        if len(str(beside / SOCKET).encode()) <= LONGEST_SOCKET - len(".lock"):
            return beside
        return (
            Path(tempfile.gettempdir()) / f"club-{os.getuid()}-{postgres.short(postgres.folder())}"
        )

    @property
    def variables(self):
        """libpq's variables to reach it."""
        return {"PGHOST": str(self.run), "PGPORT": "5432", "PGUSER": ROLE}

    def enter(self):
        """Use the cluster: make it, mend it and start it as far as needed."""
        paths.home().mkdir(parents=True, exist_ok=True)
        self._users = open(paths.home() / "cluster.users", "a")  # noqa: SIM115
        fcntl.flock(self._users, fcntl.LOCK_SH)
        if self._answers():
            return
        self._require_files()
        if self._start() and not self._damage():
            return
        self._set_aside()
        self._require_files()
        if not self._start():
            raise ClubError(
                "The database cluster does not start.\n" + self._log_tail(),
                f"Its log: {self.files}/server.log. ./club reset --all starts from nothing.",
            )

    def leave(self):
        """Stop using it; whoever leaves last stops it."""
        if self._users is None:
            return
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody else uses it
        else:
            self.stop()
        self._users.close()
        self._users = None

    def stop(self):
        """Stop the server, whoever uses it."""
        if (self.files / "postmaster.pid").exists():
            self._control("stop", "-m", "fast", "-w", "-t", "60")

    @classmethod
    def here(cls):
        """The cluster of this home folder, or None when none was made."""
        if not (postgres.folder() / "pg").exists():
            return None
        return cls(postgres.binaries())

    def remove(self):
        """Stop the server and remove its files.

        :raise ClubError: another command uses it
        """
        with open(paths.home() / "cluster.users", "a") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ClubError("Another ./club is running.", "Stop it first.") from None
            self._remove()

    def _remove(self):
        self.stop()
        shutil.rmtree(self.files, ignore_errors=True)
        shutil.rmtree(self.run, ignore_errors=True)
        if postgres.folder() != paths.home():
            shutil.rmtree(postgres.folder(), ignore_errors=True)
        steps.forget("cluster")

    # -- files ---------------------------------------------------------------

    def _require_files(self):
        if steps.done("cluster", str(self.files)) and (self.files / "PG_VERSION").exists():
            self._check_version()
            return
        if steps.done("cluster", str(self.files)):
            self._set_aside()
        console.step("Making a database cluster")
        steps.forget("cluster")
        shutil.rmtree(self.files, ignore_errors=True)
        self._own(self.files.parent, mode=None)
        self._own(self.files)
        self._as_owner(
            [
                self.bin / "initdb",
                f"--pgdata={self.files}",
                f"--username={ROLE}",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            "The database cluster could not be made",
        )
        steps.finish("cluster", str(self.files))

    def _check_version(self):
        files, programs = postgres.version_of_files(), postgres.version(self.bin / "postgres")
        if files != programs:
            raise ClubError(
                f"The database is of PostgreSQL {files}, the programs here of {programs}.",
                f"Install PostgreSQL {files} again; or, with it, ./club backup, then "
                "./club reset --all, and ./club restore.",
            )

    def _set_aside(self):
        """Keep damaged files (they may hold somebody's work) and begin anew."""
        self.stop()
        if self.files.exists():
            aside = self.files.with_name(f"pg.damaged-{int(time.time())}")
            self.files.rename(aside)
            console.warn(f"The database cluster was damaged. It was kept as {aside}.")
        steps.forget("cluster")

    def _damage(self):
        """Number of databases that have lost files."""
        names = self._rows("postgres", "SELECT datname FROM pg_database WHERE datallowconn")
        if names is None:
            return 1
        counts = [self._rows(name, LOST) for name in names]
        return sum(1 for count in counts if count != ["0"])

    def _rows(self, database, sql):
        done = subprocess.run(
            [self.bin / "psql", "-XAtq", "-d", database, "-c", sql],
            env={**postgres.clean_environ(), **self.variables},
            capture_output=True,
            text=True,
        )
        return None if done.returncode else done.stdout.split("\n")[:-1]

    # -- server --------------------------------------------------------------

    def _answers(self):
        if not (self.run / SOCKET).exists():
            return False
        return self._rows("postgres", "SELECT 1") == ["1"]

    def _start(self):
        """Start the server; False when it does not come up."""
        self._own(self.run)
        configuration = CONFIGURATION.format(run=str(self.run).replace("'", "''"))
        (self.files / "postgresql.conf").write_text(configuration)
        if (self.files / "postmaster.pid").exists() and self._control("status") == 0:
            # It runs but nobody can reach it: its socket was removed.
            self._control("stop", "-m", "fast", "-w", "-t", "60")
        log = self.files / "server.log"
        return self._control("start", "-w", "-t", "120", "-s", "-l", str(log)) == 0

    def _control(self, *args):
        return self._as_owner([self.bin / "pg_ctl", f"--pgdata={self.files}", *args])

    def _log_tail(self):
        with contextlib.suppress(OSError):
            text = (self.files / "server.log").read_text(errors="replace")
            return "\n".join(text.splitlines()[-5:])
        return ""

    # -- the account it runs as ----------------------------------------------

    def _own(self, folder, mode=0o700):
        folder.mkdir(parents=True, exist_ok=True)
        owner = self.account.pw_uid if self.account else os.getuid()
        if mode is None:
            return
        if folder.stat().st_uid not in (owner, os.getuid()) or folder.is_symlink():
            raise ClubError(f"{folder} belongs to somebody else.", "Remove it.")
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        folder.chmod(mode)

    def _as_owner(self, command, failure=None):
        identity = {}
        if self.account:
            identity = {
                "user": self.account.pw_uid,
                "group": self.account.pw_gid,
                "extra_groups": [],
            }
        # Output to a file, not a pipe: the server would keep a pipe open for ever.
        with tempfile.TemporaryFile("w+") as output:
            code = subprocess.run(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.files if self.files.exists() else "/",
                env=postgres.clean_environ(),
                start_new_session=True,  # Ctrl-C is for us; we stop it in order
                **identity,
            ).returncode
            if code and failure:
                output.seek(0)
                tail = "\n".join(output.read().strip().splitlines()[-6:])
                raise ClubError(f"{failure}.\n{tail}", "Mend what it says, then run it again.")
        return code
