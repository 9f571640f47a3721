# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""The image built, its database prepared and Odoo serving, as ``docker compose up`` does."""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from image_check import base, compose, proxy, shell
from image_check.buildah import Buildah
from image_check.database import Database
from launcher import paths
from launcher.console import step

IMAGE = "localhost/clubhouse-check"
LOUD = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) .*", re.MULTILINE)
DATABASE = "club"
#: What buildah itself adds when a command fails; nothing else was said.
WORDLESS = re.compile(r"(subprocess exited with status \d+\n|Error: exit status \d+\n)*")
ATTEMPTS = 3


def new_settings():
    """What an administrator writes into docker/.env, with passwords nobody knows."""
    return {name: secrets.token_hex(12) for name in compose.REQUIRED}


def services(settings):
    """compose.yaml's services, each with its mounts by target under "volumes_of"."""
    found = compose.read(settings)["services"]
    for service in found.values():
        service["volumes_of"] = dict(_mounts(service.get("volumes", ())))
    return found


def _mounts(volumes):
    """(target, source); Compose 1 writes "source:target:mode", Compose 2 an object."""
    for volume in volumes:
        if isinstance(volume, str):
            source, target = volume.split(":")[:2]
        else:
            source, target = volume["source"], volume["target"]
        yield target, source


def build_image(buildah):
    """Build docker/Dockerfile on the official image or its stand-in."""
    on = base.base_image(buildah)
    packages, pip = _packages()
    step(f"building docker/Dockerfile on {on}")
    buildah(
        "bud", "--quiet", "--isolation=chroot", "--network=host", "--format=docker",
        "--pull-never", f"--build-arg=BASE_IMAGE={on}",
        f"--file={paths.ROOT / 'docker/Dockerfile'}",
        f"--ignorefile={paths.ROOT / 'docker/Dockerfile.dockerignore'}",
        f"--volume={packages}:/mnt/packages:ro", f"--volume={pip}:/etc/pip.conf:ro",
        f"--tag={IMAGE}", paths.ROOT,
    )  # fmt: skip
    # The image of the last check has lost its name to this one.
    buildah("rmi", "--prune")
    return IMAGE


def _packages():
    """The locked Python packages and a pip configuration that finds only those.

    They are fetched outside, with this machine's own settings (index, proxy, authority),
    which inside the build would not be known.
    """
    locks = [paths.ROOT / "docker/requirements.txt", paths.ROOT / "requirements-companions.txt"]
    key = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()[:12]
    folder = paths.home() / "docker" / f"packages-{key}"
    if not folder.exists():
        step("fetching the image's Python packages")
        partial = folder.with_suffix(".part")
        shutil.rmtree(partial, ignore_errors=True)
        for lock in locks:
            shell.run(
                [paths.venv() / "bin/python", "-m", "pip", "download", "--quiet", "--no-deps",
                 "--require-hashes", "--dest", partial, "--requirement", lock],
                what="pip download",
            )  # fmt: skip
        partial.rename(folder)
    pip = paths.home() / "docker" / "pip.conf"
    pip.write_text("[global]\nno-index = true\nfind-links = /mnt/packages\n")
    return folder, pip


def descendants(ancestor):
    """Ids of all processes that a process has started, the eldest first."""
    children = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            children.setdefault(int(parent), []).append(int(entry.name))
    found, waiting = [], [ancestor]
    while waiting:
        born = sorted(children.get(waiting.pop(0), ()))
        waiting += born
        found += born
    return found


