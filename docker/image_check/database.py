# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""A PostgreSQL as compose.yaml describes it: its options, its role script, passwords."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from image_check import shell
from launcher import postgres
from launcher.console import step


class Database:
    """A private cluster on a port of this machine, thrown away afterwards."""

    def __init__(self, service, port):
        """
        :param service: the service of compose.yaml
        :param port: on 127.0.0.1
        """
        self.service = service
        self.port = port
        self.bin = postgres.binaries()
        self.variables = {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(port),
            "PGUSER": "odoo",
            "PGPASSWORD": service["environment"]["CLUB_DB_PASSWORD"],
        }

    @contextlib.contextmanager
    def running(self):
        step("PostgreSQL with the options of compose.yaml")
        account = _account()
        folder = Path(tempfile.mkdtemp(prefix="club-pg-"))
        os.chown(folder, account.pw_uid, account.pw_gid)
        who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        password = self.service["environment"]["POSTGRES_PASSWORD"]
        try:
            secret = folder / "secret"
            secret.write_text(password)
            os.chown(secret, account.pw_uid, account.pw_gid)
            shell.run(
                [self.bin / "initdb", f"--pgdata={folder / 'data'}", "--username=postgres",
                 "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8",
                 "--locale=C.UTF-8", "--no-sync"],
                cwd=folder, env=postgres.clean_environ(), **who,
            )  # fmt: skip
            secret.unlink()
            yield from self._serving(folder, password, who)
        finally:
            shutil.rmtree(folder)

    def _serving(self, folder, password, who):
        log = folder / "log"
        # The image's own "postgres" command, and where we listen; fsync is for real data.
        options = self.service["command"][1:]
        command = [self.bin / "postgres", "-D", folder / "data", *options, "-p", str(self.port),
                   "-c", "listen_addresses=127.0.0.1", "-k", folder, "-c", "fsync=off"]  # fmt: skip
        with open(log, "wb") as output:
            server = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder,
                env=postgres.clean_environ(), start_new_session=True, **who,
            )  # fmt: skip
        try:
            # The same question as the health check of compose.yaml asks.
            test = self.service["healthcheck"]["test"][1:]
            ready = [self.bin / test[0], *test[1:], f"--port={self.port}"]
            shell.wait_until(
                lambda: subprocess.run(ready, capture_output=True).returncode == 0,
                30, "PostgreSQL", server, log,
            )  # fmt: skip
            script = Path(self.service["volumes_of"]["/docker-entrypoint-initdb.d/10-role.sh"])
            shell.run(
                ["bash", script],
                env={
                    **postgres.clean_environ(),
                    **self.service["environment"],
                    "PATH": f"{self.bin}:{os.environ['PATH']}",
                    "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGPASSWORD": password,
                },
            )  # fmt: skip
            yield self
        finally:
            server.terminate()
            server.wait(timeout=60)

    def query(self, sql, database):
        """Rows of a query as lists of texts, asked as Odoo's role."""
        output = shell.run(
            [self.bin / "psql", "--no-psqlrc", "--tuples-only", "--no-align",
             "--field-separator=\t", f"--dbname={database}", f"--command={sql}"],
            env={**postgres.clean_environ(), **self.variables},
        )  # fmt: skip
        return [line.split("\t") for line in output.splitlines()]


def _account():
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise LookupError("neither a user postgres nor nobody")
