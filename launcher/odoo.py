# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Run Odoo's own command in an :class:`~launcher.environment.Environment`."""

import contextlib
import dataclasses
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from launcher import paths, steps
from launcher.console import ClubError

# Odoo reads a configuration of the user's home folder unless told of another.
CONFIGURATION = """; Written by ./club; what it runs Odoo with is in environment variables.
[options]
http_interface = 127.0.0.1
"""


def command(env, *args):
    """Arguments that start Odoo; run them with :func:`environ`."""
    return [str(env.python), str(env.odoo_bin), *map(str, args)]


def environ(env, **extra):
    """Environment variables for Odoo: database server, addons path, data directory."""
    rc = paths.home() / "odoo.rc"
    if not rc.exists() or rc.read_text() != CONFIGURATION:
        steps.write(rc, CONFIGURATION)
    variables = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ODOO_", "PG", "PYTHON"))
    }
    folders = [str(tool.parent) for tool in (env.wkhtmltopdf, env.chromium, env.pg_bin) if tool]
    if env.pg_bin:
        folders[-1] = str(env.pg_bin)
    variables.update(
        {
            "ODOO_RC": str(rc),
            "ODOO_ADDONS_PATH": ",".join(map(str, env.addons_path)),
            "ODOO_DATA_DIR": str(env.data_dir),
            "PYTHONPATH": os.pathsep.join(map(str, env.python_path)),
            "PYTHONNOUSERSITE": "1",
            "PATH": os.pathsep.join([*folders, os.environ.get("PATH", os.defpath)]),
            "QT_QPA_PLATFORM": "offscreen",  # wkhtmltopdf without a screen
        }
    )
    if env.fonts:
        variables["FONTCONFIG_FILE"] = str(env.fonts)
    if not variables.get("CLUBHOUSE_IDENTITY_KEY"):
        variables.setdefault("CLUBHOUSE_IDENTITY_KEY_FILE", str(_identity_key()))
    # Odoo and psycopg2 read libpq's variables by themselves; no password lands in a file.
    variables.update(env.pg_env)
    variables.update(extra)
    return variables


def _identity_key():
    """The file with the key of identity numbers, made once: without it they are lost."""
    path = paths.identity_key()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    return path


def run(env, *args, check=True, **kw):
    """Run Odoo to its end. ``kw`` go to :func:`subprocess.run`.

    :raise ClubError: when it fails and ``check`` is set
    """
    kw.setdefault("env", environ(env))
    kw.setdefault("stdin", subprocess.DEVNULL)
    done = subprocess.run(command(env, *args), **kw)
    if check and done.returncode:
        raise ClubError(f"Odoo ended with code {done.returncode}.", "See its output above.")
    return done


def run_logged(env, log, *args):
    """Run Odoo to its end, its output in a file.

    :raise ClubError: it failed, or logged an error while installing; with the log's end
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as file:
        code = run(env, *args, check=False, stdout=file, stderr=subprocess.STDOUT).returncode
    if code:
        raise ClubError(f"Odoo ended with code {code}.\n{tail(log)}", f"Full log: {log}")


def tail(log, lines=12):
    """The end of a log: the last error with what led to it, else its last lines."""
    text = Path(log).read_text(errors="replace").splitlines()
    errors = [i for i, line in enumerate(text) if " ERROR " in line or " CRITICAL " in line]
    start = errors[-1] if errors else len(text) - lines
    shown = text[max(start, 0) :]
    return "\n".join(shown if len(shown) <= 2 * lines else shown[:2] + ["..."] + shown[-lines:])


@dataclasses.dataclass
class Server:
    """A server that answers."""

    url: str
    process: subprocess.Popen
    log: Path


def free_port():
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def require_free(port):
    """Refuse a port somebody listens on.

    :raise ClubError: it is taken or may not be used
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ClubError(
                f"Port {port} cannot be used: {error.strerror}.",
                f"Stop what uses it, or choose another: --port {port + 1}",
            ) from None


@contextlib.contextmanager
def serve(env, database, port=None, log=None, args=(), timeout=180):
    """A running server on localhost, stopped at the end.

    :param port: None for any free one
    :param log: file for Odoo's log (default: ``log/<database>.log`` in home)
    :param timeout: seconds it may take to answer
    :yield: :class:`Server`, once /web/health answers
    :raise ClubError: the port is taken, or the server does not come up
    """
    if port:
        require_free(port)
    port = port or free_port()
    log = Path(log or paths.logs() / f"{database}.log")
    log.parent.mkdir(parents=True, exist_ok=True)
    arguments = command(
        env,
        f"--database={database}",
        f"--db-filter=^{database}$",
        "--no-database-list",
        "--http-interface=127.0.0.1",
        f"--http-port={port}",
        "--workers=0",
        "--max-cron-threads=1",
        *args,
    )
    with open(log, "a") as file:
        # In a session of its own: Ctrl-C reaches only us, and we stop it in order.
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=environ(env),
            start_new_session=True,
        )
    server = Server(f"http://localhost:{port}", process, log)
    try:
        wait_for(server, "/web/health", timeout)
        yield server
    finally:
        _stop(process)


def wait_for(server, path, timeout=180):
    """Return once a page of the server answers without an error.

    :raise ClubError: the server ended, or it does not answer in so many seconds
    """
    deadline = time.monotonic() + timeout
    while True:
        if server.process.poll() is not None:
            raise ClubError(f"Odoo did not start.\n{tail(server.log)}", f"Full log: {server.log}")
        try:
            with urllib.request.urlopen(server.url + path, timeout=timeout):
                return
        except (urllib.error.URLError, OSError) as error:
            if time.monotonic() > deadline:
                raise ClubError(
                    f"Odoo does not answer: {error}\n{tail(server.log)}", f"Log: {server.log}"
                ) from None
        time.sleep(0.1)


def _stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