def _command_line(pid):
    """The arguments of a process, but for buildah's, which name the container's too."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
    return "" if "buildah" in line else line


class Product:
    """A container of the image with its database; the ports are this machine's."""

    def __init__(self, buildah, name, root, database, found, settings):
        self.buildah = buildah
        self.container = name
        self.root = root
        self.database = database
        self.services = found
        self.settings = settings
        self.config = buildah.inspect(IMAGE)
        self.http_port, self.websocket_port = shell.free_ports(2)
        self.log = None
        self.server = None

    def environment(self, service):
        """A compose service's environment, but for the addresses."""
        ports = {
            "ODOO_HTTP_PORT": str(self.http_port),
            "ODOO_GEVENT_PORT": str(self.websocket_port),
            "ODOO_HTTP_INTERFACE": "127.0.0.1",
        }
        return {
            **self.services[service]["environment"],
            "PGHOST": self.database.variables["PGHOST"],
            "PGPORT": self.database.variables["PGPORT"],
            **ports,
        }

    def command(self, arguments, environment, volumes=()):
        """Command line that does what an engine does: entry point, then arguments."""
        entry = [*self.config["Entrypoint"], *arguments]
        return self.buildah.run_command(self.container, entry, environment, volumes)

    def start(self, arguments, environment, volumes=()):
        """Run to the end; return exit code and output together.

        What a command says at its very end gets lost in buildah at times: one that failed without
        a word of its own is run again.
        """
        for _attempt in range(ATTEMPTS):
            done = subprocess.run(
                self.command(arguments, environment, volumes),
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, errors="replace",
            )  # fmt: skip
            if not (done.returncode and WORDLESS.fullmatch(done.stdout)):
                break
        return done.returncode, done.stdout

    def prepare(self, **changes):
        """The "init" service; return its exit code and output."""
        return self.start(
            self.services["init"]["command"], {**self.environment("init"), **changes}
        )

    def prepare_until(self, condition):
        """Start the "init" service and kill it with all its processes at a condition."""
        command = self.command(self.services["init"]["command"], self.environment("init"))
        with tempfile.NamedTemporaryFile(prefix="club-init-") as log:
            run = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
            shell.wait_until(condition, 120, "club-prepare", run, log.name)
            for pid in [*descendants(run.pid), run.pid]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            run.wait()

    def databases(self):
        """Names of the databases there are."""
        rows = self.database.query("SELECT datname FROM pg_database", "postgres")
        return [row[0] for row in rows]

    @contextlib.contextmanager
    def serving(self):
        """The "odoo" service, until it answers; stopped in order afterwards."""
        step("starting Odoo from the image")
        with tempfile.NamedTemporaryFile(prefix="club-odoo-", suffix=".log") as log:
            self.log = Path(log.name)
            self.server = subprocess.Popen(
                self.command(self.services["odoo"]["command"], self.environment("odoo")),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
            try:
                shell.wait_until(
                    lambda: shell.listens(self.http_port) and shell.listens(self.websocket_port),
                    120, "Odoo", self.server, self.log,
                )  # fmt: skip
                yield self
            finally:
                self.stop()

    def stop(self):
        """End Odoo as an engine does: SIGTERM to the first process, then wait.

        :return: Odoo's exit code
        """
        if self.server.poll() is None:
            for pid in self.processes()[:1]:
                os.kill(pid, signal.SIGTERM)
            try:
                self.server.wait(timeout=60)
            except subprocess.TimeoutExpired:
                for pid in [*self.processes(), self.server.pid]:
                    os.kill(pid, signal.SIGKILL)
                raise
        return self.server.returncode

    def processes(self):
        """Ids of Odoo's processes: the first has started all the others."""
        return [pid for pid in descendants(self.server.pid) if "odoo" in _command_line(pid)]

    def loud(self):
        """Lines of Odoo's log that say WARNING or worse."""
        return [found.group(0) for found in LOUD.finditer(self.log.read_text(errors="replace"))]

    def proxy(self, mode="http", certificate=None):
        """nginx in front; ``with product.proxy() as (http_port, https_port)``."""
        return _proxied(self, mode, certificate)


@contextlib.contextmanager
def _proxied(product, mode, certificate):
    http_port, https_port = shell.free_ports(2)
    addresses = {
        "ODOO_HTTP": f"127.0.0.1:{product.http_port}",
        "ODOO_WEBSOCKET": f"127.0.0.1:{product.websocket_port}",
        "PROXY_HTTP_PORT": str(http_port),
        "PROXY_HTTPS_PORT": str(https_port),
    }
    settings = {**dict.fromkeys(compose.REQUIRED, "x"), "CLUB_PROXY": mode}
    service = services(settings)["proxy"]
    with proxy.running(service, addresses, certificate):
        yield http_port, https_port


@contextlib.contextmanager
def created():
    """The image, an empty PostgreSQL, and a container in which nothing runs yet."""
    buildah = Buildah()
    with buildah.alone():
        yield from _created(buildah)


def _created(buildah):
    settings = new_settings()
    found = services(settings)
    image = build_image(buildah)
    database = Database(found["postgres"], *shell.free_ports(1))
    with database.running(), buildah.container(image) as (name, root):
        yield Product(buildah, name, root, database, found, settings)
